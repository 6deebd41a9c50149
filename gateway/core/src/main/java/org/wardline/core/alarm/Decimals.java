package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Decimals that are carried as doubles, and compared as the decimals they are.
 *
 * <p>A decimal of at most {@link #FAITHFUL_DIGITS} digits survives the way to a double and back, and two such decimals are in
 * the order of their doubles. One of more digits is carried beside its double; rounding keeps order, so the long form is
 * asked only when two doubles are equal.
 */
public final class Decimals {
    /** DBL_DIG: so many digits of a decimal survive in a double. */
    private static final int FAITHFUL_DIGITS = 15;

    /** Far inside of what a normal double can hold. */
    private static final int FAITHFUL_EXPONENT = 290;

    /** For differences: more digits than any measurement has, and bounded, whatever exponent comes in. */
    private static final MathContext DIFFERENCE = MathContext.DECIMAL128;

    private static final double LARGEST_WHOLE = 1L << 53;

    private Decimals() {}

    /** The long form where the double alone does not say it, else null. */
    public static @Nullable BigDecimal beside(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return null;
        }
        long exponent = (long) decimal.precision() - decimal.scale();
        boolean isFaithful = decimal.precision() <= FAITHFUL_DIGITS && Math.abs(exponent) <= FAITHFUL_EXPONENT;
        if (isFaithful) {
            return null;
        }
        double nearest = decimal.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(decimal) == 0 ? null : decimal;
    }

    static int compare(double a, @Nullable BigDecimal exactA, double b, @Nullable BigDecimal exactB) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return exactA == null && exactB == null ? 0 : exact(a, exactA).compareTo(exact(b, exactB));
    }

    static BigDecimal exact(double value, @Nullable BigDecimal beside) {
        return beside != null ? beside : BigDecimal.valueOf(value);
    }

    static BigDecimal plus(BigDecimal a, BigDecimal b) {
        return a.add(b, DIFFERENCE);
    }

    static BigDecimal minus(BigDecimal a, BigDecimal b) {
        return a.subtract(b, DIFFERENCE);
    }

    static BigDecimal mean(BigDecimal a, BigDecimal b) {
        return a.add(b, DIFFERENCE).divide(BigDecimal.TWO, DIFFERENCE);
    }

    /** As it is written: a whole number without a point. */
    static Number wire(double value, @Nullable BigDecimal beside) {
        if (beside != null) {
            return beside;
        }
        if (Math.rint(value) == value && Math.abs(value) < LARGEST_WHOLE) {
            return (long) value;
        }
        return BigDecimal.valueOf(value);
    }
}
