package org.wardline.simulator;

import org.wardline.vitals.DeviceId;

/** What a device sends: for the topic {@code wards/{ward}/devices/{device}/{kind}}. */
public final class SimulatedMessage {
    private final DeviceId device;
    private final long dueMs;
    private final boolean isWaveform;
    private final byte[] payload;

    /**
     * A message.
     *
     * @param dueMs when the device sends it, epoch milliseconds
     * @param payload owned by the message from here on: not copied
     */
    SimulatedMessage(DeviceId device, long dueMs, boolean isWaveform, byte[] payload) {
        this.device = device;
        this.dueMs = dueMs;
        this.isWaveform = isWaveform;
        this.payload = payload;
    }

    public DeviceId device() {
        return device;
    }

    /** When the device sends it, epoch milliseconds. */
    public long dueMs() {
        return dueMs;
    }

    /** The adapter that reads it: the last level of its topic. */
    public String kind() {
        return "json";
    }

    /** Whether it is a chunk of samples rather than a reading. */
    public boolean isWaveform() {
        return isWaveform;
    }

    /** The bytes to send; not to be changed. */
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return "message of " + device + ", " + payload.length + " bytes";
    }
}
