package org.wardline.app.records;

/**
 * A stretch of time.
 *
 * @param fromMs epoch milliseconds; belongs to it
 * @param toMs epoch milliseconds; does not
 */
public record Period(long fromMs, long toMs) {
    /** Has not ended yet. */
    public static final long OPEN = Long.MAX_VALUE;

    public Period {
        if (fromMs > toMs) {
            throw new IllegalArgumentException("ends before it begins");
        }
    }

    /** Whether an instant is in it. */
    public boolean holds(long wallMs) {
        return wallMs >= fromMs && wallMs < toMs;
    }

    public long lengthMs() {
        return toMs - fromMs;
    }

    /** How much of it lies in another. */
    public long sharedMs(Period other) {
        return Math.max(0, Math.min(toMs, other.toMs) - Math.max(fromMs, other.fromMs));
    }

    boolean meets(Period other) {
        return sharedMs(other) > 0;
    }

    /** The part of it that lies in another that it {@linkplain #meets meets}. */
    Period within(Period other) {
        return new Period(Math.max(fromMs, other.fromMs), Math.min(toMs, other.toMs));
    }
}
