package org.wardline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A time that goes on when the wall is set back. */
class SteadyWallTest {
    private static final long HOUR_MS = 3_600_000;

    @Test
    void givenWallSetBack_whenItIsSetOnAgain_thenItRanAheadBetweenAndIsTheWallAgain() {
        SteadyWall steady =
                SteadyWall.NEVER.set(1_000, 10 * HOUR_MS, 9 * HOUR_MS).set(2_000, 9 * HOUR_MS, 11 * HOUR_MS);

        assertThat(steady.of(10 * HOUR_MS + 999, 999)).isEqualTo(10 * HOUR_MS + 999);
        assertThat(steady.of(9 * HOUR_MS + 1_500, 1_500)).isEqualTo(10 * HOUR_MS + 1_500);
        assertThat(steady.of(11 * HOUR_MS + 2_500, 2_500)).isEqualTo(11 * HOUR_MS + 2_500);
        assertThat(steady.of(9 * HOUR_MS + 1_500)).as("the later of two").isEqualTo(10 * HOUR_MS + 1_500);
        assertThat(steady.aheadMs()).isZero();
    }

    @Test
    void givenAnySteps_whenTimePasses_thenItNeverGoesBackAlsoAfterARestart() throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            var chance = new Random(seed);
            SteadyWall steady = SteadyWall.NEVER;
            long minusMs = 1_000 * HOUR_MS;
            long lastMs = 0;
            for (int step = 0; step < 3 * SteadyWall.MAX_STEPS; step++) {
                long atMs = 1_000L * step;
                long setMs = minusMs + chance.nextLong(-HOUR_MS, HOUR_MS);
                steady = steady.set(atMs, minusMs, setMs);
                minusMs = setMs;
                long nowMs = steady.of(atMs + minusMs, atMs);
                assertThat(nowMs)
                        .as("seed %d", seed)
                        .isGreaterThan(lastMs)
                        .isEqualTo(atMs + minusMs + steady.aheadMs());
                lastMs = nowMs;
            }
            var bytes = new ByteArrayOutputStream();
            steady.writeTo(new DataOutputStream(bytes));
            assertThat(bytes.size()).isLessThanOrEqualTo(4 + 24 * SteadyWall.MAX_STEPS);
            SteadyWall read = SteadyWall.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            assertThat(read.of(minusMs, Long.MAX_VALUE)).isEqualTo(steady.of(minusMs, Long.MAX_VALUE));
        }
    }
}
