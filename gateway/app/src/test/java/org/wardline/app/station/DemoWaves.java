package org.wardline.app.station;

import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.Waveform;

/** Waves that look like waves: sums of bumps over the phase of a beat. For pictures only. */
final class DemoWaves {
    private static final double HZ = 250;

    private DemoWaves() {}

    static Waveform ecg(int bed, double perMinute, long startMs, long lengthMs) {
        return wave(bed, VitalSign.ECG_II, startMs, lengthMs, t -> {
            double x = phase(t, perMinute);
            return 0.13 * bump(x, 0.20, 0.022)
                    - 0.10 * bump(x, 0.335, 0.009)
                    + 1.12 * bump(x, 0.365, 0.0115)
                    - 0.24 * bump(x, 0.396, 0.0105)
                    + 0.27 * bump(x, 0.60, 0.05)
                    + 0.02 * Math.sin(t * 1.9);
        });
    }

    static Waveform pleth(int bed, double perMinute, double amplitude, long startMs, long lengthMs) {
        return wave(bed, VitalSign.PLETH, startMs, lengthMs, t -> {
            double x = phase(t - 0.2, perMinute) * 60 / perMinute;
            double beat = 60 / perMinute;
            return 0.1 + amplitude * (pulse(x - beat) + pulse(x) + pulse(x + beat)) + 0.03 * Math.sin(t * 1.5);
        });
    }

    static Waveform resp(int bed, double perMinute, long startMs, long lengthMs) {
        return wave(
                bed,
                VitalSign.named("resp_wave"),
                startMs,
                lengthMs,
                t -> 0.5 - 0.5 * Math.cos(2 * Math.PI * phase(t, perMinute)));
    }

    /** A wave over time. */
    private interface Shape {
        double at(double seconds);
    }

    private static Waveform wave(int bed, VitalSign sign, long startMs, long lengthMs, Shape shape) {
        float[] samples = new float[(int) (lengthMs * HZ / 1000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) shape.at(startMs / 1000.0 + i / HZ);
        }
        return new Waveform(new DeviceId("m-" + bed), sign, Reading.NO_SEQ, startMs, HZ, samples);
    }

    private static double phase(double seconds, double perMinute) {
        double beats = seconds * perMinute / 60;
        return beats - Math.floor(beats);
    }

    private static double pulse(double x) {
        return bump(x, 0.16, 0.075) + 0.52 * bump(x, 0.36, 0.13) + 0.16 * bump(x, 0.55, 0.14);
    }

    private static double bump(double x, double at, double width) {
        return Math.exp(-((x - at) * (x - at)) / (2 * width * width));
    }
}
