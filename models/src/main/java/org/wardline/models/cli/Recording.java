package org.wardline.models.cli;

import java.util.List;
import org.wardline.vitals.Reading;

/**
 * One recorded patient of a research collection, as readings.
 *
 * @param name the record or patient of the collection
 * @param person whose record it is: two records of one person are never on two sides of the split
 */
public record Recording(String name, String person, Split split, List<Moment> moments) {
    /** Where the time of every recording starts: a whole hour, nothing more. */
    static final long EPOCH_MS = 1_700_002_800_000L;

    public Recording {
        moments = List.copyOf(moments);
    }

    /**
     * What was measured at one time.
     *
     * @param septic the label of the collection; false where it has none
     * @param news2Least the lower bound of NEWS2 at this time
     */
    public record Moment(Reading reading, boolean septic, int news2Least) {
        public long atMs() {
            return reading.measuredAtMs();
        }

        @Override
        public String toString() {
            return reading.toString();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
