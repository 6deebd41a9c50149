package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Act;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.log.Numbered;

/** Louder: shown, then stored. Quieter: stored, then shown. */
class DataPathTest {
    private static final long WALL_MS = 1_795_000_000_000L;

    private final List<String> seen = new ArrayList<>();
    private final List<Consumer<Boolean>> intents = new ArrayList<>();
    private long atMs = 1_000;
    private final DataPath path = new DataPath(
            new Ward(WardBench.plan(), new LogWording(), () -> "fresh", WardState.fresh(AlarmSettings.defaults())),
            () -> new Now(atMs, WALL_MS + atMs, Now.WallQuality.SYNCED),
            () -> WALL_MS + atMs,
            turn -> note("shown", turn),
            new FakeLog(),
            readings -> readings.forEach(_ -> seen.add("scored")));

    private void note(String what, Turn turn) {
        turn.changes().stream()
                .filter(change -> change.state().isPresent())
                .forEach(change -> seen.add(what + " " + change.change()));
    }

    private void hears(double spo2) {
        var reading = new Reading(
                WardBench.MONITOR,
                atMs,
                WALL_MS + atMs,
                WALL_MS + atMs,
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2)));
        RawMessage raw = RawMessage.of("t", WardBench.MONITOR, WALL_MS + atMs, new byte[0]);
        var decoded = new Decoded(List.of(reading), List.of(), List.of(), List.of());
        path.accept(new Burst(List.of(
                new Burst.Arrival(raw, decoded, false, ending -> seen.add("acknowledged " + ending.wireName())))));
    }

    private void alarm() {
        path.begin(false, true);
        for (int second = 0; second <= 15; second++) {
            seen.clear();
            hears(85);
            atMs += 1_000;
        }
    }

    @Test
    void givenAlarm_whenItRises_thenItIsShownThenStoredThenAcknowledgedThenScored() {
        alarm();

        assertThat(seen).containsExactly("shown raised", "stored raised", "acknowledged stored", "scored");
    }

    @Test
    void givenAcknowledgement_whenItIsNotStoredYet_thenNobodySeesItDone() {
        alarm();
        seen.clear();

        path.act(
                at -> new AlarmEvent.Acknowledge(at, "s-7:spo2.low:1", 1, "ann", "st1"),
                turn -> seen.add("answered " + turn.isPresent()));
        assertThat(seen).isEmpty();
        intents.removeFirst().accept(true);

        assertThat(seen).containsExactly("shown acknowledged", "stored acknowledged", "answered true");
    }

    @Test
    void givenDiskThatCannotStore_whenSomebodyAcknowledges_thenNothingHappensAndHeIsTold() {
        alarm();
        seen.clear();

        path.act(
                at -> new AlarmEvent.Acknowledge(at, "s-7:spo2.low:1", 1, "ann", "st1"),
                turn -> seen.add("answered " + turn.isPresent()));
        intents.removeFirst().accept(false);

        assertThat(seen).containsExactly("answered false");
    }

    /** Stores at once. */
    private final class FakeLog implements DataPath.Log {
        @Override
        public void append(Turn turn) {
            note("stored", turn);
            turn.settlements().forEach(settlement -> settlement.receipt().ended(settlement.ending()));
        }

        @Override
        public void intend(List<Act> acts, Consumer<Boolean> stored) {
            intents.add(stored);
        }

        @Override
        public void checkpoint(byte[] ward) {
            seen.add("checkpoint");
        }

        @Override
        public long lastNumber() {
            return 0;
        }

        @Override
        public long firstAt(long wallMs) {
            return 1;
        }

        @Override
        public List<Numbered> read(long from, long to) {
            return List.of();
        }

        @Override
        public void confirm(RecordSystem uplink) {
            seen.add("confirmed");
        }
    }
}
