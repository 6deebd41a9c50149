package org.wardline.simulator;

import java.util.Random;

/**
 * ECG lead II and the pulse wave at the finger, as sums of bells around the beats of a {@link Heart} (after the idea of
 * McSharry et al., A dynamical model for generating synthetic electrocardiogram signals, IEEE Trans Biomed Eng 2003).
 *
 * <p>Distances from the R peak stretch with the square root of the interval (Bazett), so that T keeps clear of the next P.
 */
final class Waves {
    /** What ECG samples are multiplied by, to mV. */
    static final double ECG_SCALE = 0.005;

    private static final double TRANSIT_MS = 220; // from the R peak to the foot of the pulse at the finger
    private static final double REACH_MS = 900; // no bell of a beat reaches further

    /** One bell: where from the beat, how wide, how high. */
    private record Bell(double atMs, double widthMs, double height) {}

    private static final Bell[] ECG = {
        new Bell(-160, 22, 0.13), // P
        new Bell(-28, 8, -0.11), // Q
        new Bell(0, 10, 1.1), // R
        new Bell(28, 9, -0.24), // S
        new Bell(270, 42, 0.3) // T
    };
    private static final Bell[] PULSE = {
        new Bell(TRANSIT_MS + 110, 60, 62), // the wave itself
        new Bell(TRANSIT_MS + 240, 75, 28), // its shoulder
        new Bell(TRANSIT_MS + 410, 60, 17) // behind the notch
    };

    private final Heart heart;
    private final Random random;
    private double jolt; // of a moving patient, wanders

    Waves(Heart heart, Random random) {
        this.heart = heart;
        this.random = random;
    }

    /** A sample of lead II in counts of {@link #ECG_SCALE}. */
    int ecg(long atMs, Patient patient, boolean isMoving) {
        double breath = heart.breathing(atMs, patient.respRate());
        double mV = around(atMs, ECG, patient.heartRate()) * (1 + 0.05 * breath) + 0.04 * breath;
        return (int) Math.round((mV + noise(0.008) + motion(isMoving)) / ECG_SCALE);
    }

    /** A sample of the pulse wave, 0 to about 100. */
    int pulse(long atMs, Patient patient, Effects effects) {
        if (effects.isProbeOff()) {
            return (int) Math.round(Math.abs(noise(0.8)));
        }
        double breath = heart.breathing(atMs, patient.respRate());
        double beat = around(atMs, PULSE, patient.heartRate()) * patient.perfusion() * (1 + 0.08 * breath);
        return (int) Math.round(Math.clamp(8 + beat + noise(0.3) + 40 * motion(effects.isMoving()), 0, 130));
    }

    private double around(long atMs, Bell[] bells, double heartRate) {
        double stretch = Math.sqrt(60 / heartRate);
        double sum = 0;
        for (int back = 0; back < heart.kept(); back++) {
            double fromBeatMs = atMs - heart.beatMs(back);
            if (fromBeatMs > REACH_MS) {
                return sum; // older beats are further away
            }
            if (fromBeatMs > -REACH_MS) {
                sum += sum(bells, fromBeatMs, stretch);
            }
        }
        return sum;
    }

    private static double sum(Bell[] bells, double fromBeatMs, double stretch) {
        double sum = 0;
        for (Bell bell : bells) {
            double widths = (fromBeatMs - bell.atMs * stretch) / bell.widthMs;
            if (widths > -4 && widths < 4) {
                sum += bell.height * StrictMath.exp(-widths * widths / 2);
            }
        }
        return sum;
    }

    private double motion(boolean isMoving) {
        jolt = isMoving ? 0.96 * jolt + noise(0.13) : 0.9 * jolt;
        return jolt;
    }

    private double noise(double spread) {
        return spread * Math.clamp(random.nextGaussian(), -3, 3);
    }
}
