package org.wardline.core;

import org.wardline.core.alarm.AlarmEvent;

/** Something that happens on the ward's thread, when its turn comes: an event without its time. */
@FunctionalInterface
public interface Act {
    AlarmEvent at(long atMs);
}
