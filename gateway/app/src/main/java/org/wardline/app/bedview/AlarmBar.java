package org.wardline.app.bedview;

import java.util.Map;

/**
 * One alarm from when it rose to when it ended.
 *
 * @param kind {@code THING.WHAT}
 * @param priority the highest that it had
 * @param fromMs epoch milliseconds; before the span when it rose before
 * @param toMs when it ended, {@link #OPEN} while it stands
 * @param takenMs when somebody took it, {@link #OPEN} when nobody did
 * @param by who took it, or empty
 * @param why of a technical alarm, such as {@code off}; or empty
 * @param values what was beyond, by sign
 * @param limits beyond what
 */
record AlarmBar(
        String name,
        String kind,
        String type,
        String priority,
        long fromMs,
        long toMs,
        long takenMs,
        String by,
        String why,
        Map<String, Object> values,
        Map<String, Object> limits) {
    static final long OPEN = Long.MAX_VALUE;

    AlarmBar {
        values = Map.copyOf(values);
        limits = Map.copyOf(limits);
    }

    boolean touches(long otherFromMs, long otherToMs) {
        return fromMs < otherToMs && toMs > otherFromMs;
    }
}
