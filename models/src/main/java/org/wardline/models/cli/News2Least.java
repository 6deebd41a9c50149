package org.wardline.models.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/**
 * The lower bound of NEWS2 from charted signs: the sum of the parts that are known, nothing for those that are not. Only to compare a model with; the
 * ward's own NEWS2 is the gateway's.
 *
 * <p>A part is known for the hour it was charted in and the one after it, temperature for six. Cut points: Royal College of Physicians, National Early
 * Warning Score (NEWS) 2, 2017, chart 1; SpO2 by scale 1; rounding half up.
 */
final class News2Least {
    private static final long HOUR_MS = 3_600_000;
    private static final int RR = 0;
    private static final int SPO2 = 1;
    private static final int SBP = 2;
    private static final int PULSE = 3;
    private static final int TEMP = 4;
    private static final long[] HOLD_MS = {HOUR_MS, HOUR_MS, HOUR_MS, HOUR_MS, 6 * HOUR_MS};

    private final int[] points = new int[HOLD_MS.length];
    private final long[] untilMs = new long[HOLD_MS.length];

    /** Takes what was charted and says the bound of that time. */
    int hear(Reading reading) {
        for (Measurement value : reading.values()) {
            int part = part(value.sign());
            if (part >= 0 && value.hasValue()) {
                points[part] = points(part, value.value());
                untilMs[part] = reading.measuredAtMs() + HOLD_MS[part];
            }
        }
        int least = 0;
        for (int part = 0; part < points.length; part++) {
            least += untilMs[part] >= reading.measuredAtMs() ? points[part] : 0;
        }
        return least;
    }

    /** The bound of one reading alone. */
    static int of(Reading reading) {
        return new News2Least().hear(reading);
    }

    private static int part(VitalSign sign) {
        if (sign == VitalSign.RESP_RATE) {
            return RR;
        }
        if (sign == VitalSign.SPO2) {
            return SPO2;
        }
        if (sign == VitalSign.NIBP_SYS) {
            return SBP;
        }
        if (sign == VitalSign.HEART_RATE) {
            return PULSE;
        }
        return sign == VitalSign.TEMP ? TEMP : -1;
    }

    private static int points(int part, double value) {
        double rounded = BigDecimal.valueOf(value)
                .setScale(part == TEMP ? 1 : 0, RoundingMode.HALF_UP)
                .doubleValue();
        return switch (part) {
            case RR -> band(rounded, 8, 3, 11, 1, 20, 0, 24, 2, 3);
            case SPO2 -> band(rounded, 91, 3, 93, 2, 95, 1, 0);
            case SBP -> band(rounded, 90, 3, 100, 2, 110, 1, 219, 0, 3);
            case PULSE -> band(rounded, 40, 3, 50, 1, 90, 0, 110, 1, 130, 2, 3);
            default -> band(rounded, 35.0, 3, 36.0, 1, 38.0, 0, 39.0, 1, 2);
        };
    }

    /** Pairs of upper end and points, then the points above the last end. */
    private static int band(double value, double... ends) {
        for (int at = 0; at + 1 < ends.length; at += 2) {
            if (value <= ends[at]) {
                return (int) ends[at + 1];
            }
        }
        return (int) ends[ends.length - 1];
    }
}
