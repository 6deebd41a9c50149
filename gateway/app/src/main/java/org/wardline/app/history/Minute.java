package org.wardline.app.history;

import java.util.Arrays;

/**
 * One sign in one minute.
 *
 * @param atMs its start, epoch milliseconds
 * @param count values in it, at most 65,535
 */
public record Minute(long atMs, double least, double median, double greatest, int count) {
    /**
     * Of the values that came in it.
     *
     * @param values put in order by this; at least one
     * @param count how many of them there are
     */
    public static Minute of(long atMs, double[] values, int count) {
        Arrays.sort(values, 0, count);
        double median = values[(count - 1) / 2]; // nearest rank: a value that was
        return new Minute(atMs, values[0], median, values[count - 1], count);
    }
}
