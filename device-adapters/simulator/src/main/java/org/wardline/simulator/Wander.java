package org.wardline.simulator;

import java.util.Random;

/** A value that wanders about zero: a first-order autoregression, one step a second. */
final class Wander {
    private final double spread;
    private final double memory;
    private double value;

    /**
     * At rest.
     *
     * @param spread its standard deviation
     * @param memory how much of it is left after a second, 0 to 1
     */
    Wander(double spread, double memory) {
        this.spread = spread;
        this.memory = memory;
    }

    double next(Random random) {
        double fresh = Math.clamp(random.nextGaussian(), -3, 3); // so that nobody stable ever crosses a limit
        value = memory * value + spread * Math.sqrt(1 - memory * memory) * fresh;
        return value;
    }
}
