package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One branch of the settings with the key that leads to it: every reader of a value says what is wrong with it, and where. */
record SettingsTree(String path, Map<String, @Nullable Object> values) {
    static SettingsTree of(String path, @Nullable Object value) throws SettingsProblem {
        if (!(value instanceof Map<?, ?> map)) {
            throw new SettingsProblem(path, "takes named values");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            values.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return new SettingsTree(path, values);
    }

    String key(String name) {
        return path + "." + name;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    Object get(String name) {
        return values.get(name);
    }

    SettingsTree branch(String name) throws SettingsProblem {
        return of(key(name), values.get(name));
    }

    SettingsProblem problem(String name, String reason) {
        return new SettingsProblem(key(name), reason);
    }

    /** The entries under names that are not switched off by null. */
    Map<String, Object> named() throws SettingsProblem {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
            if (!WireNames.isName(entry.getKey())) {
                throw new SettingsProblem(path, "takes named values, names are 1 to 64 of A-Z a-z 0-9 _ -");
            }
            Object value = entry.getValue();
            if (value != null) {
                named.put(entry.getKey(), value);
            }
        }
        return named;
    }

    long duration(String name) throws SettingsProblem {
        return duration(key(name), values.get(name));
    }

    static long duration(String key, @Nullable Object value) throws SettingsProblem {
        if (value instanceof String text) {
            return Durations.parse(text).orElseThrow(() -> notADuration(key, text));
        }
        throw notADuration(key, String.valueOf(value));
    }

    private static SettingsProblem notADuration(String key, String text) {
        return new SettingsProblem(key, "'" + text + "' is not a duration such as 500ms, 15s, 10m, 1h");
    }

    boolean truth(String name) throws SettingsProblem {
        if (values.get(name) instanceof Boolean truth) {
            return truth;
        }
        throw problem(name, "true or false");
    }

    BigDecimal number(String name, String reason) throws SettingsProblem {
        BigDecimal number = decimal(values.get(name));
        if (number == null) {
            throw problem(name, reason);
        }
        return number;
    }

    /** A whole number from 1, written without a point. */
    long count(String name) throws SettingsProblem {
        BigDecimal number = decimal(values.get(name));
        if (number == null || number.scale() != 0 || number.signum() <= 0) {
            throw problem(name, "a whole number from 1");
        }
        return Durations.bounded(number.toBigInteger());
    }

    List<?> list(String name, String reason) throws SettingsProblem {
        if (values.get(name) instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw problem(name, reason);
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case Double real when Double.isFinite(real) -> BigDecimal.valueOf(real);
            case null, default -> null;
        };
    }
}
