package org.wardline.models;

import java.util.Arrays;

/**
 * A ring of equal pieces of time with count, sum, sum of squares, least and greatest of what was measured in each.
 *
 * <p>Values are kept in thousandths as whole numbers, so a slot is the same whatever the order in which its values arrive.
 */
final class Slots {
    /** More values in one slot than this are not taken: no sum can overflow. */
    static final int MAX_VALUES_IN_SLOT = 6_000;

    /** From this many on, the least and the greatest are left out of a slot's centre. */
    private static final int TRIM_FROM = 5;

    private static final double SCALE = 1_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final int size;
    private final long[] slot;
    private final int[] count;
    private final long[] sum;
    private final long[] squares;
    private final int[] least;
    private final int[] greatest;
    private long lastNumber;
    private int lastAt; // place of the number before

    /** A ring; only one that knows squares can tell the deviation within a slot. */
    Slots(int size, boolean knowsSquares) {
        this.size = size;
        this.slot = new long[size];
        this.count = new int[size];
        this.sum = new long[size];
        this.squares = new long[knowsSquares ? size : 0];
        this.least = new int[size];
        this.greatest = new int[size];
        Arrays.fill(slot, NEVER);
    }

    /** Takes a value into its slot; one that is older than what the ring holds there is left out. */
    void add(long number, double value) {
        int at = at(number);
        if (slot[at] > number) {
            return;
        }
        int thousandths = (int) Math.round(value * SCALE);
        if (slot[at] < number) {
            slot[at] = number;
            count[at] = 0;
            sum[at] = 0;
            if (squares.length > 0) {
                squares[at] = 0;
            }
            least[at] = Integer.MAX_VALUE;
            greatest[at] = Integer.MIN_VALUE;
        }
        if (count[at] == MAX_VALUES_IN_SLOT) {
            return;
        }
        count[at]++;
        sum[at] += thousandths;
        if (squares.length > 0) {
            squares[at] += (long) thousandths * thousandths;
        }
        least[at] = Math.min(least[at], thousandths);
        greatest[at] = Math.max(greatest[at], thousandths);
    }

    /** How many values a slot holds. */
    int count(long number) {
        int at = at(number);
        return slot[at] == number ? count[at] : 0;
    }

    /** The mean of a slot without its least and greatest; NaN where there is nothing. */
    double centre(long number) {
        return centre(number, number);
    }

    /** The mean over two slots taken as one, without the least and the greatest of both; NaN where there is nothing. */
    double centre(long first, long last) {
        int values = 0;
        long total = 0;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (long number = first; number <= last; number++) {
            int at = at(number);
            if (slot[at] == number) {
                values += count[at];
                total += sum[at];
                low = Math.min(low, least[at]);
                high = Math.max(high, greatest[at]);
            }
        }
        if (values == 0) {
            return Double.NaN;
        }
        return values < TRIM_FROM ? total / (SCALE * values) : (total - low - high) / (SCALE * (values - 2));
    }

    /** The standard deviation within a slot of two or more values. */
    double deviation(long number) {
        int at = at(number);
        double values = count[at];
        double variance = (values * squares[at] - (double) sum[at] * sum[at]) / (values * (values - 1));
        return Math.sqrt(Math.max(0, variance)) / SCALE;
    }

    /** Whether all values of a slot are one and the same. */
    boolean isFlat(long number) {
        int at = at(number);
        return slot[at] == number && least[at] == greatest[at];
    }

    /** The least value of a slot that holds one. */
    double least(long number) {
        return least[at(number)] / SCALE;
    }

    /** Values of one slot come together: its place is worked out once. */
    private int at(long number) {
        if (number != lastNumber) {
            lastAt = Math.floorMod(number, size);
            lastNumber = number;
        }
        return lastAt;
    }
}
