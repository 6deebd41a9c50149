package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardline.core.Now;
import org.wardline.core.Now.WallQuality;

class WardClockTest {
    private static final long WALL_MS = WardClock.FIRST_MS + 1_000_000;

    private long wallMs = WALL_MS;
    private long nanos = 77;
    private final WardClock clock = new WardClock(() -> wallMs, () -> nanos, 5_000);

    private void pass(long ms) {
        wallMs += ms;
        nanos += ms * 1_000_000;
    }

    @Test
    void givenTimePasses_whenAsked_thenBothHandsMoveTogether() {
        pass(1_500);

        assertThat(clock.now()).isEqualTo(new Now(6_500, WALL_MS + 1_500, WallQuality.SYNCED));
    }

    @Test
    void givenWallSetFiftyYearsOn_whenAsked_thenTheAxisDoesNotNoticeAndItIsSaid() {
        pass(1_000);
        wallMs += 50L * 365 * 24 * 3_600_000;

        Now now = clock.now();

        assertThat(now.atMs()).isEqualTo(6_000);
        assertThat(now.wall()).isEqualTo(WallQuality.STEPPED);
    }

    @Test
    void givenWallBeforeTheHouseWasBuilt_whenAsked_thenItWasNeverSet() {
        wallMs = 0;

        assertThat(clock.now().wall()).isEqualTo(WallQuality.UNSET);
    }

    @Test
    void givenGapThatTheWallKnows_whenRestarted_thenTheAxisRanOn() {
        var restart = WardClock.restart(10_000, WALL_MS, WALL_MS + 60_000);

        assertThat(restart).isEqualTo(new WardClock.Restart(70_000, true));
    }

    @Test
    void givenWallThatWentBack_whenRestarted_thenTheGapIsNotKnown() {
        var restart = WardClock.restart(10_000, WALL_MS, WALL_MS - 1);

        assertThat(restart).isEqualTo(new WardClock.Restart(10_001, false));
        assertThat(WardClock.restart(10_000, WALL_MS, WALL_MS + WardClock.LONGEST_GAP_MS + 1)
                        .isTrusted())
                .isFalse();
    }
}
