package org.wardline.models.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** How well a number tells hours of one kind from the others: the area under the ROC curve, with an interval by drawing patients. */
final class Ranking {
    private static final int BINS = 4_096;
    private static final int DRAWS = 300;
    private static final double LOW = 0.025;

    private final double most;
    private final List<int[]> patients = new ArrayList<>(); // bins of one patient: positive ones, then the others

    /** Numbers from 0 to {@code most}. */
    Ranking(double most) {
        this.most = most;
    }

    /**
     * An area with its 95 % interval.
     *
     * @param hours judged
     */
    record Area(double value, double low, double high, long hours) {}

    /** Takes the hours of one patient. */
    void add(double[] numbers, boolean[] isPositive) {
        int[] bins = new int[numbers.length];
        for (int at = 0; at < bins.length; at++) {
            int bin = (int) Math.min(BINS - 1, numbers[at] / most * (BINS - 1));
            bins[at] = isPositive[at] ? bin : -1 - bin;
        }
        patients.add(bins);
    }

    /** The area over all patients; the interval is that of patients drawn with replacement. */
    Area area(long seed) {
        int[] all = new int[patients.size()];
        Arrays.setAll(all, at -> at);
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[DRAWS];
        int[] draw = new int[all.length];
        for (int round = 0; round < DRAWS; round++) {
            Arrays.setAll(draw, at -> random.nextInt(draw.length));
            drawn[round] = area(draw);
        }
        Arrays.sort(drawn);
        long hours = patients.stream().mapToLong(bins -> bins.length).sum();
        return new Area(area(all), drawn[(int) (LOW * DRAWS)], drawn[(int) ((1 - LOW) * DRAWS) - 1], hours);
    }

    private double area(int[] chosen) {
        long[] positive = new long[BINS];
        long[] negative = new long[BINS];
        for (int patient : chosen) {
            for (int bin : patients.get(patient)) {
                if (bin >= 0) {
                    positive[bin]++;
                } else {
                    negative[-1 - bin]++;
                }
            }
        }
        double below = 0;
        double positives = 0;
        double area = 0;
        for (int bin = 0; bin < BINS; bin++) {
            area += positive[bin] * (below + negative[bin] / 2.0);
            below += negative[bin];
            positives += positive[bin];
        }
        return area / (below * positives);
    }
}
