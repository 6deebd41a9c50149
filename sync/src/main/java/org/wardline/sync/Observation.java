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
 * @param by what measured it, or who saw it
 * @param values one measurement; of a panel those parts that came, in the panel's order
 */
public record Observation(
        Identifier identifier,
        String sign,
        By by,
        long measuredAtMs,
        long receivedAtMs,
        ClockQuality clock,
        List<Measurement> values) {
    /** Where a value comes from. */
    public sealed interface By {}

    /** A device measured it. */
    public record Device(DeviceId id) implements By {
        @Override
        public String toString() {
            return id.name();
        }
    }

    /**
     * A person saw it.
     *
     * @param account the name that this person signs in with, which never changes; empty where nobody signs in
     * @param name as others read it
     */
    public record Person(String account, String name) implements By {
        @Override
        public String toString() {
            return "a person"; // never who: this may reach a log
        }
    }

    public Observation {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an observation of " + sign + " needs a value");
        }
    }

    @Override
    public String toString() {
        return "observation of " + sign + " by " + by; // never the value
    }
}
