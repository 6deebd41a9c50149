package org.wardline.app.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.EventJson;
import org.wardline.core.Deeds;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/** One alarm and the notes around it: what it said, who was linked and which limits were set at a time. */
final class Case {
    private static final String GATEWAY = "gateway";

    private static final Set<String> COMES = Set.of("admit", "care.admit", "transfer", "care.transfer");

    private final String alarm;
    private final String subject;
    private final List<NoteEntry> notes;
    private final Standing standing;
    private final List<NoteEntry> lines;
    private final Map<NoteEntry, List<AlarmEvent>> deeds;

    /**
     * What stands now of a patient; what the notes tell of earlier goes before it.
     *
     * @param bed of the patient; of no meaning for the gateway's own alarms
     * @param links of the patient
     * @param contracts links of everybody: a device that is linked at a station owes what it owed before
     */
    record Standing(
            String bed,
            int news2Scale,
            List<AlarmEvent.DeviceLinked> links,
            List<AlarmEvent.DeviceLinked> contracts,
            List<Limit> limits) {
        /** Nothing is known but what the notes tell. */
        static final Standing NONE = new Standing("", 1, List.of(), List.of(), List.of());

        Standing {
            links = List.copyOf(links);
            contracts = List.copyOf(contracts);
            limits = List.copyOf(limits);
        }
    }

    Case(String alarm, List<NoteEntry> notes, Standing standing) {
        this.alarm = alarm;
        this.subject = alarm.substring(0, Math.max(0, alarm.indexOf(':')));
        this.notes = List.copyOf(notes);
        this.standing = standing;
        String named = "\"alarm\":\"" + alarm + '"';
        this.lines = notes.stream()
                .filter(note ->
                        note.kind() == NoteEntry.Kind.CHANGE && note.json().contains(named))
                .toList();
        this.deeds = isOfGateway() || lines.isEmpty() ? Map.of() : deeds();
    }

    /** What was done with the patient and devices, by the note that says it; what was refused was not done. */
    private Map<NoteEntry, List<AlarmEvent>> deeds() {
        List<NoteEntry> done = done();
        var deeds = new Deeds(standing.contracts());
        bedBefore(done).ifPresent(bed -> deeds.tell(new AlarmEvent.Admit(0, subject, bed, 0, null), 0, _ -> {}));
        standing.links().stream()
                .filter(link -> done.isEmpty() || link.atMs() < done.getFirst().atMs())
                .forEach(link -> deeds.tell(link, 0, _ -> {}));
        Map<NoteEntry, List<AlarmEvent>> all = new LinkedHashMap<>();
        for (NoteEntry note : done) {
            List<AlarmEvent> told = all.computeIfAbsent(note, _ -> new ArrayList<>()); // the same may be said twice
            deeds.tell(EventJson.event(note.json()), clock(note.atMs()).wallMs(), told::add);
        }
        return all;
    }

    /** All but what was refused: a refusal is of the last before it that is called so. */
    private List<NoteEntry> done() {
        List<NoteEntry> done = new ArrayList<>();
        for (NoteEntry note : notes) {
            if (isDeed(note)) {
                done.add(note);
            } else if (Notes.isRefusal(note)) {
                for (int at = done.size() - 1; at >= 0 && done.get(at).atMs() == note.atMs(); at--) {
                    if (Notes.nameOf(done.get(at)).equals(Notes.fields(note).get("event"))) {
                        done.remove(at);
                        break;
                    }
                }
            }
        }
        return done;
    }

    private static boolean isDeed(NoteEntry note) {
        return note.kind() == NoteEntry.Kind.EVENT && Notes.isMove(Notes.nameOf(note));
    }

    /** Where the patient lay before all that is told: where the alarm was, unless he came or moved since. */
    private Optional<String> bedBefore(List<NoteEntry> done) {
        boolean isMoved = done.stream()
                .anyMatch(note ->
                        COMES.contains(Notes.nameOf(note)) && note.json().contains(ours()));
        return Optional.of(bed()).filter(bed -> !isMoved && !bed.isEmpty());
    }

    private String ours() {
        return "\"stay\":\"" + subject + '"';
    }

