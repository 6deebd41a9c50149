package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of one sign of one device for as long as a trend looks back, oldest first (section 4: {@code falls}, {@code rises}).
 *
 * <p>Bounded: at {@link #MOST_KEPT} values every second one is forgotten, so that a device that talks very fast is judged by a
 * thinner picture of the same time, and never by less time.
 */
final class Trend {
    /** Six values a second over the default's eleven minutes. */
    static final int MOST_KEPT = 4096;

    private static final BigDecimal[] NONE = {};

    private final long reachMs;
    private long[] atMs = new long[16];
    private double[] values = new double[16];
    private @Nullable BigDecimal[] exact = NONE; // as long as the others from the first value that needs it
    private int first;
    private int size;

    Trend(long reachMs) {
        this.reachMs = reachMs;
    }

    void add(long measuredAtMs, double value, @Nullable BigDecimal beside) {
        while (size > 0 && at(0) <= measuredAtMs - reachMs) {
            first = (first + 1) & (values.length - 1);
            size--;
        }
        if (size == MOST_KEPT) {
            thin();
        } else if (size == values.length) {
            grow();
        }
        if (beside != null && exact.length == 0) {
            exact = new @Nullable BigDecimal[values.length];
        }
        int place = (first + size) & (values.length - 1);
        atMs[place] = measuredAtMs;
        values[place] = value;
        if (exact.length > 0) {
            exact[place] = beside;
        }
        size++;
    }

    int size() {
        return size;
    }

    /** Forgets every second value, where it is: the arrays are long and live long. */
    private void thin() {
        int kept = 0;
        for (int at = 1; at < size; at += 2) {
            move(place(at), atMs, values, exact, place(kept));
            kept++;
        }
        size = kept;
    }

    private void grow() {
        long[] newTimes = new long[2 * size];
        double[] newValues = new double[2 * size];
        @Nullable BigDecimal[] newExact = exact.length == 0 ? NONE : new @Nullable BigDecimal[2 * size];
        for (int at = 0; at < size; at++) {
            move(place(at), newTimes, newValues, newExact, at);
        }
        atMs = newTimes;
        values = newValues;
        exact = newExact;
        first = 0;
    }

    private void move(int from, long[] times, double[] numbers, @Nullable BigDecimal[] besides, int to) {
        times[to] = atMs[from];
        numbers[to] = values[from];
        if (besides.length > 0) {
            besides[to] = exact[from];
        }
    }

    /** How far the sign rose: the median of the newest span less that of the older one; empty when that has no value. */
    Optional<BigDecimal> rise(Term.Window window) {
        long newest = at(size - 1);
        long olderEnd = newest - window.withinMs();
        Optional<BigDecimal> older = median(olderEnd - window.spanMs(), olderEnd);
        Optional<BigDecimal> newer = median(newest - window.spanMs(), newest);
        return older.flatMap(from -> newer.map(to -> Decimals.minus(to, from)));
    }

    /** Of the values measured after {@code fromMs}, and up to {@code toMs}. */
    private Optional<BigDecimal> median(long fromMs, long toMs) {
        int from = firstAfter(fromMs);
        int length = firstAfter(toMs) - from;
        if (length <= 0) {
            return Optional.empty();
        }
        return Optional.of(exact.length == 0 ? median(from, length) : medianExact(from, length));
    }

    private BigDecimal median(int from, int length) {
        double[] sorted = new double[length];
        for (int at = 0; at < length; at++) {
            sorted[at] = values[place(from + at)];
        }
        Arrays.sort(sorted);
        BigDecimal upper = BigDecimal.valueOf(sorted[length / 2]);
        return length % 2 == 1 ? upper : Decimals.mean(BigDecimal.valueOf(sorted[length / 2 - 1]), upper);
    }

    private BigDecimal medianExact(int from, int length) {
        BigDecimal[] sorted = new BigDecimal[length];
        for (int at = 0; at < length; at++) {
            int place = place(from + at);
            sorted[at] = Decimals.exact(values[place], exact[place]);
        }
        Arrays.sort(sorted);
        BigDecimal upper = sorted[length / 2];
        return length % 2 == 1 ? upper : Decimals.mean(sorted[length / 2 - 1], upper);
    }

    private int firstAfter(long timeMs) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle) <= timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long at(int index) {
        return atMs[place(index)];
    }

    private int place(int index) {
        return (first + index) & (values.length - 1);
    }

    void carry(Snapshot snapshot) {
        int carried = snapshot.count(size);
        boolean hasExact = snapshot.flag(exact.length > 0);
        long before = 0;
        for (int index = 0; index < carried; index++) {
            int place = place(index);
            boolean isOut = !snapshot.isReading();
            before += snapshot.number(isOut ? atMs[place] - before : 0);
            double value = snapshot.real(isOut ? values[place] : 0);
            Object beside = hasExact ? snapshot.any(isOut ? exact[place] : null) : null;
            if (snapshot.isReading()) {
                add(before, value, (BigDecimal) beside);
            }
        }
    }
}
