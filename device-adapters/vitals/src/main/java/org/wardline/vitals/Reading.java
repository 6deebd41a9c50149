package org.wardline.vitals;

import java.util.List;

/**
 * What one device reported at one instant: the thing that is stored, counted and acknowledged.
 *
 * @param seq the device's own count, or {@link #NO_SEQ}
 * @param measuredAtMs epoch milliseconds by the device's own clock; where {@code clock} says that it is wrong, the log's
 *     entry holds the correction
 * @param receivedAtMs epoch milliseconds by ours
 */
public record Reading(
        DeviceId device, long seq, long measuredAtMs, long receivedAtMs, ClockQuality clock, List<Measurement> values) {
    /** The device counts nothing. */
    public static final long NO_SEQ = -1;

    public Reading {
        values = List.copyOf(values);
        if (seq < NO_SEQ) {
            throw new IllegalArgumentException("a sequence is a whole number from 0");
        }
    }

    /** Whether the device counts. */
    public boolean hasSeq() {
        return seq != NO_SEQ;
    }

    @Override
    public String toString() {
        return "reading of " + device + ", " + values.size() + " values"; // never the values: this may reach a log
    }
}
