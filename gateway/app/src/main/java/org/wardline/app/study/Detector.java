package org.wardline.app.study;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;

/**
 * One way to raise alarms: what the alarm engine is set to.
 *
 * @param isPlain readings are judged in order of arrival, whatever their stamps ({@code alarms.delay=0s})
 * @param news2Scale 0 without NEWS2
 */
record Detector(String name, AlarmSettings settings, boolean isPlain, int news2Scale) {
    private static final List<String> LEVELS = List.of("low", "medium", "high");

    /** A limit of the adult defaults (alarm engine, section 4), and the step by which it is moved outwards. */
    private record Limit(String thing, String what, String level, double at, double step) {
        String side() {
            return what.equals("low") ? "below" : "above";
        }

        BigDecimal moved(double steps) {
            double sign = what.equals("low") ? -1 : 1;
            return BigDecimal.valueOf(at + sign * steps * step).setScale(1, RoundingMode.HALF_UP);
        }
    }

    private static final List<Limit> LIMITS = List.of(
            new Limit("spo2", "low", "medium", 90, 2),
            new Limit("spo2", "low", "high", 80, 2),
            new Limit("heart_rate", "low", "medium", 50, 5),
            new Limit("heart_rate", "low", "high", 40, 5),
            new Limit("heart_rate", "high", "medium", 120, 10),
            new Limit("heart_rate", "high", "high", 140, 10),
            new Limit("resp_rate", "low", "medium", 8, 1),
            new Limit("resp_rate", "low", "high", 6, 1),
            new Limit("resp_rate", "high", "medium", 30, 3),
            new Limit("nibp_sys", "low", "medium", 90, 5),
            new Limit("nibp_sys", "high", "low", 160, 10),
            new Limit("temp", "low", "low", 35, 0.3),
            new Limit("temp", "high", "low", 39, 0.3));

    /** Plain limits: the adult defaults without delay, hold and margin; the first reading beyond alarms. */
    static Detector plain() {
        return of("plain limits", Map.of("delay", "0s"), true, 0);
    }

    /** Plain limits, each moved outwards by so many steps of its own; inwards when negative. */
    static Detector plainMoved(double steps) {
        Map<String, @Nullable Object> rules = new LinkedHashMap<>();
        for (Limit limit : LIMITS) {
            Map<String, Object> what = map(map(rules, limit.thing()), limit.what());
            what.put(limit.level(), Map.of(limit.side(), limit.moved(steps)));
        }
        return of("plain limits moved by " + steps, Map.of("delay", "0s", "rules", rules), true, 0);
    }

    @SuppressWarnings("unchecked") // what was put there is such a map
    private static Map<String, Object> map(Map<String, ? super Object> in, String name) {
        return (Map<String, Object>) in.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
    }

    /** NEWS2's lower bound alone: no rule for any sign, and no delay. */
    static Detector news2() {
        Map<String, @Nullable Object> rules = new HashMap<>();
        for (String thing : List.of("spo2", "heart_rate", "resp_rate", "nibp_sys", "temp")) {
            Map<String, @Nullable Object> none = new HashMap<>();
            none.put("low", null);
            if (!thing.equals("spo2")) {
                none.put("high", null);
            }
            rules.put(thing, none);
        }
        Map<String, @Nullable Object> breathing = new HashMap<>();
        breathing.put("failing", null);
        rules.put("breathing", breathing);
        Map<String, Object> news2 = new HashMap<>();
        LEVELS.forEach(level -> news2.put(level, Map.of("delay", "0s", "hold", "0s")));
        return of("NEWS2 lower bound", Map.of("rules", rules, "news2", news2), false, 1);
    }

    /** What a ward gets that sets nothing: limits with delays, margins and holds, and NEWS2. No model. */
    static Detector defaults() {
        return of("Wardline's defaults", Map.of(), false, 1);
    }

    private static Detector of(
            String name, Map<String, ? extends @Nullable Object> alarms, boolean isPlain, int news2) {
        try {
            return new Detector(name, AlarmSettings.of(alarms), isPlain, news2);
        } catch (SettingsProblem e) {
            throw new IllegalStateException("our own settings are wrong", e);
        }
    }
}
