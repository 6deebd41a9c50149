package org.wardline.core.alarm;

/**
 * The instant being worked out, as all judging sees it: the time, and the reading or score that came with it.
 *
 * <p>{@code turn} numbers the instants: what was touched in this turn is what the event brought.
 */
final class Moment {
    final AlarmSettings settings;
    final DueQueue queue;

    long nowMs;
    long turn;

    /** Since when we have been listening without a break: the last restart. */
    long listeningSinceMs;

    /** When the reading of this turn was measured; now for all else. */
    long measuredAtMs;

    /** Device of the reading of this turn, and its count. */
    String device = "";

    long seq = AlarmEvent.ReadingHeard.NO_SEQ;

    Moment(AlarmSettings settings, DueQueue queue) {
        this.settings = settings;
        this.queue = queue;
    }

    void begin(long atMs) {
        nowMs = atMs;
        measuredAtMs = atMs;
        device = "";
        seq = AlarmEvent.ReadingHeard.NO_SEQ;
        turn++;
    }
}
