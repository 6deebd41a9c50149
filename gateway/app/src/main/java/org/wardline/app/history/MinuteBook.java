package org.wardline.app.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/**
 * The last three days of each present patient by the minute.
 *
 * <p>Why it is kept in memory: a bed's readings lie among those of all other beds in the blocks of the log. Thirty beds at one
 * reading a second are 7.8 million entries in 72 hours, which take 13 s to read on a server's core and most of a minute on a
 * Pi; the answer is 4,320 minutes a sign. Packed they are 8 bytes a minute: seven signs of a patient 0.25 MB, thirty beds
 * 7.5 MB, made hour by hour as values come.
 *
 * <p>By patient and not by bed, so that a minute in which one left and another came is never mixed.
 */
final class MinuteBook {
    /** Patients at once; those who are not in the ward any more leave first. */
    static final int MAX_STAYS = 1_200;

    private final Map<StayId, Map<VitalSign, MinuteSeries>> stays = new HashMap<>();

    /** Takes in what can be judged of a reading of a patient. */
    void add(StayId stay, ReadingEntry entry) {
        Map<VitalSign, MinuteSeries> signs = stays.get(stay);
        if (signs == null) {
            if (stays.size() >= MAX_STAYS) {
                return;
            }
            signs = new HashMap<>();
            stays.put(stay, signs);
        }
        for (Measurement measurement : entry.reading().values()) {
            if (measurement.hasValue() && measurement.quality().isUsable()) {
                signs.computeIfAbsent(measurement.sign(), MinuteSeries::new)
                        .add(entry.measuredAtMs(), measurement.value());
            }
        }
    }

    /** What is known of a patient's signs in a span, by name. */
    Map<String, List<Minute>> between(StayId stay, long fromMs, long toMs) {
        Map<String, List<Minute>> found = new TreeMap<>();
        @Nullable Map<VitalSign, MinuteSeries> signs = stays.get(stay);
        if (signs != null) {
            signs.forEach((sign, series) -> {
                List<Minute> minutes = series.between(fromMs, toMs);
                if (!minutes.isEmpty()) {
                    found.put(sign.name(), new ArrayList<>(minutes));
                }
            });
        }
        return found;
    }

    /** Only these are in the ward. */
    void keepOnly(Set<StayId> present) {
        stays.keySet().retainAll(present);
    }

    void clear() {
        stays.clear();
    }

    int stays() {
        return stays.size();
    }
}
