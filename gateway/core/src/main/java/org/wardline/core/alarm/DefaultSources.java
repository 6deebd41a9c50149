package org.wardline.core.alarm;

import java.util.HashMap;
import java.util.Map;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * Where the numbers of the adult defaults come from, as the table of section 4 says it; the letters are those of section 13
 * and {@link SettingsDefaults}. What a ward set by itself has the ward as its source.
 */
final class DefaultSources {
    /** The ward's own configuration. */
    static final String WARD = "this ward's configuration";

    private static final String SPO2 = "Mindray TM80/TM70 [M1]";
    private static final String REST = "the rest is an engineering default (e)";

    private static final Map<String, String> SOURCES = Map.ofEntries(
            Map.entry(
                    "spo2.low medium",
                    "limit: " + SPO2 + ", Contec CMS8000 [C]; delay: Rheineck, quoted by Welch 2011 [W]; " + REST),
            Map.entry("spo2.low high", "limit: " + SPO2 + "; delay, latch: Philips EarlyVue VS30 [P1]; " + REST),
            Map.entry("heart_rate.low medium", "limit: Mindray TMS60 [M2], Contec CMS8000 [C]; " + REST),
            Map.entry("heart_rate.low high", "limit: Mindray BeneVision N, ePM [M3], NEWS2 2017 [N]; " + REST),
            Map.entry("heart_rate.high medium", "limit: Mindray TMS60 [M2], Contec CMS8000 [C]; " + REST),
            Map.entry("heart_rate.high high", "engineering default (e)"),
            Map.entry("resp_rate.low medium", "limit: an unverified common setting; " + REST),
            Map.entry("resp_rate.low high", "limit: Khanna, PRODIGY 2020 counts 5 and less [K]; " + REST),
            Map.entry("resp_rate.high medium", "limit: Mindray BeneVision N, ePM [M3], LIFEPAK 15 [L]; " + REST),
            Map.entry("nibp_sys.low medium", "limit: " + SPO2 + "; priority (e)"),
            Map.entry("nibp_sys.high low", "limit: " + SPO2 + "; priority (e)"),
            Map.entry("temp.low low", "limit: LIFEPAK 15 [L]; priority (e)"),
            Map.entry("temp.high low", "limit: LIFEPAK 15 [L]; priority (e)"),
            Map.entry("breathing.failing high", "engineering default (e), after Khanna, PRODIGY 2020 [K]"));

    private static final Map<String, Map<String, Object>> DEFAULTS = defaults();

    private DefaultSources() {}

    /** The source of a ward's rule: that of the default when it is the default. */
    static String of(String rule, AlarmPriority level, Map<String, Object> words) {
        String key = key(rule, level);
        return words.equals(DEFAULTS.get(key)) ? SOURCES.getOrDefault(key, WARD) : WARD;
    }

    private static Map<String, Map<String, Object>> defaults() {
        Map<String, Map<String, Object>> words = new HashMap<>();
        for (RuleKind kind : AlarmSettings.defaults().rules.kinds()) {
            kind.levels().forEach((level, rule) -> words.put(key(kind.name(), level), RuleWords.of(rule)));
        }
        return words;
    }

    private static String key(String rule, AlarmPriority level) {
        return rule + ' ' + level.wireName();
    }
}
