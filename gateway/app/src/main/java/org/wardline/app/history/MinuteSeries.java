package org.wardline.app.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.VitalSign;

/**
 * One sign of one patient by the minute: least, median, greatest and count, for {@link #KEEP_MINUTES}.
 *
 * <pre>
 * a minute = 64 bits: least (16) | median (16) | greatest (16) | count (16); the values in steps of 1/scale
 * an hour  = 60 minutes, made when its first value comes; a ring of 73 of them: a sign that is measured all the time takes
 *            36 KB, one that nobody measures nothing
 * </pre>
 *
 * The newest minute is kept value by value, so that its median is exact; what comes late goes into its own minute, where the
 * median of what is heard in pieces is the mean of their medians by count. Least and greatest are always exact.
 */
final class MinuteSeries {
    /** As long as the log keeps. */
    static final int KEEP_MINUTES = 72 * 60;

    /** Values of one minute that its median is made of; of more, the last. */
    static final int MAX_VALUES = 128;

    private static final long MINUTE_MS = 60_000;
    private static final int HOUR = 60;
    private static final int HOURS = KEEP_MINUTES / HOUR + 1;
    private static final int MOST = 0xFFFF;

    private final double scale;
    private final long[] @Nullable [] ring = new long[HOURS][];
    private final long[] hourOf = new long[HOURS];
    private short[] values = new short[8];
    private long openMinute;
    private int openCount;

    MinuteSeries(VitalSign sign) {
        scale = scaleOf(sign);
    }

    /** The finest of 100, 10 and 1 steps a unit in which all that the sign can be has room. */
    private static double scaleOf(VitalSign sign) {
        for (double finer : new double[] {100, 10}) {
            if (!sign.canBe(Math.nextUp(Short.MAX_VALUE / finer))) {
                return finer;
            }
        }
        return 1;
    }

    /** Takes a value in; one that is older than the ring is let go. */
    void add(long wallMs, double value) {
        long minute = Math.floorDiv(wallMs, MINUTE_MS);
        if (minute != openMinute) {
            close();
            openMinute = minute;
        }
        int place = openCount % MAX_VALUES;
        if (place == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[place] = (short) Math.clamp(Math.round(value * scale), Short.MIN_VALUE, Short.MAX_VALUE);
        openCount++;
    }

    private void close() {
        if (openCount > 0) {
            long hour = Math.floorDiv(openMinute, HOUR);
            int slot = Math.floorMod(hour, HOURS);
            long[] minutes = ring[slot];
            if (minutes == null || hour > hourOf[slot]) {
                minutes = new long[HOUR];
                ring[slot] = minutes;
                hourOf[slot] = hour;
            }
            if (hour == hourOf[slot]) {
                int at = Math.floorMod(openMinute, HOUR);
                minutes[at] = merged(minutes[at], open());
            }
            openCount = 0;
        }
    }

    /** The minute that is not closed yet. */
    private long open() {
        short[] sorted = Arrays.copyOf(values, Math.min(openCount, MAX_VALUES));
        Arrays.sort(sorted);
        return packed(sorted[0], sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1], Math.min(openCount, MOST));
    }

    private static long merged(long one, long other) {
        int count = count(one);
        if (count == 0) {
            return other;
        }
        int all = count + count(other);
        long median = Math.round((median(one) * (double) count + median(other) * (double) count(other)) / all);
        return packed(
                Math.min(least(one), least(other)),
                (int) median,
                Math.max(greatest(one), greatest(other)),
                Math.min(all, MOST));
    }

    private static long packed(int least, int median, int greatest, int count) {
        return (long) (least & MOST) << 48 | (long) (median & MOST) << 32 | (long) (greatest & MOST) << 16 | count;
    }

    private static int least(long minute) {
        return (short) (minute >>> 48);
    }

    private static int median(long minute) {
        return (short) (minute >>> 32);
    }

    private static int greatest(long minute) {
        return (short) (minute >>> 16);
    }

    private static int count(long minute) {
        return (int) (minute & MOST);
    }

    /** The minutes of a span that have values, in order. */
    List<Minute> between(long fromMs, long toMs) {
        List<Minute> found = new ArrayList<>();
        long last = Math.floorDiv(toMs - 1, MINUTE_MS);
        long first = Math.max(Math.floorDiv(fromMs, MINUTE_MS), last - (long) HOURS * HOUR);
        for (long minute = first; minute <= last; minute++) {
            long packed = at(minute);
            if (count(packed) > 0) {
                found.add(new Minute(
                        minute * MINUTE_MS,
                        least(packed) / scale,
                        median(packed) / scale,
                        greatest(packed) / scale,
                        count(packed)));
            }
        }
        return found;
    }

    private long at(long minute) {
        long hour = Math.floorDiv(minute, HOUR);
        int slot = Math.floorMod(hour, HOURS);
        long[] minutes = ring[slot];
        long closed = minutes == null || hourOf[slot] != hour ? 0 : minutes[Math.floorMod(minute, HOUR)];
        return minute == openMinute && openCount > 0 ? merged(closed, open()) : closed;
    }
}
