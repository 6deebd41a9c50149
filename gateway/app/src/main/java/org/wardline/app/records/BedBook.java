package org.wardline.app.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.wardline.app.history.Minute;
import org.wardline.core.Whose;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.ReadingEntry;

/** Writes the record of one patient out of the log: only what is his, from whatever beds he lay in. */
public final class BedBook {
    private static final long MINUTE_MS = 60_000;
    private static final List<VitalSign> COLUMNS = List.of(
            VitalSign.HEART_RATE,
            VitalSign.PULSE_RATE_SPO2,
            VitalSign.SPO2,
            VitalSign.RESP_RATE,
            VitalSign.NIBP_SYS,
            VitalSign.NIBP_DIA,
            VitalSign.TEMP,
            VitalSign.ETCO2,
            VitalSign.O2_FLOW,
            VitalSign.CONSCIOUSNESS,
            VitalSign.GLUCOSE);

    private final String stay;
    private final String bed;
    private final Period when;
    private final Whose whose;
    private final Chronicle chronicle;
    private final NavigableMap<Long, Map<VitalSign, Values>> minutes = new TreeMap<>();

    /** The values of one sign in one minute. */
    private static final class Values {
        double[] values = new double[4];
        int count;

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        double median() {
            return Minute.of(0, values.clone(), count).median();
        }

        double last() {
            return values[count - 1];
        }
    }

    /**
     * An empty record.
     *
     * @param bed where the patient lies now
     */
    public BedBook(String stay, String bed, Period when, Whose whose) {
        this.stay = stay;
        this.bed = bed;
        this.when = when;
        this.whose = whose;
        this.chronicle = new Chronicle(
                (at, wallMs) -> whose.stayIn(new BedId(at), wallMs).map(StayId::name));
    }

    /** The next entry of the log. */
    public void take(Entry entry) {
        chronicle.take(entry);
        if (entry instanceof ReadingEntry reading) {
            long wallMs = Math.min(reading.measuredAtMs(), reading.reading().receivedAtMs());
            if (when.holds(wallMs)
                    && whose.of(reading).map(StayId::name).filter(stay::equals).isPresent()) {
                measured(reading, wallMs);
            }
        }
    }

    private void measured(ReadingEntry reading, long wallMs) {
        Map<VitalSign, Values> minute =
                minutes.computeIfAbsent(Math.floorDiv(wallMs, MINUTE_MS) * MINUTE_MS, _ -> new HashMap<>());
        for (Measurement measurement : reading.reading().values()) {
            if (measurement.hasValue() && measurement.quality().isUsable() && COLUMNS.contains(measurement.sign())) {
                minute.computeIfAbsent(measurement.sign(), _ -> new Values()).add(measurement.value());
            }
        }
    }

    /** The record. */
    public BedRecord record() {
        Told told = chronicle.told(when);
        List<Told.Score> scores = told.scores().getOrDefault(stay, List.of());
        List<BedRecord.Minute> table = new ArrayList<>();
        int at = -1;
        for (Map.Entry<Long, Map<VitalSign, Values>> minute : minutes.entrySet()) {
            long endMs = minute.getKey() + MINUTE_MS; // the score at the end of a minute is of its values
            while (at + 1 < scores.size() && scores.get(at + 1).wallMs() <= endMs) {
                at++;
            }
            if (!minute.getValue().isEmpty()) {
                table.add(new BedRecord.Minute(
                        minute.getKey(), values(minute.getValue()), at < 0 ? "" : score(scores.get(at))));
            }
        }
        List<String> signs = COLUMNS.stream()
                .filter(sign -> minutes.values().stream().anyMatch(minute -> minute.containsKey(sign)))
                .map(VitalSign::name)
                .toList();
        return new BedRecord(stay, bed, when, signs, table, lines(told), told.isCut());
    }

    private static Map<String, String> values(Map<VitalSign, Values> minute) {
        Map<String, String> values = new LinkedHashMap<>();
        minute.forEach((sign, of) -> values.put(
                sign.name(),
                switch (sign.kind()) {
                    case CODE -> letter((int) of.last());
                    case NUMBER, FLAG, WAVEFORM -> number(sign, of.median());
                }));
        return values;
    }

    private static String letter(int place) {
        return VitalSign.ACVPU.substring(place, place + 1);
    }

    private static String number(VitalSign sign, double value) {
        boolean isTenths = sign == VitalSign.TEMP || sign == VitalSign.GLUCOSE;
        return String.format(Locale.ROOT, isTenths ? "%.1f" : "%.0f", value);
    }

    private static String score(Told.Score score) {
        return score.isComplete() ? String.valueOf(score.least()) : "≥ " + score.least();
    }

    private List<BedRecord.Line> lines(Told told) {
        List<BedRecord.Line> lines = new ArrayList<>();
        told.episodes().stream()
                .filter(alarm ->
                        alarm.raisedMs() < when.toMs() && alarm.endedMs().orElse(Period.OPEN) >= when.fromMs())
                .filter(alarm -> alarm.subject().equals(stay) || alarm.stoodWhere(this::lay, when.toMs()))
                .forEach(alarm -> lines.add(new BedRecord.Line(
                        alarm.raisedMs(), alarm.endedMs().orElse(Period.OPEN), new Told.Raised(alarm), alarm.by())));
        told.observations().stream().filter(one -> one.stay().equals(stay)).forEach(one -> {
            if (one.wallMs() >= when.fromMs()) {
                lines.add(at(one.wallMs(), one, one.who()));
            }
            if (one.isWithdrawn()) {
                lines.add(at(one.withdrawnMs(), new Told.Withdrawn(one), one.withdrawnBy()));
            }
        });
        told.notes().stream()
                .filter(one -> one.stay().equals(stay))
                .forEach(one -> lines.add(
                        new BedRecord.Line(one.wallMs(), one.isTask() ? one.doneMs() : one.wallMs(), one, one.who())));
        told.limits().stream()
                .filter(one -> one.stay().equals(stay))
                .forEach(one -> lines.add(at(one.wallMs(), one, one.who())));
        told.moves().stream()
                .filter(one -> one.stay().equals(stay))
                .forEach(one -> lines.add(at(one.wallMs(), one, one.who())));
        told.gaps().stream()
                .filter(gap -> gap.stay().equals(stay))
                .forEach(gap -> lines.add(during(gap.when(), gap, "")));
        told.silences().stream()
                .filter(one -> one.stay().equals(stay) && one.when().meets(when))
                .forEach(one -> lines.add(during(one.when(), one, one.by())));
        lines.sort(BedRecord.IN_ORDER);
        return lines;
    }

    private boolean lay(String place, long wallMs) {
        return whose.stayIn(new BedId(place), wallMs)
                .filter(one -> one.name().equals(stay))
                .isPresent();
    }

    private static BedRecord.Line at(long wallMs, Told.Thing thing, String who) {
        return new BedRecord.Line(wallMs, wallMs, thing, who);
    }

    private static BedRecord.Line during(Period when, Told.Thing thing, String who) {
        return new BedRecord.Line(when.fromMs(), when.toMs(), thing, who);
    }
}
