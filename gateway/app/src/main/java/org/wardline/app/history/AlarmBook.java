package org.wardline.app.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardline.app.wire.EventJson;
import org.wardline.core.AlarmWords;
import org.wardline.core.WardView;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/**
 * Episodes out of what the alarm engine said (alarm engine, sections 5 and 7) and people noted of them: the one reader of the
 * log's alarms. Which clock its times are of is the caller's business.
 */
public final class AlarmBook {
    /** Alarms kept; what ended first goes first. */
    static final int MAX_EPISODES = 50_000;

    /** Of each sort of one alarm that stands and stands; what was before is not asked for. */
    private static final int MAX_STATES = 256;

    /** What the engine's own conditions are called (section 4): all but the score are technical. */
    private static final Set<String> TECHNICAL =
            Set.of("signal", "silent", "frozen", "clock", "disagree", "fault", "overdue", "blind");

    /** Of these the thing is the device. */
    private static final Set<String> OF_DEVICE = Set.of("silent", "frozen", "clock");

    private static final Set<String> DETAIL = Set.of("values", "limits", "why", "news2", "model", "score");

    private final Map<String, Life> standing = new LinkedHashMap<>();
    private final Map<String, Life> ended = new LinkedHashMap<>();
    private boolean isCut;

    /** An episode that is being told. */
    private static final class Life {
        final String alarm;
        final long raisedAtMs;
        final long raisedMs;
        final boolean isWhole;
        String bed = "";
        String type;
        final List<Episode.Rise> rises = new ArrayList<>(); // each higher than the one before it
        final List<Episode.Answer> answers = new ArrayList<>();
        final List<Episode.Became> states = new ArrayList<>();
        OptionalLong escalatedMs = OptionalLong.empty();
        String device;
        final Set<String> beds = new TreeSet<>(); // all that it ever listed
        final List<Episode.Mark> marks = new ArrayList<>();
        final List<Episode.Deed> deeds = new ArrayList<>();

        Life(String alarm, long raisedAtMs, long raisedMs, boolean isWhole) {
            this.alarm = alarm;
            this.raisedAtMs = raisedAtMs;
            this.raisedMs = raisedMs;
            this.isWhole = isWhole;
            int dot = alarm.lastIndexOf('.');
            String what = alarm.substring(dot + 1, alarm.lastIndexOf(':'));
            this.type = typeOf(what);
            this.device = deviceOf(alarm.substring(alarm.indexOf(':') + 1, dot), what);
        }

        private static String deviceOf(String thing, String what) {
            boolean isBattery = what.equals("fault") && thing.endsWith(AlarmWords.BATTERY);
            return isBattery
                    ? thing.substring(0, thing.length() - AlarmWords.BATTERY.length())
                    : OF_DEVICE.contains(what) ? thing : "";
        }

        /** Of an alarm whose beginning is not known. */
        private static String typeOf(String what) {
            return what.equals("model") ? what : TECHNICAL.contains(what) ? "technical" : "physiological";
        }

        boolean isOver() {
            return states.getLast().state().equals("over");
        }

        long endedMs() {
            return isOver() ? states.getLast().wallMs() : Long.MAX_VALUE;
        }

        void became(long wallMs, String state, String why) {
            if (states.isEmpty() || !states.getLast().state().equals(state)) {
                keep(states, new Episode.Became(wallMs, state, why));
            }
        }

        void rose(long wallMs, AlarmPriority priority, Map<String, Object> detail) {
            if (rises.isEmpty() || priority.compareTo(rises.getLast().priority()) > 0) {
                rises.add(new Episode.Rise(wallMs, priority, detail));
            }
        }

        static <T> void keep(List<T> list, T thing) {
            list.add(thing);
            if (list.size() > MAX_STATES) {
                list.removeFirst();
            }
        }

        Episode episode() {
            return new Episode(
                    alarm,
                    bed,
                    type,
                    rises,
                    raisedMs,
                    isWhole,
                    answers,
                    states,
                    escalatedMs,
                    device,
                    List.copyOf(beds),
                    marks,
                    deeds);
        }
    }

    /** Notes of the log in its order. */
    public void read(List<NoteEntry> notes, Axis axis) {
        notes.forEach(note -> read(note, axis.wallMs(note.atMs())));
    }

    /** An alarm that stands now; what is read of it goes before this. */
    public void stands(WardView.Alarm alarm, long raisedMs) {
        var life = new Life(alarm.name(), raisedMs, raisedMs, true);
        life.type = alarm.type();
        life.rose(raisedMs, alarm.priority(), Map.of());
        life.became(raisedMs, "active", "");
        if (alarm.state().equals("acked")) {
            life.answers.add(new Episode.Answer(raisedMs, 0, alarm.by()));
        }
        standing.put(alarm.name(), life);
    }

    /** The next note, whatever it speaks of. */
    public void read(NoteEntry note, long wallMs) {
        boolean isOfAlarm = note.kind() == NoteEntry.Kind.CHANGE
                && (note.json().contains("\"state\":\"") || Notes.isNamed(note, "notify"));
        if (isOfAlarm) {
            take(EventJson.change(note.json()), wallMs);
        } else if (note.kind() == NoteEntry.Kind.EVENT && Notes.isNamed(note, "noted")) {
            Map<String, @Nullable Object> said = Notes.fields(note);
            if (said.get("words") instanceof Map<?, ?> words) {
                noted(words, String.valueOf(said.get("who")), wallMs);
            }
        }
    }

