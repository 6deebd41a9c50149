package org.wardline.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.wardline.vitals.DeviceId;

/** Writes one message as {@code wire.md} has it: device, time and count, then a reading's values or a chunk's samples. */
final class WireJson {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final DeviceId device;
    private final StringBuilder json = new StringBuilder(800);

    WireJson(DeviceId device, long atMs, long seq) {
        this.device = device;
        json.append("{\"device\":\"").append(device.name());
        json.append("\",\"ts\":\"").append(TIME.format(Instant.ofEpochMilli(atMs)));
        json.append("\",\"seq\":").append(seq);
    }

    void value(String key, long value) {
        json.append(",\"").append(key).append("\":").append(value);
    }

    void text(String key, String value) {
        json.append(",\"").append(key).append("\":\"").append(value).append('"');
    }

    /** Anything that is JSON already. */
    void raw(String key, String literal) {
        json.append(",\"").append(key).append("\":").append(literal);
    }

    void samples(int count, IntUnaryOperator sample) {
        json.append(",\"samples\":[");
        for (int at = 0; at < count; at++) {
            json.append(at == 0 ? "" : ",").append(sample.applyAsInt(at));
        }
        json.append(']');
    }

    SimulatedMessage reading(long dueMs) {
        return message(dueMs, false);
    }

    SimulatedMessage chunk(long dueMs) {
        return message(dueMs, true);
    }

    private SimulatedMessage message(long dueMs, boolean isWaveform) {
        byte[] payload = json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
        return new SimulatedMessage(device, dueMs, isWaveform, payload);
    }
}
