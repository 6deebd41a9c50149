package org.wardline.simulator;

import java.util.Random;

/**
 * When a heart beats, beat by beat: the rate of the moment, quicker on breathing in, with a little scatter. ECG and pulse
 * wave are drawn around the same beats, so what they show is what the numbers say.
 */
final class Heart {
    private static final int KEPT = 8; // a power of two; more beats than a drawn sample looks back or ahead
    private static final double MS_A_MINUTE = 60_000;

    private final double[] beatsMs = new double[KEPT];
    private final Random random;
    private long count;
    private double breath; // phase, 0 to 1
    private double breathAtMs;

    Heart(Random random, double startMs) {
        this.random = random;
        this.breathAtMs = startMs;
        for (int beat = 0; beat < KEPT; beat++) {
            beatsMs[beat] = startMs - (KEPT - beat) * 900.0;
        }
        count = KEPT;
    }

    /** Makes sure that beats are known up to a time, at these rates. */
    void beatUntil(double untilMs, double heartRate, double respRate) {
        while (last() < untilMs) {
            double intervalMs = MS_A_MINUTE / heartRate;
            double swing =
                    1 - 0.03 * StrictMath.sin(2 * Math.PI * breath) + 0.008 * Math.clamp(random.nextGaussian(), -2, 2);
            beatsMs[(int) (count % KEPT)] = last() + intervalMs * swing;
            count++;
        }
        double passed = Math.max(0, untilMs - breathAtMs);
        breath = (breath + passed / MS_A_MINUTE * respRate) % 1;
        breathAtMs = Math.max(breathAtMs, untilMs);
    }

    /** How many beats are kept, to be asked for by {@link #beatMs}. */
    int kept() {
        return KEPT;
    }

    /** A kept beat, the newest at 0. */
    double beatMs(int back) {
        return beatsMs[(int) ((count - 1 - back) % KEPT)];
    }

    /** The breath at the end of what was beaten: -1 out, 1 in. */
    double breathing(long atMs, double respRate) {
        return StrictMath.sin(2 * Math.PI * (breath - (breathAtMs - atMs) / MS_A_MINUTE * respRate));
    }

    private double last() {
        return beatMs(0);
    }
}
