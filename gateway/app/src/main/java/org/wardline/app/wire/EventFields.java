package org.wardline.app.wire;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.WireNames;

/** Which fields an event has, and what each must be (Wardline alarm engine, section 2). */
final class EventFields {
    private static final Set<String> LEVELS = Set.of("low", "medium", "high");
    private static final Set<String> FLAGS = Set.of("off", "artefact", "doubtful");
    private static final Set<String> QUALITIES = Set.of("unset", "synced", "stepped");
    private static final Set<String> ACVPU = Set.of("A", "C", "V", "P", "U");
    private static final long HIGHEST_SCALE = 2;

    /** One field of an event. */
    private record Field(Predicate<@Nullable Object> fits, boolean isNeeded) {}

    private static final Map<String, Predicate<@Nullable Object>> ENTRY = Map.of(
            "spo2", EventFields::isNumber,
            "resp_rate", EventFields::isNumber,
            "nibp_sys", EventFields::isNumber,
            "heart_rate", EventFields::isNumber,
            "pulse_rate_spo2", EventFields::isNumber,
            "temp", EventFields::isNumber,
            "o2_supplemental", Boolean.class::isInstance,
            "consciousness_acvpu", value -> value instanceof String text && ACVPU.contains(text),
            "news2_scale", value -> value instanceof Long scale && scale >= 1 && scale <= HIGHEST_SCALE);

    private static final Map<String, Predicate<@Nullable Object>> SET = Map.of(
            "below", EventFields::isNumber,
            "above", EventFields::isNumber,
            "falls", EventFields::isNumber,
            "rises", EventFields::isNumber,
            "margin", value -> isNumber(value) && Numbers.decimal(value).signum() >= 0,
            "delay", EventFields::isWhole,
            "hold", EventFields::isWhole,
            "consecutive", value -> isWhole(value) && Numbers.decimal(value).signum() > 0,
            "latch", Boolean.class::isInstance);

    private static final Predicate<@Nullable Object> NAME = EventFields::isName;
    private static final Predicate<@Nullable Object> NAMES = EventFields::isNames;
    private static final Predicate<@Nullable Object> WHOLE = EventFields::isWhole;
    private static final Predicate<@Nullable Object> TRUTH = Boolean.class::isInstance;
    private static final Predicate<@Nullable Object> TEXT = String.class::isInstance;
    private static final Predicate<@Nullable Object> NUMBER_OR_NULL = EventFields::isNumberOrNull;
    private static final Predicate<@Nullable Object> LEVEL = EventFields::isLevel;
    private static final Predicate<@Nullable Object> SEQ = EventFields::isSeq;
    private static final Predicate<@Nullable Object> STAY = EventFields::isStay;
    private static final Predicate<@Nullable Object> SCALE_OR_NONE = EventFields::isScaleOrNone;
    private static final Predicate<@Nullable Object> FLAG = EventFields::isFlag;
    private static final Predicate<@Nullable Object> QUALITY = EventFields::isQuality;

    /** The fields of one event, by name. */
    private static final class Fields {
        final Map<String, Field> byName = new TreeMap<>();

        Fields need(String field, Predicate<@Nullable Object> fits) {
            byName.put(field, new Field(fits, true));
            return this;
        }

        Fields may(String field, Predicate<@Nullable Object> fits) {
            byName.put(field, new Field(fits, false));
            return this;
        }
    }

