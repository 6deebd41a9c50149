package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitWindowTest {
    private final CommitWindow window = new CommitWindow(1000, 500);

    @Test
    void givenNothingWaits_whenAsked_thenNeverAndHurryingMeansNothing() {
        window.hurry();
        assertThat(window.waitMs(0)).isEqualTo(CommitWindow.NEVER);
        window.add(10, 1);
        assertThat(window.waitMs(10))
                .as("after a pause nobody waits for a window")
                .isEqualTo(CommitWindow.GATHER_MS);
    }

    /** So many commits in a row that the next has to wait its window. */
    private void spendCredit(long nowMs) {
        for (int commit = 0; commit <= CommitWindow.CREDIT; commit++) {
            window.close(nowMs);
        }
    }

    @Test
    void givenSteadyStream_whenMinutesPass_thenThereIsOneCommitAWindow() {
        int commits = 0;
        for (long nowMs = 0; nowMs < 60_000; nowMs++) {
            window.add(nowMs, 0);
            if (window.waitMs(nowMs) == 0) {
                window.close(nowMs);
                commits++;
            }
        }

        assertThat(commits).isBetween(120, 121 + CommitWindow.CREDIT);
    }

    @Test
    void givenSomethingWaits_whenTimePasses_thenItIsDueByTheFirstOfIt() {
        spendCredit(100);
        window.add(100, 10);
        window.add(400, 10);

        assertThat(window.waitMs(400)).isEqualTo(200);
        assertThat(window.waitMs(600)).isZero();
        assertThat(window.waitMs(9999)).isZero();
    }

    @Test
    void givenEnoughBytesWait_whenTheLastComes_thenItIsDueAtOnce() {
        spendCredit(0);
        window.add(0, 999);
        assertThat(window.waitMs(1)).isEqualTo(499);
        window.add(1, 1);
        assertThat(window.waitMs(1)).isZero();
    }

    @Test
    void givenSomebodyHurries_whenAsked_thenNowAndOnlyThisTime() {
        window.add(0, 1);
        window.hurry();
        assertThat(window.waitMs(0)).isZero();

        spendCredit(7);
        assertThat(window.waitMs(0)).isEqualTo(CommitWindow.NEVER);
        window.add(7, 1);
        assertThat(window.waitMs(7)).isEqualTo(500);
    }
}
