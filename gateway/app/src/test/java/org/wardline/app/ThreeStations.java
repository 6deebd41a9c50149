package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Act;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * Three nurses, each at a station, around the real data path and ward, with a log that stores when it is told to. Reads what is
 * shown as any station does, and checks what must hold of it alone (alarm engine, section 12: 2, 3, 12).
 */
final class ThreeStations {
    static final String STAY = "s-7";
    static final String ALARM = STAY + ":spo2.low:1";
    private static final long WALL_MS = 1_795_000_000_000L;
    private static final String RULE = "spo2.low";

    /** One thing a nurse does; {@code v} of an acknowledgement is what her screen shows when she does it. */
    enum Deed {
        ACKNOWLEDGE,
        PAUSE,
        OFF,
        ON,
        LIMITS_LOOSE,
        LIMITS_TIGHT,
        LIMITS_OF_THE_WARD
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Deque<Stored> waiting = new ArrayDeque<>();
    private final Map<String, Long> risen = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, AlarmChange> shown = new HashMap<>();
    private final List<String> answers = new ArrayList<>();
    private final Ward ward;
    private final DataPath path;
    private final byte[] checkpoint;
    private long atMs;
    private long seq;
    private int taken;

    /** An intent that the log has not flushed. */
    private record Stored(Act act, Consumer<Boolean> told) {}

    /** From a ward in which an alarm stands. */
    ThreeStations(byte[] checkpoint, long atMs) throws IOException {
        this.checkpoint = checkpoint.clone();
        this.atMs = atMs;
        this.seq = atMs;
        ward = new Ward(
                WardBench.plan(),
                new LogWording(),
                () -> "fresh",
                WardState.restored(AlarmSettings.defaults(), checkpoint));
        path = new DataPath(ward, this::now, () -> WALL_MS + atMs, this::show, new SlowLog(), _ -> {});
        risen.put(ALARM, 1L);
        shown.put(ALARM, new AlarmChange(atMs, "raised", Map.of("alarm", ALARM, "v", 1L, "state", "active")));
    }

    private Now now() {
        return new Now(atMs, WALL_MS + atMs, Now.WallQuality.SYNCED);
    }

    /** A nurse does something at her station; it happens when the log has it. */
    void does(String who, Deed deed) {
        String station = "st-" + who;
        long seen = shown.containsKey(ALARM) ? version(shown.get(ALARM)) : 1;
        AlarmChange newest = shown.values().stream()
                .filter(change -> change.kind().orElse("").equals(RULE))
                .max((a, b) -> Long.compare(a.atMs(), b.atMs()))
                .orElseThrow();
        String alarm = newest.alarm().orElseThrow();
        long version = alarm.equals(ALARM) ? seen : version(newest);
        long until = atMs + 60_000;
        Act act = switch (deed) {
            case ACKNOWLEDGE -> at -> new AlarmEvent.Acknowledge(at, alarm, version, who, station);
            case PAUSE -> at -> new AlarmEvent.PauseAudio(at, STAY, until, who, station);
            case OFF -> at -> new AlarmEvent.AudioOff(at, STAY, who, station);
            case ON -> at -> new AlarmEvent.AudioOn(at, STAY, who, station);
            case LIMITS_LOOSE -> limits(Map.of("below", BigDecimal.valueOf(70)), who, station);
            case LIMITS_TIGHT -> limits(Map.of("below", BigDecimal.valueOf(92)), who, station);
            case LIMITS_OF_THE_WARD -> limits(Map.of(), who, station);
        };
        path.act(act, turn -> {
            answers.add(who + " " + deed + " " + (turn.isPresent() ? "done" : "not stored"));
            turn.ifPresent(what -> answered(what, who, deed, alarm, version));
        });
    }

    private static Act limits(Map<String, Object> set, String who, String station) {
        return at -> new AlarmEvent.LimitsChanged(at, STAY, RULE, AlarmPriority.MEDIUM, set, who, station);
    }

    /** Exactly one answer to who asked; {@code ok} for one only, and for a version that no rise has passed. */
    private void answered(Turn turn, String who, Deed deed, String alarm, long version) {
        List<AlarmChange> said = turn.changes().stream()
                .filter(change -> change.change().equals("answer"))
                .toList();
        assertThat(said).hasSize(deed == Deed.ACKNOWLEDGE ? 1 : 0);
        if (deed != Deed.ACKNOWLEDGE) {
            return;
        }
        AlarmChange answer = said.getFirst();
        assertThat(answer.text("station")).contains("st-" + who);
        String result = answer.text("result").orElse("");
        switch (result) {
            case "ok" -> {
                taken++;
                assertThat(answer.text("by")).contains(who);
                assertThat(version)
                        .as("2: not older than the last rise")
                        .isGreaterThanOrEqualTo(risen.getOrDefault(alarm, 1L));
                assertThat(turn.changes())
                        .as("3: done by who asked")
                        .anyMatch(change -> change.change().matches("acknowledged|reset")
                                && change.alarm().orElse("").equals(alarm)
                                && change.text("by").orElse("").equals(who));
            }
            case "already" ->
                assertThat(answer.text("by")).as("by who was first").contains(owners.getOrDefault(alarm, "nobody"));
            default -> assertThat(result).isIn("over", "changed", "unknown");
        }
    }