    private static final Map<String, Fields> EVENTS = Map.ofEntries(
            Map.entry("tick", new Fields()),
            Map.entry("list", new Fields()),
            Map.entry(
                    "admit",
                    stay(STAY).need("bed", NAME).may("news2", SCALE_OR_NONE).may("who", NAME)),
            Map.entry("discharge", stay(NAME).may("who", NAME)),
            Map.entry(
                    "transfer",
                    stay(NAME).need("to", NAME).may("devices", NAMES).may("who", NAME)),
            Map.entry(
                    "deviceLinked",
                    stay(NAME)
                            .need("device", NAME)
                            .need("signs", value -> isNamed(value, WHOLE))
                            .may("via", NAMES)
                            .may("who", NAME)),
            Map.entry("deviceUnlinked", new Fields().need("device", NAME).may("who", NAME)),
            Map.entry(
                    "reading",
                    new Fields()
                            .need("device", NAME)
                            .need("values", value -> isNamed(value, NUMBER_OR_NULL))
                            .may("seq", SEQ)
                            .may("at", WHOLE)
                            .may("flags", value -> isNamed(value, FLAG))),
            Map.entry(
                    "deviceAlarm",
                    new Fields()
                            .need("device", NAME)
                            .need("name", NAME)
                            .need("on", TRUTH)
                            .may("priority", LEVEL)),
            Map.entry(
                    "fault",
                    new Fields()
                            .need("name", NAME)
                            .need("on", TRUTH)
                            .may("priority", LEVEL)
                            .may("stay", NAME)),
            Map.entry(
                    "observationEntered",
                    stay(NAME).need("who", NAME).may("at", WHOLE).need("values", value -> isOf(value, ENTRY))),
            Map.entry(
                    "score",
                    stay(NAME)
                            .need("model", NAME)
                            .need("version", TEXT)
                            .need("value", NUMBER_OR_NULL)
                            .may("explain", _ -> true)
                            .may("quality", _ -> true)),
            Map.entry(
                    "limitsChanged",
                    stay(NAME)
                            .need("rule", TEXT)
                            .need("level", LEVEL)
                            .need("who", NAME)
                            .may("station", NAME)
                            .need("set", value -> value == null || isOf(value, SET))),
            Map.entry(
                    "acknowledge",
                    station().need("alarm", TEXT).need("v", WHOLE).need("who", NAME)),
            Map.entry(
                    "pauseAudio",
                    station().need("stay", NAME).need("until", WHOLE).need("who", NAME)),
            Map.entry("audioOff", station().need("stay", NAME).need("owner", NAME)),
            Map.entry("audioOn", station().need("stay", NAME).need("who", NAME)),
            Map.entry("stationAlive", station().need("visible", TRUTH).need("canSound", TRUTH)),
            Map.entry("stationLost", station()),
            Map.entry(
                    "stationSaw", station().need("alarm", TEXT).need("v", WHOLE).need("visible", TRUTH)),
            Map.entry("clockStepped", new Fields().need("wall", WHOLE).need("quality", QUALITY)),
            Map.entry("restart", new Fields().may("trusted", TRUTH)));

    private EventFields() {}

    private static Fields stay(Predicate<@Nullable Object> fits) {
        return new Fields().need("stay", fits);
    }

    private static Fields station() {
        return new Fields().need("station", NAME);
    }

    static boolean isEvent(@Nullable Object event) {
        return event instanceof String name && EVENTS.containsKey(name);
    }

    /** The first field by name that is missing, wrong, or not of this event; null when all is right. */
    static @Nullable String wrongField(String event, Map<String, @Nullable Object> said) {
        Fields ofEvent = EVENTS.get(event);
        Map<String, Field> fields = ofEvent == null ? Map.of() : ofEvent.byName;
        String first = null;
        int known = 2; // t and event
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            String name = field.getKey();
            boolean isSaid = said.containsKey(name);
            known += isSaid ? 1 : 0;
            boolean isRight = isSaid ? field.getValue().fits.test(said.get(name)) : !field.getValue().isNeeded;
            first = first == null && !isRight ? name : first;
        }
        if (known == said.size()) {
            return first;
        }
        for (String name : said.keySet()) {
            boolean isOther = !fields.containsKey(name) && !name.equals("t") && !name.equals("event");
            first = isOther && (first == null || name.compareTo(first) < 0) ? name : first;
        }
        return first;
    }

    private static boolean isNumber(@Nullable Object value) {
        return value instanceof Number;
    }

    /** Written whole, from 0. */
    static boolean isWhole(@Nullable Object value) {
        return (value instanceof Long whole && whole >= 0)
                || (value instanceof BigInteger large && large.signum() >= 0);
    }

    private static boolean isNumberOrNull(@Nullable Object value) {
        return value == null || isNumber(value);
    }

    private static boolean isLevel(@Nullable Object value) {
        return value instanceof String text && LEVELS.contains(text);
    }

    private static boolean isSeq(@Nullable Object value) {
        return value instanceof Long seq && seq >= 0;
    }

    private static boolean isStay(@Nullable Object value) {
        return value instanceof String text && WireNames.isStay(text);
    }

    private static boolean isScaleOrNone(@Nullable Object value) {
        return value instanceof Long scale && scale >= 0 && scale <= HIGHEST_SCALE;
    }

    private static boolean isFlag(@Nullable Object value) {
        return value instanceof String said && FLAGS.contains(said);
    }

    private static boolean isQuality(@Nullable Object value) {
        return value instanceof String said && QUALITIES.contains(said);
    }

    private static boolean isName(@Nullable Object value) {
        return value instanceof String text && WireNames.isName(text);
    }

    private static boolean isNames(@Nullable Object value) {
        return value instanceof List<?> list && list.stream().allMatch(EventFields::isName);
    }

    private static boolean isNamed(@Nullable Object value, Predicate<@Nullable Object> fits) {
        if (!(value instanceof Map<?, ?> map)) {
            return false;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!isName(entry.getKey()) || !fits.test(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOf(@Nullable Object value, Map<String, Predicate<@Nullable Object>> fields) {
        return value instanceof Map<?, ?> map
                && map.entrySet().stream().allMatch(entry -> {
                    Predicate<@Nullable Object> fits = fields.get(String.valueOf(entry.getKey()));
                    return fits != null && fits.test(entry.getValue());
                });
    }
}
