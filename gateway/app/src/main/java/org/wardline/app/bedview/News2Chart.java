package org.wardline.app.bedview;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Minute;
import org.wardline.core.news2.News2Number;
import org.wardline.core.news2.News2Tally;
import org.wardline.core.news2.Part;
import org.wardline.vitals.VitalSign;

/**
 * The NEWS2 chart of a patient: one column for each time that somebody signed, and one for now.
 *
 * <p>Each column is counted as the alarm engine counts (its section 8): of what was entered in the last six hours and what a
 * device gave in the last five minutes, six hours for pressure and temperature, the newer counts; what is not known is not
 * scored. Points and thresholds: Royal College of Physicians, NEWS2, London 2017, charts 1, 2 and 4.
 */
final class News2Chart {
    /** An entry counts so long (alarm engine, section 8). */
    static final long ENTRY_MS = 6 * 3_600_000L;

    private static final long OFTEN_MS = 300_000;
    private static final int URGENT = 5;

    /** Where a part looks for its number, the first that has one first. */
    private static final Map<Part, List<String>> SIGNS = Map.of(
            Part.RR, List.of("resp_rate"),
            Part.SPO2, List.of("spo2"),
            Part.SBP, List.of("nibp_sys"),
            Part.PULSE, List.of("pulse_rate_spo2", "heart_rate"),
            Part.TEMP, List.of("temp"));

    private final Map<String, Said> entered = new HashMap<>();
    private Map<String, List<Minute>> devices;
    private Map<String, List<Minute>> history; // in the column of now with each device's last word
    private final Set<String> deviceNames;
    private int scale;

    /**
     * What somebody entered, in the order in which they did.
     *
     * @param id names it within the stay
     * @param atMs epoch milliseconds, when it was seen
     * @param who a person, or a device that reports oxygen or consciousness itself
     * @param withdrawn that it was entered in error
     */
    record Entry(long id, long atMs, String who, Map<String, Object> values, Optional<Withdrawn> withdrawn) {
        Entry {
            values = Map.copyOf(values);
        }

        /** Who was first to say so. */
        Entry withdrawn(Withdrawn by) {
            return withdrawn.isPresent() ? this : new Entry(id, atMs, who, values, Optional.of(by));
        }
    }

    /** Who said that it was entered in error, and when: epoch milliseconds. */
    record Withdrawn(String by, long atMs) {}

    /** A value, since when, and by whom: {@code hand} or {@code device}. */
    private record Said(Object value, long atMs, String source) {}

    /**
     * One part of a column.
     *
     * @param value a number, true for oxygen and false for air, or a letter of ACVPU
     */
    record Scored(Object value, int points, String source, long atMs) {}

    /**
     * One column.
     *
     * @param entry names what was entered; 0 for the one that is not signed
     * @param who who signed it; empty for the one that is not signed
     * @param parts those that are known
     * @param extra what was entered beside the seven: diastolic pressure, litres of oxygen
     * @param dueMs when it is to be done again; 0 where there is no total
     * @param withdrawn that it was entered in error: it has its own values alone, and counts nowhere
     */
    record Column(
            long entry,
            long atMs,
            String who,
            int scale,
            Map<Part, Scored> parts,
            Map<String, Object> extra,
            int least,
            int most,
            List<String> missing,
            boolean hasThree,
            long dueMs,
            Optional<Withdrawn> withdrawn) {
        Column {
            parts = new EnumMap<>(parts);
            extra = Map.copyOf(extra);
            missing = List.copyOf(missing);
        }

        boolean isComplete() {
            return missing.isEmpty() && withdrawn.isEmpty();
        }
    }

    private News2Chart(Map<String, List<Minute>> devices, Set<String> deviceNames, int scale) {
        this.history = devices;
        this.devices = devices;
        this.deviceNames = deviceNames;
        this.scale = scale;
    }

    /**
     * The columns, the oldest first; the last one is now's and not signed.
     *
     * @param devices what devices gave, by name of the sign
     * @param deviceNames who is a device and signs nothing
     * @param scaleNow the scale of oxygen saturation; an entry names one only where it is another than before
     * @param newest each device's last word, which counts in the column of now
     */
    static List<Column> of(
            List<Entry> entries,
            Map<String, List<Minute>> devices,
            Set<String> deviceNames,
            int scaleNow,
            Map<String, Minute> newest,
            long nowMs) {
        int scaleBefore = entries.stream()
                .filter(entry -> entry.withdrawn().isEmpty())
                .flatMap(entry -> scale(entry).stream())
                .findFirst()
                .map(said -> said == 2 ? 1 : 2)
                .orElse(scaleNow);
        var chart = new News2Chart(devices, deviceNames, scaleBefore);
        List<Column> columns = new ArrayList<>();
        for (Entry entry : entries) {
            News2Chart of = entry.withdrawn().isEmpty() ? chart : new News2Chart(Map.of(), deviceNames, chart.scale);
            of.take(entry);
            if (of.isSigned(entry)) {
                columns.add(of.column(entry));
            }
        }
        chart.devices = newest.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        chart.history = new HashMap<>(devices);
        chart.devices.forEach((sign, last) -> chart.history.merge(
                sign,
                last,
                (before, now) -> Stream.concat(before.stream(), now.stream()).toList()));
        columns.add(chart.column(new Entry(0, nowMs, "", Map.of(), Optional.empty())));
        return columns;
    }

    private boolean isSigned(Entry entry) {
        return !deviceNames.contains(entry.who());
    }

