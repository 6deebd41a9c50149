package org.wardline.sync;

import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/** Tells whose a reading is, by the links as they are known now and as of when it was measured. */
@FunctionalInterface
public interface Whose {
    /** Whose it is; empty when nobody's, or not known yet: it is held. */
    Optional<Subject> of(ReadingEntry entry);

    /** Whose a stay is, of what a person entered for it; empty when it is not known yet: it is held. */
    default Optional<Subject> of(StayId stay) {
        return Optional.empty();
    }

    /** Whether a stay is known to be no patient's but a test: there is nothing to file of it, ever. */
    default boolean isNobodys(StayId stay) {
        return false;
    }

    /** At which bed it was measured; another than the entry says where a link was corrected since. */
    default Optional<BedId> bedOf(ReadingEntry entry) {
        return entry.bed();
    }

    /** Whether it is known to be no patient's, a test or a device that measured nobody: there is nothing to file of it, ever. */
    default boolean isNobodys(ReadingEntry entry) {
        return false;
    }
}
