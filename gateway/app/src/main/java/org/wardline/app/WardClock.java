package org.wardline.app;

import java.util.function.LongSupplier;
import org.wardline.core.Now;
import org.wardline.core.Now.WallQuality;

/**
 * The gateway's two clocks: a monotonic axis that runs on over restarts, and the wall with its quality. Called on one
 * thread only.
 */
final class WardClock {
    /** A wall clock before this was never set: the house is younger. 2026-01-01T00:00:00Z. */
    static final long FIRST_MS = 1_767_225_600_000L;
    /** The wall and the monotonic clock drift apart by less, unless somebody sets the wall. */
    static final long STEP_MS = 2_000;

    private final LongSupplier wall;
    private final LongSupplier nanos;
    private final long startNanos;
    private final long startAtMs;
    private long wallMinusAtMs;
    private boolean isStepped;

    /**
     * A clock that starts at a place of the axis.
     *
     * @param wall epoch milliseconds
     * @param nanos monotonic nanoseconds, of any origin
     * @param startAtMs where the axis stands now
     */
    WardClock(LongSupplier wall, LongSupplier nanos, long startAtMs) {
        this.wall = wall;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
        this.startAtMs = startAtMs;
        this.wallMinusAtMs = wall.getAsLong() - startAtMs;
    }

    /** The instant. */
    Now now() {
        long atMs = startAtMs + (nanos.getAsLong() - startNanos) / 1_000_000;
        long wallMs = wall.getAsLong();
        if (Math.abs(wallMs - atMs - wallMinusAtMs) > STEP_MS) {
            wallMinusAtMs = wallMs - atMs;
            isStepped = true;
        }
        return new Now(atMs, wallMs, quality(wallMs));
    }

    private WallQuality quality(long wallMs) {
        if (wallMs < FIRST_MS) {
            return WallQuality.UNSET;
        }
        return isStepped ? WallQuality.STEPPED : WallQuality.SYNCED;
    }

    /**
     * Where the axis stands at a restart: it ran on while the process did not, as far as the wall clock can be believed.
     *
     * @param lastAtMs where it stood when the log was last written
     * @param lastWallMs the wall at that moment
     */
    static Restart restart(long lastAtMs, long lastWallMs, long wallMs) {
        boolean isTrusted = wallMs >= FIRST_MS && wallMs >= lastWallMs && wallMs - lastWallMs <= LONGEST_GAP_MS;
        return new Restart(lastAtMs + (isTrusted ? wallMs - lastWallMs : 1), isTrusted);
    }

    /** A box that stood longer than this was stored or its clock is wrong. */
    static final long LONGEST_GAP_MS = 90L * 24 * 3_600_000;

    /** Where the axis goes on, and whether the time between is known. */
    record Restart(long atMs, boolean isTrusted) {}
}
