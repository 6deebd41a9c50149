package org.wardline.vitals;

import org.jspecify.annotations.Nullable;

/** One patient's time on the ward: a random name that says nothing of the person. */
public record StayId(String name) {
    public StayId {
        name = Names.checked("a stay's name", name);
    }

    /** As the record's own, which takes a detour: it is asked several times a reading. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof StayId(String theirs) && name.equals(theirs));
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
