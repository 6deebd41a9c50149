package org.wardline.vitals;

/**
 * One value of one vital sign, as a device measured it.
 *
 * @param value in {@link VitalSign#unit()}, within the sensor's hard range, or NaN where the device has none
 */
public record Measurement(VitalSign sign, double value, Quality quality) {
    private static final WholeValues<Measurement> WHOLE = new WholeValues<>(
            (sign, value) -> new Measurement(sign, value, sign.isPlausible(value) ? Quality.GOOD : Quality.DOUBTFUL));

    public Measurement {
        if (!Double.isNaN(value) && !sign.canBe(value)) {
            throw new IllegalArgumentException(sign + " cannot be what was given, in " + sign.unit());
        }
        if (Double.isNaN(value) && (quality == Quality.GOOD || quality == Quality.DOUBTFUL)) {
            throw new IllegalArgumentException(sign + " without a value cannot be " + quality);
        }
    }

    /** A good value, or a doubtful one where it is not plausible. */
    public static Measurement of(VitalSign sign, double value) {
        return WHOLE.of(sign, value);
    }

    /** That a device had no value, and why. */
    public static Measurement none(VitalSign sign, Quality why) {
        return new Measurement(sign, Double.NaN, why);
    }

    /** Whether there is a number. */
    public boolean hasValue() {
        return !Double.isNaN(value);
    }

    @Override
    public String toString() {
        return sign + " (" + quality + ")"; // never the value: this may reach a log
    }
}
