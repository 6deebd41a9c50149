package org.wardline.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.VitalSign;

/**
 * A bed of a ward that talks, as a configuration would describe it.
 *
 * @param intervalsMs what the device owes: each sign with its expected interval, 0 where it only comes now and then
 * @param patientIdentifier of an invented, or a public and nameless patient
 */
public record SimulatedBed(
        BedId bed,
        String label,
        String room,
        DeviceId device,
        Map<VitalSign, Integer> intervalsMs,
        String patientIdentifier) {
    public SimulatedBed {
        intervalsMs = Collections.unmodifiableMap(new LinkedHashMap<>(intervalsMs));
    }
}
