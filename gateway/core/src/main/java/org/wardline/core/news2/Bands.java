package org.wardline.core.news2;

import java.math.BigDecimal;

/**
 * Points by bands (Royal College of Physicians, NEWS2, London 2017, chart 1). The chart's numbers are those after rounding half
 * up, to whole numbers or tenths; so a band "up to 8" ends below 8.5.
 */
final class Bands {
    static final Bands NONE = new Bands("0.5", 0);
    static final Bands RESP_RATE = new Bands("0.5", 3, 8, 3, 11, 1, 20, 0, 24, 2);
    static final Bands SPO2_SCALE_1 = new Bands("0.5", 0, 91, 3, 93, 2, 95, 1);

    /** On oxygen; above 92 it is 0 on air. */
    static final Bands SPO2_SCALE_2 = new Bands("0.5", 3, 83, 3, 85, 2, 87, 1, 92, 0, 94, 1, 96, 2);

    static final Bands SYSTOLIC = new Bands("0.5", 3, 90, 3, 100, 2, 110, 1, 219, 0);
    static final Bands PULSE = new Bands("0.5", 3, 40, 3, 50, 1, 90, 0, 110, 1, 130, 2);
    static final Bands TEMPERATURE = new Bands("0.05", 2, 35, 3, 36, 1, 38, 0, 39, 1);

    private final double[] ends;
    private final int[] points;

    /**
     * A row of the chart.
     *
     * @param half of the last place it is rounded to
     * @param pointsAbove beyond the last band
     * @param upToAndPoints last number of a band, its points, and so on
     */
    private Bands(String half, int pointsAbove, int... upToAndPoints) {
        int bands = upToAndPoints.length / 2;
        ends = new double[bands];
        points = new int[bands + 1];
        points[bands] = pointsAbove;
        for (int band = 0; band < bands; band++) {
            ends[band] = BigDecimal.valueOf(upToAndPoints[2 * band])
                    .add(new BigDecimal(half))
                    .doubleValue();
            points[band] = upToAndPoints[2 * band + 1];
        }
    }

    double from(double number) {
        double from = Double.NEGATIVE_INFINITY;
        for (double end : ends) {
            from = number >= end ? end : from;
        }
        return from;
    }

    double to(double number) {
        for (double end : ends) {
            if (number < end) {
                return end;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    int points(News2Number value) {
        int band = 0;
        while (band < ends.length && value.isAtLeast(ends[band])) {
            band++;
        }
        return points[band];
    }
}
