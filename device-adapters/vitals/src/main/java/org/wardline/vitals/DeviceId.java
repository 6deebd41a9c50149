package org.wardline.vitals;

import org.jspecify.annotations.Nullable;

/** What reports readings: a monitor, a patch, a bridge. */
public record DeviceId(String name) {
    public DeviceId {
        name = Names.checked("a device's name", name);
    }

    /** As the record's own, which takes a detour: it is asked several times a reading. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof DeviceId(String theirs) && name.equals(theirs));
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
