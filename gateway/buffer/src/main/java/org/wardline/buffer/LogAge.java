package org.wardline.buffer;

/**
 * The log's own time for keeping things, in milliseconds: it follows the wall clock but takes no step of it. A step back counts
 * as nothing, a step forward as {@link #MAX_STEP_MS} at most, so a clock that is set after a start in the past frees nothing
 * too early. The price: while the box is off, hardly any time passes, and entries stay longer than asked.
 */
final class LogAge {
    static final long MAX_STEP_MS = 3_600_000;

    private long ageMs;
    private long lastWallMs;

    LogAge(long ageMs, long lastWallMs) {
        this.ageMs = ageMs;
        this.lastWallMs = lastWallMs;
    }

    /** The age now. */
    long at(long wallMs) {
        ageMs += Math.clamp(wallMs - lastWallMs, 0, MAX_STEP_MS);
        lastWallMs = wallMs;
        return ageMs;
    }
}
