package org.wardline.app.records;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** When a ward's shifts begin, by its own wall clock; the last goes over midnight. */
public record Shifts(List<LocalTime> begin, ZoneId zone) {
    /** Three shifts, in the time zone of this machine. */
    public static final Shifts USUAL =
            new Shifts(List.of(LocalTime.of(7, 0), LocalTime.of(15, 0), LocalTime.of(23, 0)), ZoneId.systemDefault());

    public Shifts {
        begin = begin.stream().sorted().distinct().toList();
        if (begin.isEmpty()) {
            throw new IllegalArgumentException("a ward has one shift at least");
        }
    }

    /** The shift that an instant lies in, whole. */
    public Period at(long wallMs) {
        ZonedDateTime now = Instant.ofEpochMilli(wallMs).atZone(zone);
        ZonedDateTime from = null;
        for (int day = -1; day <= 1; day++) {
            for (LocalTime time : begin) {
                ZonedDateTime start =
                        now.toLocalDate().plusDays(day).atTime(time).atZone(zone);
                if (start.isAfter(now) && from != null) {
                    return new Period(
                            from.toInstant().toEpochMilli(), start.toInstant().toEpochMilli());
                }
                from = start;
            }
        }
        throw new IllegalStateException("tomorrow has a shift");
    }

    /** The shift before the one that an instant lies in. */
    public Period before(long wallMs) {
        return at(at(wallMs).fromMs() - 1);
    }
}
