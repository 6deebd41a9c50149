package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void givenFailures_whenTheyGoOn_thenThePauseDoublesUpToItsCap() {
        var backoff = new Backoff(1_000, 60_000, () -> 1);
        assertThat(backoff.failed()).isEqualTo(1_000);
        assertThat(backoff.failed()).isEqualTo(2_000);
        for (int times = 0; times < 1_000; times++) {
            assertThat(backoff.failed()).isLessThanOrEqualTo(60_000);
        }
        assertThat(backoff.failed()).isEqualTo(60_000);

        backoff.worked();
        assertThat(backoff.failed()).isEqualTo(1_000);
    }

    @Test
    void givenBadLuck_whenFailed_thenThePauseIsAtLeastHalf() {
        assertThat(new Backoff(1_000, 60_000, () -> 0).failed()).isEqualTo(500);
    }
}
