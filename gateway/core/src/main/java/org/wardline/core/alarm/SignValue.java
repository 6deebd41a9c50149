package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one reading says of one sign (Wardline alarm engine, section 3).
 *
 * @param value in the sign's unit; NaN where the device gave none
 * @param exact the decimal as it came, where the double alone does not say it (see {@link Decimals}); else null
 */
public record SignValue(
        String sign, double value, Flag flag, @Nullable BigDecimal exact) {
    /** What the device says of the value. */
    public enum Flag {
        NONE,
        /** The probe is off: no value, and the last one counts no more. */
        OFF,
        /** No value; the last one holds while fresh. */
        ARTEFACT,
        /** A value all the same. */
        DOUBTFUL
    }

    /** A value with nothing said about it. */
    public static SignValue of(String sign, double value) {
        return new SignValue(sign, value, Flag.NONE, null);
    }

    /** A decimal, exactly. */
    public static SignValue of(String sign, BigDecimal value, Flag flag) {
        return new SignValue(sign, value.doubleValue(), flag, Decimals.beside(value));
    }

    /** An attempt without a number. */
    public static SignValue none(String sign, Flag flag) {
        return new SignValue(sign, Double.NaN, flag, null);
    }

    /** The number as a decimal; empty where the device gave none. */
    public Optional<Number> number() {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(Decimals.wire(value, exact));
    }

    @Override
    public String toString() {
        return sign + " " + flag; // never the value: this may reach a log
    }
}
