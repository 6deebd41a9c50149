package org.wardline.sync;

import org.wardline.vitals.StayId;

/**
 * Whose a reading is, as of the moment it was measured.
 *
 * @param patient the record system's own identifier of the person
 * @param sinceMs epoch milliseconds since when this patient lies in that bed, or {@link #ALWAYS}: a minute shared by two
 *     patients must not be filed as one
 */
public record Subject(Identifier patient, StayId stay, long sinceMs) {
    /** No beginning is known. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** A subject whose stay has no known beginning. */
    public static Subject of(String system, String value, StayId stay) {
        return new Subject(new Identifier(system, value), stay, ALWAYS);
    }

    @Override
    public String toString() {
        return "subject of stay " + stay; // never the patient: this may reach a log
    }
}
