package org.wardline.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.log.ReadingEntry;

/** What of a reading is worth filing: good and doubtful values, a panel's parts together. */
public final class Observations {
    private Observations() {}

    /** Whether a value is filed: not flagged, not a test, not absent. */
    static boolean isFiled(Measurement value) {
        return value.quality() == Quality.GOOD || value.quality() == Quality.DOUBTFUL;
    }

    /** Whether there is anything to file; if not, a reading counts as delivered with nothing said. */
    static boolean anyIn(Reading reading) {
        return !bySign(reading).isEmpty();
    }

    /**
     * The values of a reading that are filed, by what they are filed under. A panel is there when one of its parts is fit, and
     * then brings its unfit parts along, since each must say why it is absent.
     */
    static Map<String, List<Measurement>> bySign(Reading reading) {
        return bySign(reading.values());
    }

    static Map<String, List<Measurement>> bySign(List<Measurement> all) {
        Map<String, List<Measurement>> bySign = new LinkedHashMap<>();
        for (Measurement value : all) {
            if (isFiled(value) || CodeMap.panelOf(value.sign()).isPresent()) {
                bySign.computeIfAbsent(CodeMap.filedAs(value.sign()), name -> new ArrayList<>())
                        .add(value);
            }
        }
        bySign.values().removeIf(values -> values.stream().noneMatch(Observations::isFiled));
        bySign.values().removeIf(Observations::isTest);
        return bySign;
    }

    /** Each sign of a stored reading on its own: named by the device's own time, stamped with what our clock made of it. */
    public static List<Observation> single(ReadingEntry entry, int correction) {
        List<Observation> observations = new ArrayList<>();
        Reading stamped = entry.byOurClock();
        bySign(stamped)
                .forEach((sign, values) -> observations.add(
                        of(stamped, Identity.ofReading(entry.reading(), sign, correction), sign, values)));
        return observations;
    }

    /** Each sign of a reading on its own, named by the reading. */
    public static List<Observation> single(Reading reading, int correction) {
        List<Observation> observations = new ArrayList<>();
        bySign(reading)
                .forEach((sign, values) ->
                        observations.add(of(reading, Identity.ofReading(reading, sign, correction), sign, values)));
        return observations;
    }

    static Observation of(Reading reading, Identifier name, String sign, List<Measurement> values) {
        return new Observation(
                name,
                sign,
                new Observation.Device(reading.device()),
                reading.measuredAtMs(),
                reading.receivedAtMs(),
                reading.clock(),
                values);
    }

    private static boolean isTest(List<Measurement> values) {
        return values.stream().anyMatch(value -> value.quality() == Quality.TEST);
    }
}
