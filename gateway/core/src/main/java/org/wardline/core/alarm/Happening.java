package org.wardline.core.alarm;

/**
 * Something besides a reading that goes into a ward, at its time: an event of the alarm engine, or an act of people that the
 * ward makes into several of them.
 */
public interface Happening {
    /** On the gateway's monotonic axis. */
    long atMs();
}
