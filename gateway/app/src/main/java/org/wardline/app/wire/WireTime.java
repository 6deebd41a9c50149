package org.wardline.app.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the wire has them: RFC 3339, UTC, milliseconds. */
public final class WireTime {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireTime() {}

    /** Epoch milliseconds as text. */
    public static String of(long wallMs) {
        return FORM.format(Instant.ofEpochMilli(wallMs));
    }
}
