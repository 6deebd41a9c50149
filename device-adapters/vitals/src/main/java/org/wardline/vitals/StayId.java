package org.wardline.vitals;

/** One patient's time on the ward: a random name that says nothing of the person. */
public record StayId(String name) {
    public StayId {
        name = Names.checked("a stay's name", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
