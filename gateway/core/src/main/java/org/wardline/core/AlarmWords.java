package org.wardline.core;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Alarms in English words, short enough for a tile: {@code SpO2 low}, {@code m-12 silent}. */
public final class AlarmWords {
    private static final Map<String, String> THINGS = Map.ofEntries(
            Map.entry("spo2", "SpO2"),
            Map.entry("heart_rate", "HR"),
            Map.entry("pulse_rate_spo2", "PR"),
            Map.entry("resp_rate", "RR"),
            Map.entry("nibp_sys", "NIBP"),
            Map.entry("nibp_dia", "NIBP diastolic"),
            Map.entry("nibp_mean", "NIBP mean"),
            Map.entry("temp", "T"),
            Map.entry("etco2", "EtCO2"),
            Map.entry("news2", "NEWS2"),
            Map.entry("breathing", "Breathing"),
            Map.entry("stations", "Stations"));
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("signal", "no signal"),
            Map.entry("silent", "silent"),
            Map.entry("frozen", "value does not change"),
            Map.entry("clock", "clock is wrong"),
            Map.entry("disagree", "devices disagree"),
            Map.entry("fault", "fault"),
            Map.entry("device", "alarm of the device"),
            Map.entry("score", "score"),
            Map.entry("overdue", "observations overdue"),
            Map.entry("blind", "see nothing"));

    /** What the name of a part ends in that is a device's battery: {@code m-12-battery}. */
    public static final String BATTERY = "-battery";

    private AlarmWords() {}

    /**
     * Words for a kind of alarm.
     *
     * @param kind {@code THING.WHAT}
     */
    public static String of(String kind) {
        int dot = kind.lastIndexOf('.');
        String what = kind.substring(dot + 1);
        if (what.equals("model")) {
            return "Model: unusual";
        }
        if (what.equals("fault") && kind.substring(0, dot).endsWith(BATTERY)) {
            return kind.substring(0, dot - BATTERY.length()) + " battery low";
        }
        return thing(kind.substring(0, dot)) + " " + FACTS.getOrDefault(what, what.replace('_', ' '));
    }

    /** A sign or other thing as nurses call it; its own name where they have no other. */
    public static String thing(String name) {
        return THINGS.getOrDefault(name, name.replace('_', ' '));
    }

    /** Values beyond their limits, such as {@code SpO2 82 < 90}. */
    public static String broken(Map<String, ?> values, Map<String, ?> limits) {
        return broken(values, limits, AlarmWords::thing);
    }

    /** The same with other names of the signs. */
    public static String broken(Map<String, ?> values, Map<String, ?> limits, UnaryOperator<String> name) {
        return values.entrySet().stream()
                .map(value -> name.apply(value.getKey())
                        + beyond(value.getValue(), Optional.ofNullable(limits.get(value.getKey()))))
                .collect(Collectors.joining(", "));
    }

    private static String beyond(Object value, Optional<?> limit) {
        if (value instanceof Number number && limit.isPresent() && limit.get() instanceof Number bound) {
            return " " + value + (number.doubleValue() < bound.doubleValue() ? " < " : " > ") + bound;
        }
        return " " + value;
    }
}