    private void take(Entry entry) {
        String source = isSigned(entry) ? "hand" : "device";
        entry.values()
                .forEach((name, value) -> entered.merge(
                        name,
                        new Said(value, entry.atMs(), source),
                        (before, now) -> now.atMs() >= before.atMs() ? now : before));
        scale = scale(entry).orElse(scale);
    }

    private static Optional<Integer> scale(Entry entry) {
        return entry.values().get("news2_scale") instanceof BigDecimal said
                ? Optional.of(said.intValue())
                : Optional.empty();
    }

    private Column column(Entry entry) {
        long atMs = entry.atMs();
        var tally = new News2Tally();
        tally.clear(scale);
        Map<Part, Said> known = known(atMs);
        score(tally, known);
        Map<Part, Scored> parts = new EnumMap<>(Part.class);
        known.forEach((part, said) ->
                parts.put(part, new Scored(said.value(), tally.least(part), said.source(), said.atMs())));
        Map<String, Object> extra = new LinkedHashMap<>();
        for (String name : List.of("nibp_dia", "o2_flow")) {
            Object value = entry.values()
                    .getOrDefault(
                            name,
                            Optional.ofNullable(young(name, atMs))
                                    .map(Said::value)
                                    .orElse(null));
            if (value != null) {
                extra.put(name, value);
            }
        }
        boolean isComplete = tally.missing().isEmpty();
        return new Column(
                entry.id(),
                atMs,
                entry.who(),
                scale,
                parts,
                extra,
                tally.least(),
                tally.most(),
                tally.missing(),
                tally.hasThree(),
                isComplete ? atMs + intervalMs(tally) : 0,
                entry.withdrawn());
    }

    private static long intervalMs(News2Tally tally) {
        if (tally.least() >= URGENT || tally.hasThree()) {
            return 3_600_000;
        }
        return tally.least() > 0 ? 6 * 3_600_000L : 12 * 3_600_000L;
    }

    private static void score(News2Tally tally, Map<Part, Said> known) {
        Said oxygen = known.get(Part.O2);
        if (oxygen != null) {
            tally.oxygen(Boolean.TRUE.equals(oxygen.value())); // before SpO2: on scale 2 its points depend on it
        }
        known.forEach((part, said) -> {
            switch (part) {
                case O2 -> {} // above
                case CONSCIOUSNESS -> tally.consciousness("A".equals(said.value()));
                case RR, SPO2, SBP, PULSE, TEMP -> tally.number(part, number(said.value()));
            }
        });
    }

    private static News2Number number(Object value) {
        BigDecimal decimal = new BigDecimal(value.toString());
        return new News2Number().set(decimal.doubleValue(), decimal);
    }

    private Map<Part, Said> known(long atMs) {
        Map<Part, Said> known = new EnumMap<>(Part.class);
        put(known, Part.O2, newer(young("o2_supplemental", atMs), taken("o2_flow", flow -> flow > 0, atMs)));
        put(
                known,
                Part.CONSCIOUSNESS,
                newer(young("consciousness_acvpu", atMs), taken("consciousness_acvpu", News2Chart::letter, atMs)));
        SIGNS.forEach((part, signs) -> {
            for (String sign : signs) {
                if (!known.containsKey(part)) {
                    put(known, part, newer(young(sign, atMs), measured(sign, atMs)));
                }
            }
        });
        return known;
    }

    private static void put(Map<Part, Said> known, Part part, @Nullable Said said) {
        if (said != null) {
            known.put(part, said);
        }
    }

    /** The entered one when equal. */
    private static @Nullable Said newer(@Nullable Said entry, @Nullable Said device) {
        if (entry == null || device == null) {
            return entry == null ? device : entry;
        }
        return entry.atMs() >= device.atMs() ? entry : device;
    }

    private @Nullable Said young(String name, long atMs) {
        Said said = entered.get(name);
        return said != null && atMs - said.atMs() < ENTRY_MS ? said : null;
    }

    /** What a device is taken at its word for counts as if it was entered (alarm engine, section 8): what is new, or again after a while. */
    private @Nullable Said taken(String sign, DoubleFunction<Object> word, long atMs) {
        @Nullable Said taken = null;
        for (Minute minute : history.getOrDefault(sign, List.of())) {
            Said said = new Said(word.apply(minute.median()), minute.atMs(), "device");
            boolean isNews = taken == null
                    || !taken.value().equals(said.value())
                    || said.atMs() - taken.atMs() >= Part.TAKEN_AGAIN_MS;
            if (said.atMs() <= atMs && isNews) {
                taken = said;
            }
        }
        return taken == null || atMs - taken.atMs() >= ENTRY_MS ? null : taken;
    }

    private static String letter(double place) {
        return String.valueOf(VitalSign.ACVPU.charAt((int) place));
    }

    /** What a device gave last. */
    private @Nullable Said measured(String sign, long atMs) {
        return measured(sign, atMs, sign.equals("nibp_sys") || sign.equals("temp") ? ENTRY_MS : OFTEN_MS);
    }

    private @Nullable Said measured(String sign, long atMs, long youngMs) {
        List<Minute> minutes = devices.getOrDefault(sign, List.of());
        for (int at = minutes.size() - 1; at >= 0; at--) {
            Minute minute = minutes.get(at);
            if (minute.atMs() <= atMs) {
                return atMs - minute.atMs() < youngMs
                        ? new Said(BigDecimal.valueOf(minute.median()).stripTrailingZeros(), minute.atMs(), "device")
                        : null;
            }
        }
        return null;
    }
}