    /** Something that the engine said. */
    public void take(AlarmChange change, long wallMs) {
        String alarm = change.alarm().filter(_ -> change.subject().isPresent()).orElse("");
        if (alarm.isEmpty()) {
            return;
        }
        if (change.change().equals("notify")) {
            told(alarm, change, wallMs);
        } else if (change.state().isPresent()) {
            changed(alarm, change, wallMs);
        }
    }

    /** Something that a person said; of an alarm, when its words name one. */
    public void noted(Map<?, ?> words, String who, long wallMs) {
        Life life = words.get("alarm") instanceof String alarm ? standing.getOrDefault(alarm, ended.get(alarm)) : null;
        if (life != null && words.get("useful") instanceof Boolean isUseful) {
            Life.keep(life.marks, new Episode.Mark(wallMs, isUseful, who));
        } else if (life != null && words.get("what") instanceof String what) {
            Life.keep(life.deeds, new Episode.Deed(wallMs, who, what));
        }
    }

    private void told(String alarm, AlarmChange change, long wallMs) {
        Life life = standing.get(alarm);
        boolean isFurther = change.fields().get("step") instanceof Number step && step.intValue() > 0;
        if (life != null && isFurther && life.escalatedMs.isEmpty()) {
            life.escalatedMs = OptionalLong.of(wallMs);
        }
    }

    private void changed(String alarm, AlarmChange change, long wallMs) {
        boolean isRaise = change.change().equals("raised");
        if (isRaise) {
            var _ = standing.remove(alarm); // known as one that stands now
        }
        Life life = standing.computeIfAbsent(alarm, name -> new Life(name, change.atMs(), wallMs, isRaise));
        describe(life, change, wallMs);
        switch (change.change()) {
            case "acknowledged", "reset" ->
                Life.keep(
                        life.answers,
                        new Episode.Answer(
                                wallMs,
                                change.atMs() - life.raisedAtMs,
                                change.text("by").orElse("")));
            default -> {} // raised, escalated, deescalated, updated, latched, realarmed, ended: described above
        }
        if (life.isOver()) {
            end(life);
        }
    }

    private static void describe(Life life, AlarmChange change, long wallMs) {
        String state = change.state().orElse("active");
        boolean isGone = state.equals("latched") || state.equals("over");
        life.became(wallMs, state, isGone ? change.text("why").orElse("") : "");
        if (life.bed.isEmpty()) {
            life.bed = change.bed().orElse("");
        }
        life.type = change.text("type").orElse(life.type);
        life.device = change.text("device").orElse(life.device);
        Map<String, Object> detail = new HashMap<>(change.fields());
        detail.keySet().retainAll(DETAIL);
        if (!change.change().equals("raised")) {
            var _ = detail.remove("why"); // not of its cause
        }
        life.rose(wallMs, change.priority().orElse(AlarmPriority.LOW), detail);
        if (change.fields().get("beds") instanceof List<?> beds) {
            beds.forEach(bed -> life.beds.add(String.valueOf(bed)));
        }
    }

    private void end(Life life) {
        var _ = standing.remove(life.alarm);
        var _ = ended.put(life.alarm, life);
        if (ended.size() > MAX_EPISODES) {
            List.copyOf(ended.keySet()).subList(0, MAX_EPISODES / 10).forEach(ended::remove);
            isCut = true;
        }
    }

    /** Whether older ones had to go. */
    public boolean isCut() {
        return isCut;
    }

    /** What was over before is forgotten. */
    public void forget(long beforeMs) {
        var oldest = ended.values().iterator(); // in the order in which they ended
        while (oldest.hasNext() && oldest.next().endedMs() < beforeMs) {
            oldest.remove();
        }
    }

    /** All that had begun at a time and were not over before another, as they were known then, in order of their beginning. */
    public List<Episode> episodes(long fromMs, long toMs) {
        return Stream.concat(ended.values().stream(), standing.values().stream())
                .filter(life -> life.raisedMs < toMs && life.endedMs() >= fromMs)
                .map(life -> life.episode().asOf(toMs))
                .sorted(Comparator.comparingLong(Episode::raisedMs).thenComparing(Episode::alarm))
                .toList();
    }

    /** All of patients, in order of their beginning. */
    public List<Episode> ofPatients() {
        return episodes(Long.MIN_VALUE, Long.MAX_VALUE).stream()
                .filter(alarm -> !alarm.isOfGateway())
                .toList();
    }

    /**
     * All of a patient, and of the gateway those that stood where he lay; in order of their beginning.
     *
     * @param lay whether he lay in a bed at a time
     * @param nowMs for those that stand
     */
    public List<Episode> about(String stay, BiPredicate<String, Long> lay, long nowMs) {
        return episodes(Long.MIN_VALUE, Long.MAX_VALUE).stream()
                .filter(alarm -> alarm.subject().equals(stay) || alarm.stoodWhere(lay, nowMs))
                .toList();
    }
}
