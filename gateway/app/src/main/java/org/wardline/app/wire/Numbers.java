package org.wardline.app.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.Durations;

/** Numbers of {@link JsonTree} as the engine takes them. */
final class Numbers {
    private Numbers() {}

    static BigDecimal decimal(@Nullable Object number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case null, default -> throw new IllegalArgumentException("not a number");
        };
    }

    /** A whole number that is a time or a count, at most {@link Durations#FOREVER}. */
    static long time(@Nullable Object whole) {
        return whole instanceof Long small
                ? Math.min(small, Durations.FOREVER)
                : Durations.bounded(decimal(whole).toBigInteger());
    }
}
