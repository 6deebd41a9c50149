package org.wardline.app.records;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardline.core.news2.News2Number;
import org.wardline.core.news2.News2Tally;
import org.wardline.core.news2.Part;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/**
 * What is known of one patient for NEWS2, by the rules of the alarm engine (section 8): device values of breathing, oxygen and
 * pulse count for 5 minutes, pressure and temperature for 6 hours, what was entered for 6 hours; of a sign the first device
 * that has a young value; of device and entry the newer.
 */
final class ScoreParts {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    static final long ENTRY_MS = 6 * HOUR_MS;

    /** Of one part that was entered; the oldest make room. */
    static final int MAX_VALUES = 64;

    private static final long NO_ENTRY = -1;
    private static final String OXYGEN = "o2_supplemental";
    private static final String CONSCIOUSNESS = "consciousness_acvpu";
    private static final Map<String, Long> DEVICE_MS = Map.of(
            "resp_rate", 5 * MINUTE_MS,
            "spo2", 5 * MINUTE_MS,
            "pulse_rate_spo2", 5 * MINUTE_MS,
            "heart_rate", 5 * MINUTE_MS,
            "nibp_sys", 6 * HOUR_MS,
            "temp", 6 * HOUR_MS);

    private final Map<String, Map<String, Value>> measured = new HashMap<>(); // by sign, by device in order
    private final Map<String, List<Value>> entered = new HashMap<>(); // by part, in order of time
    private final Map<String, Value> saidByDevice = new HashMap<>();
    private final News2Tally tally = new News2Tally();
    private final News2Number number = new News2Number();

    /**
     * What was entered at once.
     *
     * @param number names it within its stay
     * @param seenMs epoch milliseconds
     */
    record Entry(long number, Map<String, Object> values, long seenMs) {}

    /** A value, when it was so, and of which entry it is; a device's of {@link #NO_ENTRY}. */
    private record Value(Object value, long atMs, long entry) {
        Value(Object value, long atMs) {
            this(value, atMs, NO_ENTRY);
        }

        Value later(long byMs) {
            return new Value(value, atMs + byMs, entry);
        }
    }

    void measured(ReadingEntry entry, long nowMs) {
        boolean isTimed = switch (entry.reading().clock()) {
            case NONE, UNTRUSTED -> false;
            case CORRECTED, DEVICE -> true;
        };
        long atMs = isTimed ? Math.min(entry.measuredAtMs() - entry.reading().receivedAtMs(), 0) + nowMs : nowMs;
        String device = entry.reading().device().name();
        for (Measurement measurement : entry.reading().values()) {
            if (measurement.hasValue() && isValue(measurement.quality())) {
                measured(device, measurement, atMs);
                part(measurement).ifPresent(part -> said(part.getKey(), part.getValue(), atMs, nowMs));
            }
        }
    }

    private static boolean isValue(Quality quality) {
        return quality.isUsable();
    }

    private void measured(String device, Measurement measurement, long atMs) {
        String sign = measurement.sign().name();
        if (DEVICE_MS.containsKey(sign)) {
            measured.computeIfAbsent(sign, _ -> new LinkedHashMap<>())
                    .merge(
                            device,
                            new Value(measurement.value(), atMs),
                            (old, next) -> next.atMs() > old.atMs() ? next : old);
        }
    }

    private static Optional<Map.Entry<String, Object>> part(Measurement measurement) {
        if (measurement.sign() == VitalSign.O2_FLOW) {
            return Optional.of(Map.entry(OXYGEN, measurement.value() > 0));
        }
        if (measurement.sign() == VitalSign.CONSCIOUSNESS) {
            int letter = (int) measurement.value();
            return Optional.of(Map.entry(CONSCIOUSNESS, VitalSign.ACVPU.substring(letter, letter + 1)));
        }
        return Optional.empty();
    }

    private void said(String part, Object value, long atMs, long nowMs) {
        Value before = saidByDevice.get(part);
        if (before == null || !before.value().equals(value) || nowMs - before.atMs() >= Part.TAKEN_AGAIN_MS) {
            saidByDevice.put(part, new Value(value, nowMs));
            enter(part, new Value(value, atMs));
        }
    }

    /** What some devices measured counts no more; what they were taken at their word for does. */
    void forget(Predicate<String> devices) {
        measured.values().forEach(values -> values.keySet().removeIf(devices));
    }

    /** All was so much later, by the wall clock that is now. */
    void shift(long byMs) {
        measured.values().forEach(values -> values.replaceAll((_, value) -> value.later(byMs)));
        entered.values().forEach(values -> values.replaceAll(value -> value.later(byMs)));
        saidByDevice.replaceAll((_, value) -> value.later(byMs));
    }

    void entered(Entry entry, long nowMs) {
        long atMs = Math.min(entry.seenMs(), nowMs);
        entry.values().forEach((part, value) -> enter(part, new Value(value, atMs, entry.number())));
    }

    private void enter(String part, Value value) {
        List<Value> values = entered.computeIfAbsent(part, _ -> new ArrayList<>());
        int at = values.size();
        while (at > 0 && values.get(at - 1).atMs() > value.atMs()) {
            at--;
        }
        values.add(at, value);
        long newestMs = values.getLast().atMs();
        values.removeIf(old -> newestMs - old.atMs() >= ENTRY_MS);
        if (values.size() > MAX_VALUES) {
            values.removeFirst();
        }
    }

    /** It never had been entered: what was before counts again. */
    void withdrawn(long entry) {
        entered.values().forEach(values -> values.removeIf(value -> value.entry() == entry));
    }

    /** The score at a time. */
    Told.Score score(int scale, long nowMs) {
        tally.clear(scale);
        Value oxygen = young(OXYGEN, nowMs);
        if (oxygen != null) {
            tally.oxygen(Boolean.TRUE.equals(oxygen.value()));
        }
        Value consciousness = young(CONSCIOUSNESS, nowMs);
        if (consciousness != null) {
            tally.consciousness("A".equals(consciousness.value()));
        }
        number(Part.RR, "resp_rate", nowMs);
        number(Part.SPO2, "spo2", nowMs);
        number(Part.SBP, "nibp_sys", nowMs);
        number(Part.PULSE, "pulse_rate_spo2", nowMs);
        if (!tally.isKnown(Part.PULSE)) {
            number(Part.PULSE, "heart_rate", nowMs);
        }
        number(Part.TEMP, "temp", nowMs);
        return new Told.Score(nowMs, tally.least(), tally.most(), tally.hasThree(), tally.missing());
    }

    private @Nullable Value young(String part, long nowMs) {
        List<Value> values = entered.getOrDefault(part, List.of());
        Value value = values.isEmpty() ? null : values.getLast();
        return value != null && nowMs - value.atMs() < ENTRY_MS ? value : null;
    }

    private void number(Part part, String sign, long nowMs) {
        Value entry = young(sign, nowMs);
        Value device = firstYoung(sign, nowMs);
        if (entry != null && (device == null || entry.atMs() >= device.atMs())) {
            if (entry.value() instanceof Number value) {
                tally.number(part, number.set(value.doubleValue(), value instanceof BigDecimal exact ? exact : null));
            }
        } else if (device != null && device.value() instanceof Number value) {
            tally.number(part, number.set(value.doubleValue(), null));
        }
    }

    private @Nullable Value firstYoung(String sign, long nowMs) {
        long ageMs = DEVICE_MS.getOrDefault(sign, 0L);
        for (Value value : measured.getOrDefault(sign, Map.of()).values()) {
            if (nowMs - value.atMs() < ageMs) {
                return value;
            }
        }
        return null;
    }
}
