package org.wardline.app.intake;

/**
 * Whether a sender waits for us: its first message after our acknowledgement came at once, twice running, and now it is
 * quiet with messages unacknowledged. Such a bulk upload must not crawl at one window of messages a second, so the log
 * commits for it early. A ward device that speaks once a second is never hungry.
 *
 * <p>Pure: times are milliseconds of any monotonic clock.
 */
final class Hunger {
    /** At once means within this long. */
    static final long QUICK_MS = 20;
    /** So many times running. */
    static final int STREAK = 2;

    private final long quietMs;
    private long acknowledgedAtMs;
    private long heardAtMs;
    private boolean isFirstDue;
    private int streak;
    private int unacknowledged;

    /**
     * Nobody hungry yet.
     *
     * @param quietMs how long without a message is quiet
     */
    Hunger(long quietMs) {
        this.quietMs = quietMs;
    }

    void heard(long nowMs) {
        if (isFirstDue) {
            isFirstDue = false;
            streak = nowMs - acknowledgedAtMs <= QUICK_MS ? Math.min(streak + 1, STREAK) : 0;
        }
        heardAtMs = nowMs;
        unacknowledged++;
    }

    void acknowledged(int messages, long nowMs) {
        unacknowledged -= messages;
        acknowledgedAtMs = nowMs;
        isFirstDue = true;
    }

    /** Whether it may be hungry once it falls quiet: worth looking again a little later. */
    boolean isQuick() {
        return streak == STREAK && unacknowledged > 0;
    }

    boolean isHungry(long nowMs) {
        return isQuick() && nowMs - heardAtMs >= quietMs;
    }

    int unacknowledged() {
        return unacknowledged;
    }
}
