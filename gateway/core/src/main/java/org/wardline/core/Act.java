package org.wardline.core;

import org.wardline.core.alarm.Happening;

/** Something that happens on the ward's thread, when its turn comes: an event or an act without its time. */
@FunctionalInterface
public interface Act {
    Happening at(long atMs);
}
