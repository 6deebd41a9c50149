package org.wardline.models;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/** Made-up patients at 1 Hz, for tests. */
final class Streams {
    static final long EPOCH_MS = 1_700_002_800_000L;
    private static final DeviceId DEVICE = new DeviceId("m-1");

    private Streams() {}

    static long atMs(int second) {
        return EPOCH_MS + 1_000L * second;
    }

    /** A patient lying still. */
    static List<Reading> quiet(int fromSecond, int toSecond) {
        return shifted(fromSecond, toSecond, 0);
    }

    /** The same with the heart rate, not the pulse, that much higher. */
    static List<Reading> shifted(int fromSecond, int toSecond, double heartRateMore) {
        SplittableRandom random = new SplittableRandom(7);
        List<Reading> readings = new ArrayList<>();
        for (int second = fromSecond; second < toSecond; second++) {
            double pulse = Math.rint(76 + random.nextGaussian());
            readings.add(reading(
                    atMs(second),
                    Measurement.of(VitalSign.HEART_RATE, pulse + heartRateMore),
                    Measurement.of(VitalSign.PULSE_RATE_SPO2, pulse),
                    Measurement.of(VitalSign.SPO2, 97 + random.nextInt(2)),
                    Measurement.of(VitalSign.RESP_RATE, Math.rint(16 + random.nextGaussian()))));
        }
        return readings;
    }

    static Reading reading(long atMs, Measurement... values) {
        return new Reading(DEVICE, Reading.NO_SEQ, atMs, atMs, ClockQuality.DEVICE, List.of(values));
    }
}
