package org.wardline.models;

import java.util.Arrays;

/**
 * One sign of one patient over the last twelve hours: minutes for the last quarter of an hour, five minutes before that.
 *
 * <p>"Now" is the running minute with the one before it where a monitor measures all the time, and the newest charted value
 * where values come once an hour: the same code serves both. "Own" is every minute from the third before now, and every five
 * minutes from a quarter of an hour before now.
 */
final class SignWindow {
    /** Minutes kept one by one. */
    static final int MINUTES = 16;

    /** What one of the longer slots spans. */
    static final int LONG_MINUTES = 5;

    /** Longer slots kept: twelve hours and the running one. */
    static final int LONG_SLOTS = 145;

    /** A minute with this many values counts as measured all the time. */
    static final int DENSE_FROM = 8;

    /** Fewer own values than this say nothing of what is usual. */
    private static final int OWN_VALUES_MIN = 3;

    /** How many of a patient's own values weigh as much as the spread of patients in general. */
    private static final double PRIOR_VALUES = 6;

    /** The value to compare "now" with for a quick change is at least this old … */
    private static final int CHANGE_FROM_MINUTES = 3;
    /** … and at most this old where it is charted, not streamed. */
    private static final int CHANGE_TO_MINUTES = 130;

    private static final double MAD_TO_SD = 1.4826;
    private static final long NOTHING_YET = Long.MIN_VALUE;

    private final Watched watched;
    private final Slots minutes = new Slots(MINUTES, true);
    private final Slots longs = new Slots(LONG_SLOTS, false);
    private long newestMs = NOTHING_YET;

    private long ownMinute = NOTHING_YET;
    private int ownValues;
    private double ownMedian;
    private double ownSpread;

    SignWindow(Watched watched) {
        this.watched = watched;
    }

    /** Takes a value at its own time. */
    void add(long atMs, double value) {
        long minute = Math.floorDiv(atMs, Watched.MINUTE_MS);
        minutes.add(minute, value);
        longs.add(Math.floorDiv(minute, LONG_MINUTES), value);
        newestMs = Math.max(newestMs, atMs);
        if (minute <= ownMinute - CHANGE_FROM_MINUTES) {
            ownMinute = NOTHING_YET; // a late one changes what is usual
        }
    }

    /** Whether its newest value still speaks for the last minutes. */
    boolean isFresh(long nowMs) {
        return newestMs != NOTHING_YET && nowMs - newestMs <= watched.holdMs();
    }

    /** When the newest value was measured; the least long before the first. */
    long newestMs() {
        return newestMs;
    }

    /** Whether the newest values come from a monitor that measures all the time. */
    boolean isDense() {
        long newest = Math.floorDiv(newestMs, Watched.MINUTE_MS);
        return minutes.count(newest) + minutes.count(newest - 1) >= DENSE_FROM;
    }

    /** The value of the last minutes in the sign's unit; NaN when there is none. */
    double level(long nowMs) {
        if (!isFresh(nowMs)) {
            return Double.NaN;
        }
        long newest = Math.floorDiv(newestMs, Watched.MINUTE_MS);
        return isDense() ? minutes.centre(newest - 1, newest) : minutes.centre(newest);
    }

    /** How far a level is from this patient's own last hours, in robust standard deviations; NaN when too little is known. */
    double deviation(long nowMs, double level) {
        own(Math.floorDiv(nowMs, Watched.MINUTE_MS));
        return ownValues < OWN_VALUES_MIN ? Double.NaN : (level - ownMedian) / ownSpread;
    }

