package org.wardline.sync;

import java.util.List;

/**
 * What is filed or not filed as a whole: the observations of one reading, of one bed's minute, or of one entry, of one patient.
 *
 * @param number in the log, of its first reading or of the entry
 * @param readings how many stored readings it stands for; 0 of what a person entered
 * @param isLate whether it leaves long after it was measured
 */
public record Filing(long number, Subject subject, List<Observation> observations, int readings, boolean isLate) {
    public Filing {
        observations = List.copyOf(observations);
    }

    @Override
    public String toString() {
        return "filing " + number + " of " + observations.size() + " observations";
    }
}
