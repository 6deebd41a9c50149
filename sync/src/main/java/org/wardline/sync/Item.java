package org.wardline.sync;

import org.wardline.vitals.DeviceId;

/**
 * A stored reading on its way out.
 *
 * @param number its place in the log
 * @param previous the place of the reading before it of the same device, as far as its lane has read; 0 for none
 */
record Item(long number, DeviceId device, long previous) {}