    /** What the engine was told of the patient by a note of what was done; the note itself where that is all there is to it. */
    List<NoteEntry> told(NoteEntry note) {
        return Notes.nameOf(note).startsWith(Notes.CARE)
                ? deeds.getOrDefault(note, List.of()).stream()
                        .filter(this::isOfPatient)
                        .map(event -> new NoteEntry(note.atMs(), NoteEntry.Kind.EVENT, EventJson.text(event)))
                        .toList()
                : List.of(note);
    }

    /** Whether it is his; with his admission the retelling begins. */
    private boolean isOfPatient(AlarmEvent event) {
        return switch (event) {
            case AlarmEvent.DeviceUnlinked unlinked -> devices().contains(unlinked.device());
            case AlarmEvent.DeviceLinked linked -> linked.stay().equals(subject);
            case AlarmEvent.Discharge gone -> gone.stay().equals(subject);
            case AlarmEvent.Transfer moved -> moved.stay().equals(subject);
            case AlarmEvent.AudioOff off -> off.stay().equals(subject);
            case AlarmEvent.AudioOn on -> on.stay().equals(subject);
            case AlarmEvent.Admit _,
                    AlarmEvent.LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.ClockStepped _,
                    AlarmEvent.Restart _,
                    AlarmEvent.OfAlarms _ -> false;
        };
    }

    String alarm() {
        return alarm;
    }

    boolean isOfGateway() {
        return subject.equals(GATEWAY);
    }

    String subject() {
        return subject;
    }

    /** Whether its beginning is told. */
    boolean isTold() {
        return lines.stream().anyMatch(line -> Notes.isNamed(line, "raised"));
    }

    /** Everything that was said of it, in order. */
    List<NoteEntry> lines() {
        return lines;
    }

    long raisedAtMs() {
        return lines.getFirst().atMs();
    }

    Map<String, @Nullable Object> raised() {
        return Notes.fields(lines.getFirst());
    }

    /** When it was over; empty while it stands. */
    Optional<Long> overAtMs() {
        NoteEntry last = lines.stream()
                .filter(line -> line.json().contains("\"state\":\""))
                .toList()
                .getLast();
        return last.json().contains("\"state\":\"over\"") ? Optional.of(last.atMs()) : Optional.empty();
    }

    /** The wall clock at a time, as the alarm's first line has it. */
    AlarmEvent.ClockStepped clock(long atMs) {
        Map<String, @Nullable Object> raised = raised();
        long wallMs = raised.get("wall") instanceof Long wall ? wall - raisedAtMs() + atMs : atMs;
        String quality = raised.get("clock") instanceof String said ? said : "unset";
        return new AlarmEvent.ClockStepped(atMs, wallMs, quality);
    }

    String bed() {
        return raised().get("bed") instanceof String bed ? bed : standing.bed();
    }

    /** The scale that the patient was admitted with, where that is told; else the one that stands. */
    int news2Scale() {
        return deeds.values().stream()
                .flatMap(List::stream)
                .filter(event ->
                        event instanceof AlarmEvent.Admit admit && admit.stay().equals(subject))
                .map(event -> ((AlarmEvent.Admit) event).news2())
                .reduce((_, later) -> later)
                .orElse(standing.news2Scale());
    }

    /** Devices that measured the patient at a time. */
    List<AlarmEvent.DeviceLinked> linksAt(long atMs) {
        Map<String, Optional<AlarmEvent.DeviceLinked>> links = new LinkedHashMap<>();
        for (Map.Entry<NoteEntry, List<AlarmEvent>> deed : deeds.entrySet()) {
            if (deed.getKey().atMs() < atMs) {
                deed.getValue().forEach(event -> link(event, links));
            }
        }
        for (AlarmEvent.DeviceLinked link : standing.links()) {
            if (link.atMs() < atMs) {
                links.putIfAbsent(link.device(), Optional.of(link));
            }
        }
        return links.values().stream().flatMap(Optional::stream).toList();
    }

