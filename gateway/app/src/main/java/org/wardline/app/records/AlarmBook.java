package org.wardline.app.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/** Episodes out of what the alarm engine said (alarm engine, sections 5 and 7). */
final class AlarmBook {
    /** Alarms kept; what ended first goes first. */
    static final int MAX_EPISODES = 50_000;

    /** Changes of one alarm that stands and stands; what it was before is not asked for. */
    private static final int MAX_STATES = 256;

    /** What the engine's own conditions are called (section 4): all but the score are technical. */
    private static final Set<String> TECHNICAL =
            Set.of("signal", "silent", "frozen", "clock", "disagree", "fault", "overdue", "blind");

    private static final Set<String> DETAIL = Set.of("values", "limits", "why", "news2", "model", "score");

    private final Map<String, Open> standing = new LinkedHashMap<>();
    private final List<Episode> ended = new ArrayList<>();
    private boolean isCut;

    /** An episode that is still being told. */
    private static final class Open {
        final String alarm;
        final long raisedAtMs;
        final long raisedMs;
        final boolean isWhole;
        String bed = "";
        String type;
        final List<Episode.Rise> rises = new ArrayList<>(); // each higher than the one before it
        OptionalLong answerMs = OptionalLong.empty();
        String by = "";
        final List<Episode.Became> states = new ArrayList<>();
        String why = "";
        OptionalLong escalatedMs = OptionalLong.empty();
        String device = "";
        List<String> beds = List.of();

        Open(String alarm, long raisedAtMs, long raisedMs, boolean isWhole) {
            this.alarm = alarm;
            this.raisedAtMs = raisedAtMs;
            this.raisedMs = raisedMs;
            this.isWhole = isWhole;
            this.type = typeOf(alarm.substring(alarm.lastIndexOf('.') + 1, alarm.lastIndexOf(':')));
        }

        /** Of an alarm whose beginning is not known. */
        private static String typeOf(String what) {
            return what.equals("model") ? what : TECHNICAL.contains(what) ? "technical" : "physiological";
        }

        Episode episode(OptionalLong endedMs) {
            return new Episode(
                    alarm,
                    bed,
                    type,
                    rises,
                    raisedMs,
                    isWhole,
                    answerMs,
                    by,
                    endedMs,
                    why,
                    states,
                    escalatedMs,
                    device,
                    beds);
        }
    }

    void take(AlarmChange change, long wallMs) {
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

    private void told(String alarm, AlarmChange change, long wallMs) {
        Open open = standing.get(alarm);
        boolean isFurther = change.fields().get("step") instanceof Number step && step.intValue() > 0;
        if (open != null && isFurther && open.escalatedMs.isEmpty()) {
            open.escalatedMs = OptionalLong.of(wallMs);
        }
    }

    private void changed(String alarm, AlarmChange change, long wallMs) {
        boolean isRaise = change.change().equals("raised");
        Open open = standing.computeIfAbsent(alarm, name -> new Open(name, change.atMs(), wallMs, isRaise));
        describe(open, change, wallMs);
        switch (change.change()) {
            case "acknowledged" -> answered(open, change);
            case "reset" -> {
                answered(open, change);
                end(open, wallMs);
            }
            case "ended" -> {
                open.why = change.text("why").orElse("");
                end(open, wallMs);
            }
            default -> {} // raised, escalated, deescalated, updated, latched, realarmed: described above
        }
    }

    private static void describe(Open open, AlarmChange change, long wallMs) {
        String state = change.state().orElse("active");
        if (open.states.isEmpty() || !open.states.getLast().state().equals(state)) {
            open.states.add(new Episode.Became(wallMs, state));
        }
        if (open.states.size() > MAX_STATES) {
            open.states.removeFirst();
        }
        if (open.bed.isEmpty()) {
            open.bed = change.bed().orElse("");
        }
        open.type = change.text("type").orElse(open.type);
        open.device = change.text("device").orElse(open.device);
        AlarmPriority priority = change.priority().orElse(AlarmPriority.LOW);
        if (open.rises.isEmpty() || priority.compareTo(open.rises.getLast().priority()) > 0) {
            Map<String, Object> detail = new HashMap<>(change.fields());
            detail.keySet().retainAll(DETAIL);
            open.rises.add(new Episode.Rise(wallMs, priority, detail));
        }
        if (change.fields().get("beds") instanceof List<?> beds) {
            open.beds = beds.stream().map(String::valueOf).toList();
        }
    }

    private static void answered(Open open, AlarmChange change) {
        if (open.answerMs.isEmpty()) {
            open.answerMs = OptionalLong.of(change.atMs() - open.raisedAtMs);
            open.by = change.text("by").orElse("");
        }
    }

    private void end(Open open, long wallMs) {
        standing.remove(open.alarm);
        ended.add(open.episode(OptionalLong.of(wallMs)));
        if (ended.size() > MAX_EPISODES) {
            ended.subList(0, MAX_EPISODES / 10).clear();
            isCut = true;
        }
    }

    /** Whether older ones had to go. */
    boolean isCut() {
        return isCut;
    }

    /** What was over before is forgotten. */
    void forget(long beforeMs) {
        ended.removeIf(alarm -> alarm.endedMs().orElse(beforeMs) < beforeMs);
    }

    /** All that had begun at a time and were not over before another, as they were known then, in order of their beginning. */
    List<Episode> episodes(Period when) {
        List<Episode> all = new ArrayList<>();
        for (Episode alarm : ended) {
            if (alarm.raisedMs() < when.toMs() && alarm.endedMs().orElse(Long.MAX_VALUE) >= when.fromMs()) {
                all.add(alarm.asOf(when.toMs()));
            }
        }
        for (Open open : standing.values()) {
            if (open.raisedMs < when.toMs()) {
                all.add(open.episode(OptionalLong.empty()).asOf(when.toMs()));
            }
        }
        all.sort(java.util.Comparator.comparingLong(Episode::raisedMs).thenComparing(Episode::alarm));
        return all;
    }
}
