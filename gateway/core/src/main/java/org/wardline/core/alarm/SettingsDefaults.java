package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adult defaults as a tree (Wardline alarm engine, section 4). Sources, by the letters of its section 13: M1 Mindray
 * TM80/TM70 manuals; M2 Mindray TMS60; M3 Mindray BeneVision N and ePM; C Contec CMS8000; L LIFEPAK 15; P1 Philips EarlyVue
 * VS30; W Rheineck, quoted by Welch, BI&amp;T 2011; K Khanna et al., PRODIGY, Anesth Analg 2020; N Royal College of
 * Physicians, NEWS2, 2017; S ISA-18.2; D1, D2 Dräger manuals; (e) an engineering default.
 */
final class SettingsDefaults {
    private SettingsDefaults() {}

    /** A new tree each time: who lays settings over it changes it. */
    static Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = map("rules", rules(), "models", map(), "presets", map());
        tree.put(
                "news2",
                map(
                        "low", map("delay", "60s", "hold", "5m", "realarm", "0s"), // (e)
                        "medium", map("delay", "60s", "hold", "5m", "realarm", "1h"), // N: Clinical Medicine table
                        "high", map("delay", "60s", "hold", "5m", "realarm", "30m"))); // N: Clinical Medicine table
        tree.put("realarm", map("low", "0s", "medium", "15m", "high", "5m")); // (e); bedside monitors 2–3 min
        tree.put(
                "steps",
                map(
                        "low", List.of("nurse:0s"),
                        "medium", List.of("nurse:0s", "charge:180s"), // (e)
                        "high", List.of("nurse:0s", "charge:60s", "team:120s"))); // (e)
        tree.put("delay", null);
        tree.putAll(map("stale", "15s", "episodic", "1h", "silence", "30s", "gather", "5s", "future", "2s")); // (e)
        tree.putAll(map("frozen", "10m", "reminder", "10m", "rest", "1h")); // (e)
        tree.putAll(map("pause", "2m", "unseen", "10s")); // D1 · D2
        tree.put("stations", map("required", false, "alive", "5s", "grace", "5s")); // (e)
        tree.put("flood", map("ward", number("10"), "stay", number("6"))); // S · (e)
        return tree;
    }

    private static Map<String, @Nullable Object> rules() {
        Map<String, @Nullable Object> spo2Low = map(
                "medium", limit("below", "90", "2", "15s", "10s"), // limit M1, C; delay W; margin, hold (e)
                "high", latching(limit("below", "80", "2", "10s", "10s"))); // limit M1; delay, latch P1
        Map<String, @Nullable Object> heartRateLow = map(
                "medium", limit("below", "50", "3", "10s", "10s"), // limit M2, C; the rest (e)
                "high", latching(limit("below", "40", "3", "5s", "10s"))); // limit M3, N; the rest (e)
        Map<String, @Nullable Object> heartRateHigh = map(
                "medium", limit("above", "120", "5", "15s", "10s"), // limit M2, C; the rest (e)
                "high", latching(limit("above", "140", "5", "10s", "10s"))); // (e)
        Map<String, @Nullable Object> respRateLow = map(
                "medium", limit("below", "8", "1", "15s", "10s"), // an unverified common setting
                "high", latching(limit("below", "6", "1", "15s", "10s"))); // K counts ≤ 5
        Map<String, @Nullable Object> respRateHigh = map("medium", limit("above", "30", "2", "15s", "10s")); // M3, L
        return map(
                "spo2", map("low", spo2Low),
                "heart_rate", map("low", heartRateLow, "high", heartRateHigh),
                "resp_rate", map("low", respRateLow, "high", respRateHigh),
                "nibp_sys", // M1; priority (e)
                        map(
                                "low",
                                map("medium", map("below", number("90"))),
                                "high",
                                map("low", map("above", number("160")))),
                "temp", // L; priority (e)
                        map(
                                "low",
                                map("low", map("below", number("35"))),
                                "high",
                                map("low", map("above", number("39")))),
                "breathing", map("failing", map("high", breathingFailing())));
    }

    /** (e), after K: saturation falls while breathing is slow. */
    private static Map<String, @Nullable Object> breathingFailing() {
        return map(
                "all",
                List.of(
                        map("sign", "spo2", "falls", number("3"), "within", "10m", "span", "60s"),
                        map("sign", "resp_rate", "below", number("10"), "margin", number("1"))),
                "delay",
                "30s",
                "hold",
                "60s",
                "latch",
                true);
    }

    private static Map<String, @Nullable Object> limit(
            String kind, String limit, String margin, String delay, String hold) {
        return map(kind, number(limit), "margin", number(margin), "delay", delay, "hold", hold);
    }

    private static Map<String, @Nullable Object> latching(Map<String, @Nullable Object> rule) {
        rule.put("latch", true);
        return rule;
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static Map<String, @Nullable Object> map(Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            map.put((String) keysAndValues[at], keysAndValues[at + 1]);
        }
        return map;
    }
}
