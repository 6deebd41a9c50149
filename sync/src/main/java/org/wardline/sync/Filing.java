package org.wardline.sync;

import java.util.List;

/**
 * What is filed or not filed as a whole: the observations of one reading, or of one bed's minute, of one patient.
 *
 * @param number of its first reading in the log
 * @param readings how many stored readings it stands for
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
