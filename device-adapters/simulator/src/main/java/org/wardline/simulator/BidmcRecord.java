package org.wardline.simulator;

import java.util.List;
import org.wardline.vitals.DeviceId;

/** One record of {@link Bidmc} on the time of its replay. */
final class BidmcRecord {
    static final int HZ = 125;

    private static final int SECOND_MS = 1_000;

    private final DeviceId device;
    private final long startMs;
    private final List<Row> rows;
    private final List<Wave> waves;

    /**
     * What the monitor showed in one second; each a JSON number or {@code null}.
     *
     * @param second of the record, from 0
     */
    record Row(int second, String hr, String pr, String rr, String spo2) {}

    /** One channel, whole. */
    static final class Wave {
        private final String sign;
        private final String scale;
        private final short[] samples;

        /**
         * A channel.
         *
         * @param sign its name on the wire
         * @param scale what an integer is multiplied by, a JSON number
         * @param samples owned by it from here on
         */
        Wave(String sign, String scale, short[] samples) {
            this.sign = sign;
            this.scale = scale;
            this.samples = samples;
        }

        String sign() {
            return sign;
        }

        int seconds() {
            return samples.length / HZ;
        }
    }

    BidmcRecord(DeviceId device, long startMs, List<Row> rows, List<Wave> waves) {
        this.device = device;
        this.startMs = startMs;
        this.rows = List.copyOf(rows);
        this.waves = List.copyOf(waves);
    }

    DeviceId device() {
        return device;
    }

    /** When it has said its last word. */
    long endMs() {
        int seconds = rows.isEmpty() ? 0 : rows.getLast().second();
        for (Wave wave : waves) {
            seconds = Math.max(seconds, wave.seconds());
        }
        return startMs + (long) seconds * SECOND_MS;
    }

    /** Adds what is due after one time and until another. */
    void between(long afterMs, long untilMs, List<SimulatedMessage> out) {
        for (Row row : rows) {
            long dueMs = startMs + (long) row.second() * SECOND_MS;
            if (dueMs > afterMs && dueMs <= untilMs) {
                out.add(reading(row, dueMs));
            }
        }
        for (Wave wave : waves) {
            long firstSecond = Math.max(0, Math.floorDiv(afterMs - startMs, (long) SECOND_MS));
            long seconds = Math.min(wave.seconds(), Math.floorDiv(untilMs - startMs, (long) SECOND_MS));
            for (long second = firstSecond; second < seconds; second++) {
                out.add(chunk(wave, (int) second));
            }
        }
    }

    private SimulatedMessage reading(Row row, long dueMs) {
        var json = new WireJson(device, dueMs, row.second());
        json.raw("hr", row.hr());
        json.raw("pr", row.pr());
        json.raw("rr", row.rr());
        json.raw("spo2", row.spo2());
        return json.reading(dueMs);
    }

    /** A whole second, sent when it is over. */
    private SimulatedMessage chunk(Wave wave, int second) {
        long fromMs = startMs + (long) second * SECOND_MS;
        var json = new WireJson(device, fromMs, second);
        json.text("wave", wave.sign);
        json.value("hz", HZ);
        json.raw("scale", wave.scale);
        json.samples(HZ, at -> wave.samples[second * HZ + at]);
        return json.chunk(fromMs + SECOND_MS);
    }
}
