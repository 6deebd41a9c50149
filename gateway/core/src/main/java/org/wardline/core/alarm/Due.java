package org.wardline.core.alarm;

/** The sooner of two times that are still to come. */
final class Due {
    private Due() {}

    /** {@code due}, or {@code candidate} when it is sooner and after now. */
    static long sooner(long due, long candidate, long nowMs) {
        return candidate > nowMs && candidate < due ? candidate : due;
    }
}
