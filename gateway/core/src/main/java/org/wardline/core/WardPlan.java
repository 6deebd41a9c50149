package org.wardline.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * What the configuration says of a ward: who stands where, and who lies there from when to when.
 *
 * @param admitsAny a device that is not listed gets a bed of its own name and a provisional stay
 * @param isPlain {@code alarms.delay=0s}: readings are judged in order of arrival, whatever their stamps
 * @param beds in the order in which the ward thinks of them
 */
public record WardPlan(
        String ward, boolean admitsAny, boolean isPlain, List<Bed> beds, List<Device> devices, List<Stay> stays) {
    public WardPlan {
        beds = List.copyOf(beds);
        devices = List.copyOf(devices);
        stays = List.copyOf(stays);
    }

    /** Where a device stands by the configuration. */
    Optional<BedId> bedOf(DeviceId device) {
        for (Device listed : devices) {
            if (listed.device().equals(device)) {
                return listed.bed();
            }
        }
        return Optional.empty();
    }

    /** A place, as people call it. */
    public record Bed(BedId bed, String label, String room) {}

    /**
     * A device that belongs here.
     *
     * @param bed where it stands; empty for one that is listed but stands nowhere
     * @param signs what it owes: sign to expected interval in milliseconds, 0 for now and then
     * @param via access points, adapters and brokers it hangs on
     */
    public record Device(DeviceId device, Optional<BedId> bed, Map<String, Long> signs, List<String> via) {
        public Device {
            signs = Map.copyOf(signs);
            via = List.copyOf(via);
        }
    }

    /**
     * One patient's time in a bed.
     *
     * @param news2Scale 0 without NEWS2, 1 or 2 the scale of oxygen saturation
     * @param fromMs epoch milliseconds
     * @param toMs epoch milliseconds, {@link Long#MAX_VALUE} for no end yet
     */
    public record Stay(StayId stay, BedId bed, int news2Scale, long fromMs, long toMs) {}
}
