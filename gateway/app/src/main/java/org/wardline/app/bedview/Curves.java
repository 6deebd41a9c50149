package org.wardline.app.bedview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardline.app.history.Minute;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Signs over time in steps that a screen can show: least, median and greatest of each, so that no spike is lost however long
 * the span is.
 */
final class Curves {
    private Curves() {}

    /** Readings one by one, put into steps. */
    static Map<String, List<Minute>> of(List<ReadingEntry> readings, long stepMs) {
        Map<String, Map<Long, List<Double>>> bySign = new TreeMap<>();
        for (ReadingEntry entry : readings) {
            for (Measurement measurement : entry.reading().values()) {
                if (measurement.hasValue() && measurement.quality().isUsable()) {
                    bySign.computeIfAbsent(measurement.sign().name(), _ -> new TreeMap<>())
                            .computeIfAbsent(entry.measuredAtMs() / stepMs, _ -> new ArrayList<>())
                            .add(measurement.value());
                }
            }
        }
        Map<String, List<Minute>> curves = new TreeMap<>();
        bySign.forEach((sign, steps) -> curves.put(
                sign,
                steps.entrySet().stream()
                        .map(step -> step(step.getKey() * stepMs, step.getValue()))
                        .toList()));
        return curves;
    }

    private static Minute step(long atMs, List<Double> values) {
        return Minute.of(atMs, values.stream().mapToDouble(Double::doubleValue).toArray(), values.size());
    }

    /** Minutes put together into wider steps; the median of a step is the one that has half of all values below it. */
    static List<Minute> wider(List<Minute> minutes, long stepMs) {
        Map<Long, List<Minute>> steps = new TreeMap<>();
        minutes.forEach(minute -> steps.computeIfAbsent(minute.atMs() / stepMs, _ -> new ArrayList<>())
                .add(minute));
        List<Minute> wide = new ArrayList<>();
        steps.forEach((step, within) -> wide.add(together(step * stepMs, within)));
        return wide;
    }

    private static Minute together(long atMs, List<Minute> within) {
        List<Minute> byMedian = within.stream()
                .sorted((one, other) -> Double.compare(one.median(), other.median()))
                .toList();
        int count = within.stream().mapToInt(Minute::count).sum();
        int below = 0;
        double median = byMedian.getFirst().median();
        for (Minute minute : byMedian) {
            if (2 * below < count) {
                median = minute.median();
            }
            below += minute.count();
        }
        return new Minute(
                atMs,
                within.stream().mapToDouble(Minute::least).min().orElse(median),
                median,
                within.stream().mapToDouble(Minute::greatest).max().orElse(median),
                count);
    }
}
