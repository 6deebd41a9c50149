package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardline.core.DeviceClock.Reckoned;
import org.wardline.vitals.ClockQuality;

class DeviceClockTest {
    private static final long NOW = 1_795_000_000_000L;
    private static final long HOUR = 3_600_000;

    private final DeviceClock clock = new DeviceClock();

    @Test
    void givenClocksAgree_whenReadingComes_thenItsStampStands() {
        assertThat(clock.reckon(NOW - 120, NOW)).isEqualTo(new Reckoned(NOW - 120, ClockQuality.DEVICE));
    }

    @Test
    void givenBacklogOfAnHour_whenItComesInASecond_thenEachLandsAtItsOwnTime() {
        for (int n = 0; n < 100; n++) {
            long measured = NOW - HOUR + n * 1_000L;
            assertThat(clock.reckon(measured, NOW + n * 10L)).isEqualTo(new Reckoned(measured, ClockQuality.DEVICE));
        }
    }

    @Test
    void givenClockAnHourSlow_whenItSpeaksAtItsPace_thenItIsCorrectedAfterAMinute() {
        Reckoned last = clock.reckon(NOW - HOUR, NOW);
        for (int second = 1; second <= 60; second++) {
            last = clock.reckon(NOW - HOUR + second * 1_000L, NOW + second * 1_000L);
        }

        assertThat(last).isEqualTo(new Reckoned(NOW + 60_000, ClockQuality.CORRECTED));
        assertThat(clock.offsetMs()).isEqualTo(HOUR);
    }

    @Test
    void givenClockAhead_whenReadingComes_thenItIsNeverInTheFuture() {
        Reckoned first = clock.reckon(NOW + HOUR, NOW);

        assertThat(first).isEqualTo(new Reckoned(NOW, ClockQuality.CORRECTED));
        assertThat(clock.reckon(NOW + HOUR + 1_000, NOW + 1_000).wallMs()).isEqualTo(NOW + 1_000);
    }

    @Test
    void givenClockResetToTheYear2000_whenReadingComes_thenItsStampIsNotBelieved() {
        assertThat(clock.reckon(946_684_800_000L, NOW)).isEqualTo(new Reckoned(NOW, ClockQuality.UNTRUSTED));
    }

    @Test
    void givenOurClockIsSet_whenTheNextReadingComes_thenItIsAsFreshAsBefore() {
        for (long byMs : new long[] {HOUR, -HOUR, -26 * 365 * 24 * HOUR}) {
            var its = new DeviceClock();
            Reckoned _ = its.reckon(NOW - 20, NOW);

            its.oursStepped(byMs);

            long oursMs = NOW + 1_000 + byMs;
            assertThat(its.reckon(NOW + 980, oursMs).wallMs()).isBetween(oursMs - 20, oursMs);
            its.oursStepped(-byMs);
            assertThat(its.reckon(NOW + 1_980, NOW + 2_000))
                    .as("and back: the two agree")
                    .isEqualTo(new Reckoned(NOW + 1_980, ClockQuality.DEVICE));
        }
    }
}
