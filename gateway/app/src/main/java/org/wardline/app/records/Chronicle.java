package org.wardline.app.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.AlarmBook;
import org.wardline.app.history.Notes;
import org.wardline.core.Deeds;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Hears the log from some entry on, in its order, and tells what happened in any time of it. Nothing but the entries goes in,
 * so the same entries tell the same; what stood when that time began is known as far as the entries before it say so. Not for
 * several threads.
 */
public final class Chronicle {
    /** Entries held back until one says what time it is. */
    static final int MAX_UNTIMED = 10_000;

    /** Of each sort of thing that people do or write; what is older goes. */
    static final int MAX_ACTS = 20_000;

    /** Events that say nothing for these books, and come every second. */
    private static final Set<String> PASSED_OVER =
            Set.of("stationAlive", "stationSaw", "stationLost", "tick", "list", "score");

    private final WallAxis axis = new WallAxis();
    private final List<Entry> untimed = new ArrayList<>();
    private final StayBook stays;
    private final AlarmBook alarms = new AlarmBook();
    private final SilenceBook silences = new SilenceBook();
    private final DataBook data = new DataBook();
    private final ScoreBook scores = new ScoreBook();
    private final CareBook care;
    private final List<Told.LimitChange> limits = new ArrayList<>();
    private final LinkedHashMap<NoteId, Told.Observed> observations = new LinkedHashMap<>();
    private final LinkedHashMap<NoteId, Told.Written> notes = new LinkedHashMap<>();
    private final List<Told.Flood> floods = new ArrayList<>();
    private final Map<String, Long> floodedSince = new LinkedHashMap<>();
    private final Map<String, Told.Terms> terms = new HashMap<>(); // of the event that the next change comes of
    private @Nullable Said undone; // an event that the next note may say was refused
    private long lastAtMs;
    private boolean isCut;

    /** A note or task of a patient as his page names it, by {@link Notes#number}; or a word on an alarm. */
    private record NoteId(String of, long number) {}

    /** A chronicle that has heard nothing. */
    public Chronicle(StayBook.Occupants occupants) {
        var deeds = new Deeds(List.of());
        this.stays = new StayBook(deeds, occupants);
        this.care = new CareBook(deeds, stays, scores, silences);
    }

    /** The next entry of the log. */
    public void take(Entry entry) {
        if (!axis.isKnown()) {
            tellTime(entry);
            if (!axis.isKnown()) {
                untimed.add(entry);
                if (untimed.size() > MAX_UNTIMED) {
                    untimed.removeFirst();
                }
                return;
            }
            List.copyOf(untimed).forEach(this::hear);
            untimed.clear();
        }
        hear(entry);
    }

    private void tellTime(Entry entry) {
        switch (entry) {
            case ReadingEntry reading ->
                axis.isAbout(reading.atMs(), reading.reading().receivedAtMs());
            case NoteEntry note -> {
                boolean isWall = note.kind() == NoteEntry.Kind.CHANGE
                        || (note.kind() == NoteEntry.Kind.EVENT
                                && Notes.nameOf(note).equals("clockStepped"));
                long wallMs = isWall ? Said.of(note).whole("wall", -1) : -1;
                if (wallMs >= 0) {
                    axis.is(note.atMs(), wallMs);
                }
            }
        }
    }

    private void hear(Entry entry) {
        switch (entry) {
            case ReadingEntry reading -> {
                done();
                measured(reading);
            }
            case NoteEntry note -> {
                switch (note.kind()) {
                    case EVENT -> {
                        done();
                        if (!PASSED_OVER.contains(Notes.nameOf(note))) {
                            happened(Said.of(note));
                        }
                    }
                    case CHANGE -> changed(Said.of(note));
                    case INTENT -> {} // wanted; what was done follows
                }
            }
        }
        lastAtMs = Math.max(lastAtMs, entry.atMs());
    }

    private void measured(ReadingEntry entry) {
        timed(entry.atMs(), () -> axis.isAbout(entry.atMs(), entry.reading().receivedAtMs()));
        entry.bed().ifPresent(at -> {
            String bed = at.name();
            stays.measured(bed, entry.measuredAtMs());
            data.measured(bed, entry);
            long nowMs = axis.wallMs(entry.atMs());
            stays.stayIn(bed)
                    .filter(stay -> stays.isLinked(entry.reading().device(), stay))
                    .ifPresent(stay -> scores.measured(stay, stays.scale(stay), entry, nowMs));
        });
    }

