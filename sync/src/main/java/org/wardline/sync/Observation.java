package org.wardline.sync;

import java.util.List;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;

/**
 * One FHIR Observation to be: one sign, or the parts of one blood pressure.
 *
 * @param identifier the same for every retry, see {@link Identity}
 * @param sign the nomenclature's name, or that of a {@link CodeMap.Panel}
 * @param values one measurement; of a panel those parts that came, in the panel's order
 */
public record Observation(
        Identifier identifier,
        String sign,
        DeviceId device,
        long measuredAtMs,
        long receivedAtMs,
        ClockQuality clock,
        List<Measurement> values) {
    public Observation {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an observation of " + sign + " needs a value");
        }
    }

    @Override
    public String toString() {
        return "observation of " + sign + " by " + device; // never the value
    }
}
