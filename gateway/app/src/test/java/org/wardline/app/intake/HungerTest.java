package org.wardline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HungerTest {
    private final Hunger hunger = new Hunger(20);

    /** One round of a bulk upload: a message at once after our word, then silence. */
    private void round(long atMs) {
        hunger.acknowledged(1, atMs);
        hunger.heard(atMs + 5);
    }

    @Test
    void givenDeviceThatSpeaksOnceASecond_whenQuiet_thenItIsNotHungry() {
        for (long second = 0; second < 10; second++) {
            hunger.heard(second * 1_000);
            hunger.acknowledged(1, second * 1_000 + 500);
        }
        hunger.heard(10_000);

        assertThat(hunger.isHungry(10_900)).isFalse();
    }

    @Test
    void givenBulkUpload_whenQuickTwiceRunningAndQuiet_thenItIsHungry() {
        hunger.heard(0);
        round(1_000);
        assertThat(hunger.isHungry(1_030)).as("quick once").isFalse();

        round(2_000);

        assertThat(hunger.isHungry(2_024)).as("not quiet yet").isFalse();
        assertThat(hunger.isHungry(2_025)).isTrue();
    }

    @Test
    void givenBulkUpload_whenAllIsAcknowledged_thenNobodyWaits() {
        hunger.heard(0);
        round(1_000);
        round(2_000);
        hunger.acknowledged(1, 2_010);

        assertThat(hunger.isHungry(2_100)).isFalse();
    }

    @Test
    void givenBulkUpload_whenItWaitsOnce_thenItMustBeQuickTwiceAgain() {
        hunger.heard(0);
        round(1_000);
        round(2_000);
        hunger.acknowledged(1, 3_000);
        hunger.heard(3_021);

        assertThat(hunger.isHungry(3_100)).isFalse();
    }
}
