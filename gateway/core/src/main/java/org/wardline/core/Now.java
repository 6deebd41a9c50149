package org.wardline.core;

/**
 * One instant on both of the gateway's clocks.
 *
 * @param atMs monotonic axis: delays, silences, ages; never goes back, runs on over restarts
 * @param wallMs epoch milliseconds: stamps
 * @param wall what the wall clock is worth
 */
public record Now(long atMs, long wallMs, WallQuality wall) {
    /** What the gateway's own wall clock is worth: a Pi has no battery clock and may boot in the past. */
    public enum WallQuality {
        /** Nobody has set it since the start. */
        UNSET,
        SYNCED,
        /** It was set by a jump. */
        STEPPED;

        /** As the alarm engine writes it. */
        public String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