    /** What every station gets, in the same order. */
    private void show(Turn turn) {
        for (AlarmChange change : turn.changes()) {
            if (change.change().equals("audio") && change.fields().get("until") instanceof Long until) {
                assertThat(until - change.atMs()).as("12").isBetween(1L, 120_000L);
            }
            if (change.state().isEmpty() || change.alarm().isEmpty()) { // audio has a state too
                continue;
            }
            String alarm = change.alarm().orElseThrow();
            shown.put(alarm, change);
            boolean isRise = change.change().matches("raised|escalated|realarmed")
                    || change.text("why").orElse("").equals("returned");
            if (isRise) {
                risen.put(alarm, version(change));
                owners.remove(alarm);
            }
            if (change.change().matches("acknowledged|reset")) {
                assertThat(owners).as("3: one between two rises").doesNotContainKey(alarm);
                owners.put(alarm, change.text("by").orElseThrow());
            }
        }
    }

    private static long version(AlarmChange change) {
        return change.fields().get("v") instanceof Long v ? v : 1;
    }

    /** The log flushes its oldest intent, or says that it cannot. */
    void store(boolean isStored) {
        Stored next = waiting.poll();
        if (next != null) {
            int before = entries.size();
            next.told().accept(isStored);
            if (!isStored) {
                assertThat(entries).as("what is not stored did not happen").hasSize(before);
            }
        }
    }

    /** A second passes; a saturation comes. */
    void hears(double percent) {
        atMs += 1_000;
        var reading = new Reading(
                WardBench.MONITOR,
                seq++,
                WALL_MS + atMs,
                WALL_MS + atMs,
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, percent)));
        RawMessage raw = RawMessage.of("t", WardBench.MONITOR, WALL_MS + atMs, new byte[0]);
        path.accept(new Burst(List.of(new Burst.Arrival(
                raw, new Decoded(List.of(reading), List.of(), List.of(), List.of()), false, _ -> {}))));
        path.tick();
    }

    /** Acknowledgements that were taken. */
    int taken() {
        return taken;
    }

    /** One line for each act that was answered, in the order of the answers. */
    List<String> answers() {
        return answers;
    }

    /** All is stored; the end that every station sees is the one that a restart makes of the log. */
    void settle() throws IOException {
        while (!waiting.isEmpty()) {
            store(true);
        }
        for (WardView.Alarm alarm : alarms(ward)) {
            if (alarm.state().equals("acked")) {
                assertThat(alarm.by()).isEqualTo(owners.get(alarm.name()));
            }
        }
        var again = new Ward(
                WardBench.plan(),
                new LogWording(),
                () -> "fresh",
                WardState.restored(AlarmSettings.defaults(), checkpoint));
        entries.forEach(again::replay);
        assertThat(alarms(again)).isEqualTo(alarms(ward));
        assertThat(again.checkpoint()).as("the whole state").isEqualTo(ward.checkpoint());
    }

    private List<WardView.Alarm> alarms(Ward of) {
        return of.view(now()).beds().getFirst().alarms();
    }

    /** Keeps order, stores when told. */
    private final class SlowLog implements DataPath.Log {
        @Override
        public long firstAt(long wallMs) {
            return 1;
        }

        @Override
        public void append(Turn turn) {
            entries.addAll(turn.entries());
        }

        @Override
        public void intend(List<Act> acts, Consumer<Boolean> stored) {
            Act act = acts.getFirst(); // one at a time here
            waiting.add(new Stored(act, isStored -> {
                if (isStored) {
                    Happening wanted = act.at(atMs);
                    entries.add(new NoteEntry(atMs, NoteEntry.Kind.INTENT, new LogWording().of(wanted)));
                }
                stored.accept(isStored);
            }));
        }

        @Override
        public void checkpoint(byte[] state) {}

        @Override
        public long lastNumber() {
            return entries.size();
        }

        @Override
        public List<Numbered> read(long from, long to) {
            return List.of();
        }

        @Override
        public void confirm(RecordSystem uplink) {}
    }
}