    private void link(AlarmEvent event, Map<String, Optional<AlarmEvent.DeviceLinked>> links) {
        switch (event) {
            case AlarmEvent.DeviceLinked linked ->
                links.put(
                        linked.device(),
                        Optional.of(linked).filter(link -> link.stay().equals(subject)));
            case AlarmEvent.DeviceUnlinked unlinked -> links.put(unlinked.device(), Optional.empty());
            case AlarmEvent.Transfer moved
            when moved.stay().equals(subject) ->
                links.replaceAll(
                        (device, link) -> link.filter(_ -> moved.devices().contains(device)));
            case AlarmEvent.Transfer _ -> {} // another's
            case AlarmEvent.Admit _,
                    AlarmEvent.Discharge _,
                    AlarmEvent.LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.ClockStepped _,
                    AlarmEvent.Restart _,
                    AlarmEvent.OfAlarms _ -> {} // no link
        }
    }

    /** Every device that is ever said to have measured the patient. */
    Set<String> devices() {
        Set<String> devices = new TreeSet<>();
        standing.links().forEach(link -> devices.add(link.device()));
        deeds.values().stream().flatMap(List::stream).forEach(event -> {
            if (event instanceof AlarmEvent.DeviceLinked linked && linked.stay().equals(subject)) {
                devices.add(linked.device());
            }
        });
        return devices;
    }

    /** Limits of the patient's own at a time: the last word before it, else what the first one after it replaced. */
    List<Limit> limitsAt(long atMs) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        standing.limits().forEach(limit -> limits.put(key(limit), limit));
        Map<String, Limit> before = new HashMap<>();
        Map<String, Limit> after = new HashMap<>();
        for (NoteEntry note : notes) {
            if (note.kind() == NoteEntry.Kind.CHANGE && Notes.isNamed(note, "limits")) {
                Map<String, @Nullable Object> said = Notes.fields(note);
                if (!subject.equals(said.get("stay"))) {
                    continue;
                }
                if (note.atMs() < atMs) {
                    Limit set = limit(said, "new");
                    before.put(key(set), set);
                } else {
                    Limit old = limit(said, "old");
                    after.putIfAbsent(key(old), old);
                }
            }
        }
        limits.putAll(after);
        limits.putAll(before);
        limits.values().removeIf(limit -> Map.of().equals(limit.set()));
        return List.copyOf(limits.values());
    }

    private static String key(Limit limit) {
        return limit.rule() + ' ' + limit.level();
    }

    private static Limit limit(Map<String, @Nullable Object> said, String which) {
        AlarmPriority level =
                AlarmPriority.valueOf(String.valueOf(said.get("level")).toUpperCase(Locale.ROOT));
        return new Limit(String.valueOf(said.get("rule")), level, set(said.get(which)));
    }

    private static @Nullable Map<String, Object> set(@Nullable Object said) {
        if (!(said instanceof Map<?, ?> fields)) {
            return null; // off
        }
        Map<String, Object> set = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (value != null) {
                set.put(
                        String.valueOf(field),
                        value instanceof Number number ? new BigDecimal(number.toString()) : value);
            }
        });
        return set;
    }

    /** Who was told, who saw it, who did what: in order, each with its time on the gateway's axis. */
    List<Map<String, @Nullable Object>> knows() {
        List<Map<String, @Nullable Object>> known = new ArrayList<>();
        String named = "\"alarm\":\"" + alarm + '"';
        for (NoteEntry note : notes) {
            if (note.kind() == NoteEntry.Kind.INTENT || !note.json().contains(named)) {
                continue;
            }
            Map<String, @Nullable Object> said = Notes.fields(note);
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            item.put("t", note.atMs());
            item.put("what", note.kind() == NoteEntry.Kind.CHANGE ? said.get("change") : said.get("event"));
            for (String field : List.of(
                    "v", "priority", "step", "to", "why", "station", "visible", "by", "who", "about", "result")) {
                if (said.get(field) != null) {
                    item.put(field, said.get(field));
                }
            }
            if (said.get("words") instanceof Map<?, ?> words) {
                item.put("words", words);
            }
            boolean isRepeat = "acknowledge".equals(said.get("event")); // its answer says the same, and what came of it
            if (!isRepeat) {
                known.add(item);
            }
        }
        return known;
    }
}
