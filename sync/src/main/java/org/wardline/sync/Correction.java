package org.wardline.sync;

import org.wardline.vitals.DeviceId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * That a person said afterwards whose a device's readings of a time are.
 *
 * @param number from 1, one more at each
 * @param fromMs epoch milliseconds, by the time of measurement
 * @param toMs no longer meant
 */
public record Correction(int number, DeviceId device, long fromMs, long toMs) {
    boolean covers(ReadingEntry entry) {
        return entry.reading().device().equals(device) && entry.measuredAtMs() >= fromMs && entry.measuredAtMs() < toMs;
    }
}
