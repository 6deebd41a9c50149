package org.wardline.sync;

import org.wardline.vitals.DeviceId;

/**
 * A stored reading, or what a person entered, on its way out.
 *
 * @param number its place in the log
 * @param previous the place of the reading before it of the same device, as far as its lane has read; 0 for none
 * @param readings how many stored readings it is: 1, or 0 where a person entered it
 */
record Item(long number, DeviceId device, long previous, int readings) {
    /** A reading. */
    Item(long number, DeviceId device, long previous) {
        this(number, device, previous, 1);
    }
}
