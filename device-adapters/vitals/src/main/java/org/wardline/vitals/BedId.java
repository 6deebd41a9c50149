package org.wardline.vitals;

/** A place for a patient on the ward; the memory of the nurses. */
public record BedId(String name) {
    public BedId {
        name = Names.checked("a bed's name", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
