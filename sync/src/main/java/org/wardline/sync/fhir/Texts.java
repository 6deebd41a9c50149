package org.wardline.sync.fhir;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as FHIR writes them. */
final class Texts {
    /** More digits than any sensor of a vital sign gives, fewer than the tail of a binary fraction (37.599998). */
    static final int DIGITS = 7;

    private static final MathContext ROUNDED = new MathContext(DIGITS);
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Texts() {}

    /** A value as the decimal that its device meant: 37.6, not 37.599998; 72, not 72.0. */
    static String decimal(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return BigDecimal.valueOf(value).round(ROUNDED).stripTrailingZeros().toPlainString();
    }

    /** {@code 2026-11-22T04:18:31.123Z}. */
    static String instant(long epochMs) {
        return INSTANT.format(Instant.ofEpochMilli(epochMs));
    }
}
