package org.wardline.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wardline.vitals.StayId;

/** Stays whose patient the record system does not know, each until it is asked again. */
final class Blocked {
    private static final int MAX_STAYS = 1_024;

    private final Map<StayId, Long> untilMs = new LinkedHashMap<>();

    /** Until when nothing of a stay is sent; long ago where nothing is known against it. */
    long until(StayId stay) {
        return untilMs.getOrDefault(stay, Long.MIN_VALUE);
    }

    void block(StayId stay, long until) {
        if (untilMs.size() >= MAX_STAYS) {
            untilMs.remove(untilMs.keySet().iterator().next());
        }
        untilMs.put(stay, until);
    }

    void clear() {
        untilMs.clear();
    }
}
