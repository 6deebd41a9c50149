package org.wardline.vitals.adapter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;

/** Bytes as they were received. */
public final class RawMessage {
    private final String topic;
    private final @Nullable DeviceId device; // null: neither topic nor connection names one
    private final long receivedAtMs;
    private final byte[] payload;

    private RawMessage(String topic, @Nullable DeviceId device, long receivedAtMs, byte[] payload) {
        this.topic = topic;
        this.device = device;
        this.receivedAtMs = receivedAtMs;
        this.payload = payload;
    }

    /**
     * A message whose topic names its device.
     *
     * @param receivedAtMs epoch milliseconds by our clock
     * @param payload owned by the message from here on: not copied, nobody changes it
     */
    public static RawMessage of(String topic, DeviceId device, long receivedAtMs, byte[] payload) {
        return new RawMessage(topic, device, receivedAtMs, payload);
    }

    /** A message on a topic that names no device. */
    public static RawMessage of(String topic, long receivedAtMs, byte[] payload) {
        return new RawMessage(topic, null, receivedAtMs, payload);
    }

    public String topic() {
        return topic;
    }

    /** Whom the topic or connection names. */
    public Optional<DeviceId> device() {
        return Optional.ofNullable(device);
    }

    public long receivedAtMs() {
        return receivedAtMs;
    }

    /** The bytes themselves, for a parser to read. */
    public byte[] payload() {
        return payload;
    }

    public int lengthBytes() {
        return payload.length;
    }

    /** The byte at a place, 0 to 255. */
    public int uint8(int at) {
        return payload[at] & 0xff;
    }

    /** Two bytes, least first, 0 to 65,535. */
    public int uint16(int at) {
        return uint8(at) | (uint8(at + 1) << 8);
    }

    @Override
    public String toString() {
        return "message of " + payload.length + " bytes"; // neither payload nor topic: both come from outside
    }
}