    /** How far a level is from the value before it, in spreads of patients in general; NaN when there is none. */
    double change(double level) {
        long newest = Math.floorDiv(newestMs, Watched.MINUTE_MS);
        double before = Double.NaN;
        for (long minute = newest - CHANGE_FROM_MINUTES; minute > newest - MINUTES; minute--) {
            if (minutes.count(minute) > 0) {
                before = minutes.centre(Math.max(minute - 1, newest - MINUTES + 1), minute);
                break;
            }
        }
        long slot = Math.floorDiv(newest - MINUTES, LONG_MINUTES);
        long last = Math.floorDiv(newest - CHANGE_TO_MINUTES, LONG_MINUTES);
        for (; Double.isNaN(before) && slot >= last; slot--) {
            before = longs.centre(slot);
        }
        return (level - before) / watched.spread();
    }

    /** The median standard deviation within the last three whole minutes; NaN unless they are measured all the time. */
    double variability(long nowMs) {
        long now = Math.floorDiv(nowMs, Watched.MINUTE_MS);
        double middle = Double.NaN;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int dense = 0;
        for (long minute = now - 3; minute < now; minute++) {
            if (minutes.count(minute) >= DENSE_FROM) {
                double deviation = minutes.deviation(minute);
                low = Math.min(low, deviation);
                high = Math.max(high, deviation);
                sum += deviation;
                dense++;
            }
        }
        if (dense > 0) {
            middle = dense == 3 ? sum - low - high : sum / dense;
        }
        return middle;
    }

    /** For how many whole minutes the sign has given one and the same value; NaN unless it is measured all the time. */
    double frozen(long nowMs) {
        long now = Math.floorDiv(nowMs, Watched.MINUTE_MS);
        if (minutes.count(now - 1) < DENSE_FROM) {
            return Double.NaN;
        }
        int run = 0;
        for (long minute = now - 1; minute > now - MINUTES; minute--) {
            if (minutes.count(minute) < DENSE_FROM
                    || !minutes.isFlat(minute)
                    || minutes.least(minute) != minutes.least(now - 1)) {
                break;
            }
            run++;
        }
        return run;
    }

    /** Which share of the values that were due in the last two whole minutes did not come; NaN unless measured all the time. */
    double gaps(long nowMs) {
        long now = Math.floorDiv(nowMs, Watched.MINUTE_MS);
        int usual = 0;
        for (long minute = now - 3; minute > now - MINUTES; minute--) {
            usual = Math.max(usual, minutes.count(minute));
        }
        if (usual < DENSE_FROM) {
            return Double.NaN;
        }
        double came = minutes.count(now - 1) + minutes.count(now - 2);
        return Math.max(0, 1 - came / (2.0 * usual));
    }

    /** Median and spread of the own hours, kept for as long as the minute lasts and nothing late comes. */
    private void own(long now) {
        if (ownMinute == now) {
            return;
        }
        double[] values = new double[MINUTES + LONG_SLOTS];
        int found = 0;
        for (long minute = now - MINUTES + 1; minute <= now - CHANGE_FROM_MINUTES; minute++) {
            found = take(values, found, minutes.centre(minute));
        }
        long newestLong = Math.floorDiv(now - MINUTES + 1, LONG_MINUTES) - 1; // whole before the first of those minutes
        long oldestLong = Math.floorDiv(now, LONG_MINUTES) - LONG_SLOTS + 1;
        for (long slot = oldestLong; slot <= newestLong; slot++) {
            found = take(values, found, longs.centre(slot));
        }
        ownMinute = now;
        ownValues = found;
        if (found < OWN_VALUES_MIN) {
            return;
        }
        ownMedian = median(values, found);
        for (int at = 0; at < found; at++) {
            values[at] = Math.abs(values[at] - ownMedian);
        }
        double own = MAD_TO_SD * median(values, found);
        double general = watched.spread();
        ownSpread = Math.sqrt((found * own * own + PRIOR_VALUES * general * general) / (found + PRIOR_VALUES));
    }

    private static int take(double[] values, int found, double value) {
        if (Double.isNaN(value)) {
            return found;
        }
        values[found] = value;
        return found + 1;
    }

    private static double median(double[] values, int count) {
        Arrays.sort(values, 0, count);
        int middle = count / 2;
        return count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
