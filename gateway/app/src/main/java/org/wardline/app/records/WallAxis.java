package org.wardline.app.records;

/** The wall time of instants on the gateway's monotonic axis, as the log's own entries tell it. */
final class WallAxis {
    /** Receiving and judging are a moment apart; more than this is a clock that was set (as {@code WardState} has it). */
    static final long DRIFT_MS = 1_000;

    private long aheadMs;
    private boolean isKnown;

    boolean isKnown() {
        return isKnown;
    }

    /** The gateway said so. */
    void is(long atMs, long wallMs) {
        aheadMs = wallMs - atMs;
        isKnown = true;
    }

    /** About so, by a reading that was received then. */
    void isAbout(long atMs, long wallMs) {
        if (!isKnown || Math.abs(wallMs - atMs - aheadMs) > DRIFT_MS) {
            is(atMs, wallMs);
        }
    }

    long wallMs(long atMs) {
        return atMs + aheadMs;
    }
}
