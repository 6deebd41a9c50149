package org.wardline.app.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the wire has them: RFC 3339, UTC, milliseconds. */
public final class WireTime {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final long SECOND_MS = 1_000;

    /** Of many alarms at once the second is worked out once. */
    private static volatile Second last = new Second(0, "1970-01-01T00:00:00.");

    /** A second since 1970, and its text up to the point before the milliseconds. */
    private record Second(long number, String text) {}

    private WireTime() {}

    /** Epoch milliseconds as text. */
    public static String of(long wallMs) {
        long number = Math.floorDiv(wallMs, SECOND_MS);
        Second second = last;
        if (second.number != number) {
            String text = FORM.format(Instant.ofEpochMilli(wallMs));
            second = new Second(number, text.substring(0, text.length() - "123Z".length()));
            last = second;
        }
        long ms = wallMs - number * SECOND_MS;
        return second.text + ms / 100 + ms / 10 % 10 + ms % 10 + 'Z';
    }
}
