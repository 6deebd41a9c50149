package org.wardline.app.limits;

import java.util.Optional;

/**
 * An alarm that was.
 *
 * @param name {@code STAY:THING.WHAT:N}
 * @param endedAtMs {@link Long#MAX_VALUE} while it is present
 * @param useful what somebody said of it
 * @param by who said so, or empty
 */
public record PastAlarm(String name, String kind, long beganAtMs, long endedAtMs, Optional<Boolean> useful, String by) {

    PastAlarm endedAt(long atMs) {
        return new PastAlarm(name, kind, beganAtMs, atMs, useful, by);
    }

    PastAlarm marked(boolean isUseful, String who) {
        return new PastAlarm(name, kind, beganAtMs, endedAtMs, Optional.of(isUseful), who);
    }

    @Override
    public String toString() {
        return name; // never who: this may reach a log
    }
}
