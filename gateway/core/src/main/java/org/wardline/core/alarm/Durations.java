package org.wardline.core.alarm;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written: {@code 500ms 15s 10m 1h}; all in milliseconds. */
public final class Durations {
    static final long SECOND = 1000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    /** Longer than any ward: times and durations above it are this, so that sums of a few cannot overflow. */
    public static final long FOREVER = Long.MAX_VALUE / 8;

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)(ms|s|m|h)");
    private static final BigInteger BOUND = BigInteger.valueOf(FOREVER);

    private Durations() {}

    static Optional<Long> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        long unit = switch (written.group(2)) {
            case "ms" -> 1;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            default -> HOUR;
        };
        return Optional.of(bounded(new BigInteger(written.group(1)).multiply(BigInteger.valueOf(unit))));
    }

    /** A whole number, at most {@link #FOREVER}. */
    public static long bounded(BigInteger whole) {
        return whole.min(BOUND).longValueExact();
    }
}