    /** An event: believed once the next entry does not say that it was refused. */
    private void happened(Said event) {
        long wallMs = axis.wallMs(event.atMs());
        terms.clear();
        switch (event.name()) {
            case "clockStepped" -> timed(event.atMs(), () -> axis.is(event.atMs(), event.whole("wall", wallMs)));
            case "restart" -> data.stood(new Period(Math.min(axis.wallMs(lastAtMs), wallMs), wallMs));
            case "limitsChanged", "audioOff" -> terms.put(event.stay(), terms(event));
            default -> undone = event;
        }
    }

    /** The wall clock is told; where it was set, what is known keeps its age. */
    private void timed(long atMs, Runnable tell) {
        long beforeMs = axis.wallMs(atMs);
        tell.run();
        long byMs = axis.wallMs(atMs) - beforeMs;
        if (Math.abs(byMs) > WallAxis.DRIFT_MS) {
            scores.stepped(stays::scale, beforeMs, byMs);
        }
    }

    private Told.Terms terms(Said event) {
        long untilMs = event.whole("until", Period.OPEN);
        return new Told.Terms(event.text("reason"), untilMs == Period.OPEN ? untilMs : axis.wallMs(untilMs));
    }

    private void done() {
        Said event = undone;
        undone = null;
        if (event == null) {
            return;
        }
        long wallMs = axis.wallMs(event.atMs());
        switch (event.name()) {
            case "observationEntered" -> observed(event, wallMs);
            case "observationWithdrawn" -> withdrawn(event, wallMs);
            case "noted" -> noted(event, wallMs);
            default -> {
                if (Notes.isMove(event.name())) {
                    care.take(event.happening(), wallMs);
                } // faults, acts on alarms: what came of them is said by a change
            }
        }
    }

    private void observed(Said event, long wallMs) {
        long seenMs = axis.wallMs(event.whole("at", event.atMs()));
        Map<String, Object> values = event.map("values");
        scores.until(event.stay(), stays.scale(event.stay()), wallMs); // up to now by the scale that was
        long number = numberOf(event.stay(), event, observations);
        if (values.get("news2_scale") instanceof Number scale) {
            stays.scale(event.stay(), number, scale.intValue());
        }
        scores.entered(event.stay(), stays.scale(event.stay()), new ScoreParts.Entry(number, values, seenMs), wallMs);
        observations.put(
                new NoteId(event.stay(), number),
                new Told.Observed(wallMs, event.stay(), event.text("who"), values, Period.OPEN, ""));
        bound(observations);
    }

    /** From now on it is scored without it; as it was known before, it stays. */
    private void withdrawn(Said event, long wallMs) {
        String stay = event.stay();
        long number = event.whole("entry", 0);
        Told.Observed was = observations.get(new NoteId(stay, number));
        if (was == null || was.isWithdrawn()) {
            return;
        }
        scores.until(stay, stays.scale(stay), wallMs);
        observations.put(new NoteId(stay, number), was.withdrawn(wallMs, event.text("who")));
        stays.withdrawn(stay, number);
        scores.withdrawn(stay, stays.scale(stay), number, wallMs);
    }

    private static long numberOf(String of, Said event, Map<NoteId, ?> taken) {
        return Notes.number(event.atMs(), number -> taken.containsKey(new NoteId(of, number)));
    }

    private void bound(SequencedMap<NoteId, ?> kept) {
        if (kept.size() > MAX_ACTS) {
            var _ = kept.pollFirstEntry(); // the oldest
            isCut = true;
        }
    }

    private void noted(Said event, long wallMs) {
        Map<String, Object> words = event.map("words");
        String about = event.text("about");
        alarms.noted(words, event.text("who"), wallMs);
        if (about.equals("done") && words.get("task") instanceof Number task) {
            notes.computeIfPresent(
                    new NoteId(event.stay(), task.longValue()),
                    (_, note) -> note.isOpen() ? note.done(wallMs, event.text("who")) : note);
        } else if (words.get("text") instanceof String text) {
            long dueMs = words.get("dueMs") instanceof Number due ? due.longValue() : Period.OPEN;
            String bed = stays.bedOf(event.stay());
            boolean isTask = about.equals("task");
            String who = event.text("who");
            boolean isDeed =
                    about.equals("done"); // of an alarm, and no note of the patient's that a task could be among
            String of = isDeed && words.get("alarm") instanceof String alarm ? alarm : event.stay();
            notes.put(
                    new NoteId(of, numberOf(of, event, notes)),
                    new Told.Written(wallMs, event.stay(), bed, text, who, isTask, dueMs, Period.OPEN, ""));
            bound(notes);
        }
    }

