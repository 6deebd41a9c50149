package org.wardline.app.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guessing gets slower and slower, and is forgotten in bounded memory. */
class LockoutTest {
    private final Lockout lockout = new Lockout(3, 1_000, 8_000, 4);

    @Test
    void givenFailuresInARow_whenMoreFollow_thenWaitsDoubleUpToTheBound() {
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 8; failure++) {
            lockout.failed("li", 0);
            waits.add(lockout.waitMs("li", 0));
        }
        assertThat(waits).containsExactly(0L, 0L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
    }

    @Test
    void givenThousandFailures_whenCounted_thenTheLongestWaitStays() {
        for (int failure = 0; failure < 1_000; failure++) {
            lockout.failed("li", 0);
        }
        assertThat(lockout.waitMs("li", 0)).isEqualTo(8_000);
    }

    @Test
    void givenWait_whenItIsOver_thenOneMoreMayBeTried() {
        for (int failure = 0; failure < 3; failure++) {
            lockout.failed("li", 500);
        }
        assertThat(lockout.waitMs("li", 1_499)).isEqualTo(1);
        assertThat(lockout.waitMs("li", 1_500)).isZero();
        lockout.failed("li", 1_500);
        assertThat(lockout.waitMs("li", 1_500)).isEqualTo(2_000);
    }

    @Test
    void givenSuccess_whenItFollowsFailures_thenTheyAreForgotten() {
        lockout.failed("li", 0);
        lockout.failed("li", 0);
        lockout.succeeded("li");
        lockout.failed("li", 0);

        assertThat(lockout.waitMs("li", 0)).isZero();
    }

    @Test
    void givenMoreNamesThanAreKept_whenTheyFail_thenTheOneTriedLongestAgoIsForgotten() {
        for (int name = 0; name < 100; name++) {
            lockout.failed("name" + name, 0);
            assertThat(lockout.size()).isLessThanOrEqualTo(4);
        }
    }
}
