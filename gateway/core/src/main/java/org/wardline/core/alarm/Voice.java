package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.alarm.AlarmChange;

/** Says changes, with the wall time once somebody told it (section 2). */
final class Voice {
    /** As many as a rise says. */
    private static final int MOST_FIELDS = 16;

    private final Moment moment;
    private Consumer<AlarmChange> out = change -> {};

    /** Empty until the first {@code clockStepped}. */
    private String clockQuality = "";

    private long wallAheadMs;

    Voice(Moment moment) {
        this.moment = moment;
    }

    void to(Consumer<AlarmChange> consumer) {
        out = consumer;
    }

    void clock(long wallMs, String quality) {
        wallAheadMs = wallMs - moment.nowMs;
        clockQuality = quality;
    }

    void say(String change, Map<String, Object> fields) {
        out.accept(stamped(change, fields));
    }

    AlarmChange stamped(String change, Map<String, Object> fields) {
        if (!clockQuality.isEmpty()) {
            fields.put("wall", moment.nowMs + wallAheadMs);
            fields.put("clock", clockQuality);
        }
        return new AlarmChange(moment.nowMs, change, fields);
    }

    /** Fields by name and value; those without a value are left out. */
    static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(MOST_FIELDS);
        for (int at = 0; at < namesAndValues.length; at += 2) {
            String name = (String) namesAndValues[at];
            Object value = namesAndValues[at + 1];
            if (name != null && value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    void carry(Snapshot snapshot) {
        clockQuality = snapshot.text(clockQuality);
        wallAheadMs = snapshot.number(wallAheadMs);
    }
}
