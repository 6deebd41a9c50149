package org.wardline.testkit;

import java.util.ArrayList;
import java.util.List;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;

/**
 * What came of a message, as lines that a person can read and a test can compare.
 *
 * <pre>
 *   reading m-12 seq 42 at 1795321111123 clock DEVICE
 *     heart_rate 72.0 GOOD
 *     spo2 - NO_VALUE
 *   wave ecg_ii of m-12 seq 7 at 1795321111123 250.0 Hz: 0.1 - 0.2
 *   dropped UNKNOWN_KEY
 *   rejected MALFORMED 18..31
 * </pre>
 */
public final class Transcript {
    private Transcript() {}

    public static List<String> of(Decoding decoding) {
        List<String> lines = new ArrayList<>();
        switch (decoding) {
            case Rejected rejected -> lines.add(line(rejected));
            case Decoded decoded -> {
                decoded.readings().forEach(reading -> add(reading, lines));
                decoded.waveforms().forEach(waveform -> lines.add(line(waveform)));
                for (Reason reason : decoded.dropped()) {
                    lines.add("dropped " + reason);
                }
                decoded.rejected().forEach(rejected -> lines.add(line(rejected)));
            }
        }
        return lines;
    }

    private static void add(Reading reading, List<String> lines) {
        lines.add("reading " + reading.device() + " seq " + count(reading.seq()) + " at " + reading.measuredAtMs()
                + " clock " + reading.clock());
        for (Measurement value : reading.values()) {
            lines.add("  " + value.sign() + " " + (value.hasValue() ? Double.toString(value.value()) : "-") + " "
                    + value.quality());
        }
    }

    private static String line(Waveform waveform) {
        StringBuilder line = new StringBuilder("wave " + waveform.sign() + " of " + waveform.device() + " seq "
                + count(waveform.seq()) + " at " + waveform.startMs() + " " + waveform.hz() + " Hz:");
        for (int at = 0; at < waveform.length(); at++) {
            line.append(' ').append(Float.isNaN(waveform.sample(at)) ? "-" : Float.toString(waveform.sample(at)));
        }
        return line.toString();
    }

    private static String line(Rejected rejected) {
        return "rejected " + rejected.reason() + " " + rejected.fromByte() + ".." + rejected.toByte();
    }

    private static String count(long seq) {
        return seq == Reading.NO_SEQ ? "-" : Long.toString(seq);
    }
}
