package org.wardline.core.alarm;

/**
 * How long and how often before a level goes on or off, and what happens around it (section 4).
 *
 * @param consecutive so many readings of a run must be beyond
 * @param latches whether its alarm stays until somebody takes it
 * @param realarmMs after an acknowledgement; 0 never
 */
record Timing(long delayMs, long holdMs, long consecutive, boolean latches, long realarmMs) {
    static Timing of(long delayMs, long holdMs, long realarmMs) {
        return new Timing(delayMs, holdMs, 1, false, realarmMs);
    }
}
