package org.wardline.app.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A figure with its 95 % interval: people are drawn with replacement, all stays of one together, and the figure is worked out
 * again (percentile bootstrap; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3).
 */
record Bootstrap(long seed, int draws) {
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;

    /** A figure and its interval. */
    record Estimate(double value, double low, double high) {
        /** Such as {@code 12.3 (9.8 to 15.1)}. */
        String text(int digits) {
            String form = "%." + digits + "f";
            return String.format(Locale.ROOT, form + " (" + form + " to " + form + ")", value, low, high);
        }
    }

    /** Estimates a figure of some stays; draws whose figure is no number are left out. */
    Estimate of(List<Watched> stays, ToDoubleFunction<List<Watched>> figure) {
        return of(stays, Watched::person, figure);
    }

    /** The same of anything that belongs to people. */
    <T> Estimate of(List<T> items, Function<T, String> person, ToDoubleFunction<List<T>> figure) {
        Map<String, List<T>> byPerson = new LinkedHashMap<>();
        for (T item : items) {
            byPerson.computeIfAbsent(person.apply(item), _ -> new ArrayList<>()).add(item);
        }
        List<List<T>> people = List.copyOf(byPerson.values());
        var random = new Random(seed);
        double[] drawn = new double[draws];
        int count = 0;
        for (int draw = 0; draw < draws && !people.isEmpty(); draw++) {
            List<T> sample = new ArrayList<>(items.size());
            for (int n = 0; n < people.size(); n++) {
                sample.addAll(people.get(random.nextInt(people.size())));
            }
            double value = figure.applyAsDouble(sample);
            if (!Double.isNaN(value)) {
                drawn[count++] = value;
            }
        }
        double[] sorted = Arrays.copyOf(drawn, count);
        Arrays.sort(sorted);
        return new Estimate(figure.applyAsDouble(items), quantile(sorted, LOW), quantile(sorted, HIGH));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
