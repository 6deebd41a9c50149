package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Burst;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;

/**
 * Promises 13 and 17: whatever the gateway's wall clock does, silence is found when it is due by the monotonic clock, a limit
 * alarms in its time, and nobody is called for a clock's sake.
 */
class SilentDeviceTest {
    private static final long YEAR_MS = 365L * 24 * 3_600_000;

    private final List<String> said = new ArrayList<>();
    private final Ward ward =
            new Ward(WardBench.plan(), new LogWording(), () -> "fresh", WardState.fresh(AlarmSettings.defaults()));
    private long atMs = 1_000;
    private long stepMs;
    private long seq;

    private Now now() {
        return new Now(
                atMs,
                WardBench.WALL_MS + atMs + stepMs,
                stepMs == 0 ? Now.WallQuality.SYNCED : Now.WallQuality.STEPPED);
    }

    private void take(Turn turn) {
        turn.changes().stream()
                .filter(change -> change.state().isPresent())
                .forEach(change -> said.add(tenth(change.atMs()) + " " + change.change() + " "
                        + change.alarm().orElse("")));
    }

    /** In tenths of a second: by how long a reading was under way, an alarm may differ. */
    private static long tenth(long ms) {
        return (ms + 50) / 100;
    }

    /** A second with a reading; the monitor's own clock never steps. */
    private void hear(double spo2) {
        long deviceMs = WardBench.WALL_MS + atMs - 20;
        var reading = new Reading(
                WardBench.MONITOR,
                seq++,
                deviceMs,
                now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2)));
        RawMessage raw = RawMessage.of("t", WardBench.MONITOR, now().wallMs(), new byte[0]);
        var decoded = new Decoded(List.of(reading), List.of(), List.of(), List.of());
        take(ward.accept(new Burst(List.of(new Burst.Arrival(raw, decoded, false, _ -> {}))), now()));
        pass();
    }

    private void pass() {
        for (int step = 0; step < 10; step++) {
            atMs += 100;
            take(ward.tick(now()));
        }
    }

    /** The life of a ward whose wall clock is set by so much in the middle of everything. */
    private List<String> life(long byMs) {
        take(ward.begin(now(), false, true));
        for (int second = 0; second < 60; second++) {
            hear(97);
        }
        hear(85);
        hear(85);
        stepMs = byMs; // while a limit's delay runs
        for (int second = 0; second < 30; second++) {
            hear(85);
        }
        for (int second = 0; second < 60; second++) {
            hear(97);
        }
        pass();
        stepMs = 0; // and back, while silence begins
        for (int second = 0; second < 120; second++) {
            pass();
        }
        return List.copyOf(said);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_000, -3_600_000, 10 * YEAR_MS, -10 * YEAR_MS, -26 * YEAR_MS, 2_500, -2_500})
    void givenWallClockIsSet_whenTimePasses_thenEveryAlarmComesAndGoesAtItsMonotonicTime(long byMs) {
        List<String> undisturbed = new SilentDeviceTest().life(0);
        assertThat(undisturbed)
                .anyMatch(each -> each.endsWith("raised s-7:spo2.low:1"))
                .anyMatch(each -> each.contains("raised s-7:m-7.silent:1"));

        List<String> stepped = life(byMs).stream()
                .filter(each -> !each.contains(".clock:")) // that a device's clock is off is said, and should be
                .toList();

        assertThat(stepped).isEqualTo(undisturbed);
    }
}