    private void changed(Said change) {
        if (undone != null) {
            if (change.name().equals("refused") && change.text("event").equals(undone.name())) {
                undone = null;
            } else if (change.atMs() > undone.atMs()
                    || isOf(change, undone.stay())) { // what was due before comes between
                done();
            }
        }
        if (change.fields().containsKey("wall")) {
            timed(change.atMs(), () -> axis.is(change.atMs(), change.whole("wall", axis.wallMs(change.atMs()))));
        }
        long wallMs = axis.wallMs(change.atMs());
        switch (change.name()) {
            case "audio" -> silences.take(change, wallMs, terms.getOrDefault(change.stay(), Told.Terms.NONE));
            case "limits" -> limited(change, wallMs);
            case "flood" -> flooded(change, wallMs);
            case "refused", "soundCommand", "answer", "ghost", "list" -> {} // nothing of a patient
            default -> {
                var said = change.change();
                alarms.take(said, wallMs);
                said.subject().ifPresent(stay -> stays.heardOf(stay, said.bed().orElse("")));
            }
        }
    }

    private static boolean isOf(Said change, String stay) {
        return !stay.isEmpty() && change.text("alarm").startsWith(stay + ':');
    }

    private void limited(Said change, long wallMs) {
        keep(
                limits,
                new Told.LimitChange(
                        wallMs,
                        change.stay(),
                        change.text("bed"),
                        change.text("rule"),
                        change.text("level"),
                        set(change, "old"),
                        set(change, "new"),
                        change.text("who"),
                        terms.getOrDefault(change.stay(), Told.Terms.NONE)));
    }

    private static Object set(Said change, String field) {
        return change.text(field).isEmpty() ? change.map(field) : change.text(field);
    }

    private void flooded(Said change, long wallMs) {
        String scope = change.text("scope");
        if (change.flag("on")) {
            floodedSince.put(scope, wallMs);
        } else {
            Long since = floodedSince.remove(scope);
            keep(floods, new Told.Flood(scope, new Period(since == null ? wallMs : Math.min(since, wallMs), wallMs)));
        }
    }

    private <T> void keep(List<T> list, T thing) {
        list.add(thing);
        if (list.size() > MAX_ACTS) {
            list.removeFirst();
            isCut = true;
        }
    }

    /** When the last entry came, by the wall. */
    public long heardMs() {
        return axis.wallMs(lastAtMs);
    }

    /** What was over before is forgotten, so that a chronicle can go on for ever. */
    public void forget(long beforeMs) {
        alarms.forget(beforeMs);
        silences.forget(beforeMs);
        stays.forget(beforeMs);
        scores.forget(beforeMs);
        data.forget(beforeMs);
        limits.removeIf(one -> one.wallMs() < beforeMs);
        observations.values().removeIf(one -> one.wallMs() < beforeMs);
        notes.values().removeIf(one -> one.wallMs() < beforeMs && !one.isOpen());
        floods.removeIf(one -> one.when().toMs() < beforeMs);
    }

    /** What happened in a time, as it was known at its end and as far as the entries say so. */
    public Told told(Period when) {
        done();
        List<Told.Flood> all = new ArrayList<>(floods);
        floodedSince.forEach((scope, sinceMs) -> all.add(new Told.Flood(scope, new Period(sinceMs, Period.OPEN))));
        List<Presence> presences = stays.presences(when);
        Map<String, Long> observedMs = new HashMap<>();
        List<Told.Observed> observed =
                observations.values().stream().map(one -> one.asOf(when.toMs())).toList();
        observed.stream()
                .filter(one -> one.wallMs() < when.toMs() && !one.isWithdrawn())
                .forEach(one -> observedMs.merge(one.stay(), one.wallMs(), Math::max));
        return new Told(
                when,
                alarms.episodes(when.fromMs(), when.toMs()),
                presences,
                within(stays.moves(), Told.Moved::wallMs, when),
                silences.all(when),
                within(limits, Told.LimitChange::wallMs, when),
                observed.stream().filter(one -> one.isWithin(when)).toList(),
                observedMs,
                notes.values().stream()
                        .map(note -> note.asOf(when.toMs()))
                        .filter(note -> note.wallMs() < when.toMs()
                                && (when.holds(note.wallMs()) || note.isOpen() || when.holds(note.doneMs())))
                        .toList(),
                all.stream().filter(flood -> flood.when().meets(when)).toList(),
                data.gaps(presences, stays.absences(), when),
                scores.scores(stays::scale, when, axis.wallMs(lastAtMs) + 1),
                data.monitoredMs(when),
                isCut || alarms.isCut());
    }

    private static <T> List<T> within(List<T> things, java.util.function.ToLongFunction<T> at, Period when) {
        return things.stream()
                .filter(thing -> when.holds(at.applyAsLong(thing)))
                .toList();
    }
}
