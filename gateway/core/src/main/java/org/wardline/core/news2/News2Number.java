package org.wardline.core.news2;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A decimal to be scored, reused from one to the next: scoring is done for every reading.
 *
 * <p>Compared as the decimal it is, never as a binary fraction: 38.05 is at least 38.05.
 */
public final class News2Number {
    private double value;
    private @Nullable BigDecimal exact;

    /**
     * Takes a number.
     *
     * @param exactForm the decimal, where the double alone does not say it; else null
     */
    public News2Number set(double number, @Nullable BigDecimal exactForm) {
        value = number;
        exact = exactForm;
        return this;
    }

    boolean isAtLeast(double bound) {
        if (value == bound && exact != null) {
            return exact.compareTo(BigDecimal.valueOf(bound)) >= 0;
        }
        return value >= bound;
    }

    boolean roundsAbove(int whole) {
        return isAtLeast(whole + 0.5);
    }
}
