package org.wardline.vitals.alarm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing the alarm engine says: a change of one alarm ({@code raised}, {@code escalated}, {@code acknowledged}, …), an
 * {@code answer}, a {@code soundCommand}, a {@code notify}, and so on.
 *
 * <p>It is a small document, since it goes out as one (screen, MQTT, log, record): {@code fields} are the fields of the
 * wire in their order, each a String, Boolean, Long, Double, BigDecimal, List or Map of such, never null.
 *
 * @param atMs on the gateway's monotonic axis
 * @param change its kind, by its name on the wire
 */
public record AlarmChange(long atMs, String change, Map<String, Object> fields) {
    public AlarmChange {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The alarm's name {@code SUBJECT:THING.WHAT:N}; empty for what speaks of no alarm. */
    public Optional<String> alarm() {
        return text("alarm");
    }

    /** The stay or {@code gateway} whose alarm it is. */
    public Optional<String> subject() {
        return alarm().filter(AlarmChange::isAlarmName).map(name -> name.substring(0, name.indexOf(':')));
    }

    /** The kind {@code THING.WHAT} of its alarm. */
    public Optional<String> kind() {
        return alarm().filter(AlarmChange::isAlarmName)
                .map(name -> name.substring(name.indexOf(':') + 1, name.lastIndexOf(':')));
    }

    /** What somebody acknowledges may be no alarm's name; the answer repeats it. */
    private static boolean isAlarmName(String name) {
        int first = name.indexOf(':');
        return first > 0 && name.lastIndexOf(':') > first;
    }

    public Optional<String> bed() {
        return text("bed");
    }

    /** {@code active}, {@code acked}, {@code latched} or {@code over}; only changes of an alarm's own state have it. */
    public Optional<String> state() {
        return text("state");
    }

    public Optional<AlarmPriority> priority() {
        return text("priority").map(AlarmPriority::of);
    }

    /** A field that is text. */
    public Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    @Override
    public String toString() {
        return change + " " + alarm().orElse(""); // never values: this may reach a log
    }
}
