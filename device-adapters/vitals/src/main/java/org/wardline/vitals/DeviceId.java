package org.wardline.vitals;

/** What reports readings: a monitor, a patch, a bridge. */
public record DeviceId(String name) {
    public DeviceId {
        name = Names.checked("a device's name", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
