package org.wardline.vitals;

import org.jspecify.annotations.Nullable;

/** A place for a patient on the ward; the memory of the nurses. */
public record BedId(String name) {
    public BedId {
        name = Names.checked("a bed's name", name);
    }

    /** As the record's own, which takes a detour: it is asked several times a reading. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof BedId(String theirs) && name.equals(theirs));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
