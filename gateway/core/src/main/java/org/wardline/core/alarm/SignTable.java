package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the engine knows of signs by name (sections 3 and 6); all other signs have no range and no second witness. */
final class SignTable {
    /** Both ends belong to it (section 3.4). */
    record HardRange(double low, double high) {
        static final HardRange ANY = new HardRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        /** Ends are small whole numbers; an exact form matters only where its double sits on one. */
        boolean holds(double value, @Nullable BigDecimal exact) {
            return Decimals.compare(value, exact, low, null) >= 0 && Decimals.compare(value, exact, high, null) <= 0;
        }
    }

    private static final Map<String, HardRange> RANGES = Map.of(
            "spo2", new HardRange(0, 100),
            "heart_rate", new HardRange(0, 350),
            "pulse_rate_spo2", new HardRange(0, 350),
            "resp_rate", new HardRange(0, 200),
            "nibp_sys", new HardRange(0, 320),
            "temp", new HardRange(0, 50));

    /** Another sensor's word for the same thing (section 3.6). */
    private static final Map<String, List<String>> ALSO =
            Map.of("heart_rate", List.of("heart_rate", "pulse_rate_spo2"));

    /** Two devices that differ by more disagree (section 6, an engineering default). */
    private static final Map<String, BigDecimal> TOLERANCE = Map.of(
            "spo2", BigDecimal.valueOf(5), "heart_rate", BigDecimal.valueOf(15), "resp_rate", BigDecimal.valueOf(8));

    private SignTable() {}

    static HardRange range(String sign) {
        return RANGES.getOrDefault(sign, HardRange.ANY);
    }

    static List<String> witnessesOf(String sign) {
        return ALSO.getOrDefault(sign, List.of(sign));
    }

    static @Nullable BigDecimal tolerance(String sign) {
        return TOLERANCE.get(sign);
    }
}
