package org.wardline.sync;

import java.util.Optional;
import org.wardline.vitals.log.ReadingEntry;

/** Tells whose a reading is, by the links as they are known now and as of when it was measured. */
@FunctionalInterface
public interface Whose {
    /** Whose it is; empty when nobody's, or not known yet: it is held. */
    Optional<Subject> of(ReadingEntry entry);
}
