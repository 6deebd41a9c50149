package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One comparison of a rule: a limit on the last value, or on how far it fell or rose (section 4). */
final class Term {
    /** What is compared with the limit. */
    enum Kind {
        BELOW,
        ABOVE,
        FALLS,
        RISES;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> find(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(wireName)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Which values a trend compares.
     *
     * @param withinMs so much earlier ended the older span
     * @param spanMs the length of both
     */
    record Window(long withinMs, long spanMs) {
        /** How far back it looks. */
        long reachMs() {
            return withinMs + spanMs;
        }
    }

    private final List<String> signs;
    private final Kind kind;
    private final BigDecimal limit;
    private final BigDecimal margin;
    private final Window window;

    private final double limitValue;
    private final @Nullable BigDecimal limitExact;
    private final double backValue;
    private final @Nullable BigDecimal backExact;

    Term(List<String> signs, Kind kind, BigDecimal limit, BigDecimal margin, Window window) {
        this.signs = List.copyOf(signs);
        this.kind = kind;
        this.limit = limit;
        this.margin = margin;
        this.window = window;
        BigDecimal back = kind == Kind.BELOW ? Decimals.plus(limit, margin) : Decimals.minus(limit, margin);
        this.limitValue = limit.doubleValue();
        this.limitExact = Decimals.beside(limit);
        this.backValue = back.doubleValue();
        this.backExact = Decimals.beside(back);
    }

    Term with(BigDecimal newLimit, BigDecimal newMargin) {
        return new Term(signs, kind, newLimit, newMargin, window);
    }

    /** The sign and its other witnesses. */
    List<String> signs() {
        return signs;
    }

    Kind kind() {
        return kind;
    }

    BigDecimal limit() {
        return limit;
    }

    BigDecimal margin() {
        return margin;
    }

    Window window() {
        return window;
    }

    boolean isTrend() {
        return kind == Kind.FALLS || kind == Kind.RISES;
    }

    /** Where one number is; equal to the limit is never beyond. */
    Raw place(double number, @Nullable BigDecimal exact) {
        if (kind == Kind.BELOW) {
            if (Decimals.compare(number, exact, limitValue, limitExact) < 0) {
                return Raw.BEYOND;
            }
            return Decimals.compare(number, exact, backValue, backExact) >= 0 ? Raw.BACK : Raw.BETWEEN;
        }
        if (Decimals.compare(number, exact, limitValue, limitExact) > 0) {
            return Raw.BEYOND;
        }
        return Decimals.compare(number, exact, backValue, backExact) <= 0 ? Raw.BACK : Raw.BETWEEN;
    }

    /** Narrows a band to where no number is beyond; to nothing where doubles alone cannot tell. */
    void narrow(Calm.Band band) {
        if (limitExact != null) {
            band.high = Double.NEGATIVE_INFINITY;
        } else if (kind == Kind.BELOW) {
            band.low = Math.max(band.low, limitValue);
        } else {
            band.high = Math.min(band.high, limitValue);
        }
    }

    /** Whether a number is beyond: the question of every reading, so without detours. */
    boolean isBeyond(double number, @Nullable BigDecimal exact) {
        if (number == limitValue) {
            return place(number, exact) == Raw.BEYOND;
        }
        return kind == Kind.BELOW ? number < limitValue : number > limitValue;
    }
}
