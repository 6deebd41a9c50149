package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.core.alarm.SignValue;
import org.wardline.core.alarm.SignValue.Flag;
import org.wardline.core.news2.Part;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.WholeValues;
import org.wardline.vitals.log.ReadingEntry;

/** What devices say, in the alarm engine's words. */
final class Bedside {
    /** No older than what counts as fresh (alarm engine, section 3.5). */
    static final long JUST_BEFORE_MS = 15_000;

    /** Signs whose hard range the engine knows (alarm engine, section 3.4): out of it, it says so. */
    private static final Set<VitalSign> RANGED = Set.of(
            VitalSign.SPO2,
            VitalSign.HEART_RATE,
            VitalSign.PULSE_RATE_SPO2,
            VitalSign.RESP_RATE,
            VitalSign.NIBP_SYS,
            VitalSign.TEMP);

    private static final WholeValues<SignValue> PLAIN =
            new WholeValues<>((sign, value) -> SignValue.of(sign.name(), value));

    private final Map<String, Entered> entered = new HashMap<>();

    /** The last word on a part of NEWS2 that engines take as entered by hand. */
    private record Entered(Object value, long atMs) {}

    /**
     * A reading as the engine hears it.
     *
     * @param isTimed whether stamps count at all
     * @param firstLinkedAt since when the device measures the only patient it ever had: what it measured just before that is
     *     his too, or the first word of a new device would be nobody's
     */
    ReadingHeard heard(ReadingEntry entry, boolean isTimed, long firstLinkedAt) {
        Reading reading = entry.reading();
        List<Measurement> measurements = reading.values();
        SignValue[] values = new SignValue[measurements.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = value(measurements.get(at));
        }
        long measuredAt = isTimed ? measuredAt(entry) : ReadingHeard.UNTIMED;
        if (measuredAt >= 0 && measuredAt < firstLinkedAt && firstLinkedAt - measuredAt <= JUST_BEFORE_MS) {
            measuredAt = firstLinkedAt;
        }
        return new ReadingHeard(entry.atMs(), reading.device().name(), List.of(values), reading.seq(), measuredAt);
    }

    /** On the monotonic axis. A stamp ahead of time is passed on as such, so that the engine can say so. */
    private static long measuredAt(ReadingEntry entry) {
        Reading reading = entry.reading();
        long aheadMs = reading.measuredAtMs() - reading.receivedAtMs();
        boolean isLate = entry.measuredAtMs() < reading.receivedAtMs() - DeviceClock.TOLERANCE_MS;
        return switch (reading.clock()) {
            case NONE, UNTRUSTED -> ReadingHeard.UNTIMED;
            case CORRECTED ->
                aheadMs > 0 && !isLate
                        ? entry.atMs() + aheadMs
                        : entry.atMs() - (reading.receivedAtMs() - entry.measuredAtMs());
            case DEVICE -> Math.max(0, entry.atMs() - Math.max(0, reading.receivedAtMs() - entry.measuredAtMs()));
        };
    }

    private static SignValue value(Measurement measurement) {
        String sign = measurement.sign().name();
        double value = measurement.value();
        return switch (measurement.quality()) {
            case GOOD, TEST -> PLAIN.of(measurement.sign(), value);
            case DOUBTFUL -> new SignValue(sign, value, Flag.DOUBTFUL, null);
            case NO_VALUE -> SignValue.none(sign, Flag.NONE);
            case OUT_OF_RANGE ->
                RANGED.contains(measurement.sign())
                        ? SignValue.of(sign, Double.MAX_VALUE)
                        : SignValue.none(sign, Flag.NONE);
            case PROBE_OFF, LEADS_OFF -> new SignValue(sign, value, Flag.OFF, null);
            case MOTION, ARTEFACT, CALIBRATING -> new SignValue(sign, value, Flag.ARTEFACT, null);
        };
    }

    /** Oxygen and consciousness that a device reports: parts of NEWS2 which the engine takes as entered. */
    List<AlarmEvent> entered(String stay, ReadingEntry entry, long measuredAt) {
        List<AlarmEvent> events = List.of();
        List<Measurement> values = entry.reading().values();
        for (int at = 0; at < values.size(); at++) {
            Measurement measurement = values.get(at);
            if (measurement.sign() == VitalSign.O2_FLOW || measurement.sign() == VitalSign.CONSCIOUSNESS) {
                var part = part(measurement);
                if (part.isPresent() && isNews(stay, part.get(), entry.atMs())) {
                    events = events.isEmpty() ? new ArrayList<>() : events;
                    events.add(new AlarmEvent.ObservationEntered(
                            entry.atMs(),
                            stay,
                            entry.reading().device().name(),
                            Math.max(0, measuredAt),
                            Map.ofEntries(part.get())));
                }
            }
        }
        return events;
    }

    private boolean isNews(String stay, Map.Entry<String, Object> part, long atMs) {
        String key = stay + ' ' + part.getKey();
        Entered before = entered.get(key);
        boolean isNews = before == null
                || !before.value().equals(part.getValue())
                || atMs - before.atMs() >= Part.TAKEN_AGAIN_MS;
        if (isNews) {
            entered.put(key, new Entered(part.getValue(), atMs));
        }
        return isNews;
    }

    private static Optional<Map.Entry<String, Object>> part(Measurement measurement) {
        if (!measurement.quality().isUsable() || !measurement.hasValue()) {
            return Optional.empty();
        }
        if (measurement.sign() == VitalSign.O2_FLOW) {
            return Optional.of(Map.entry("o2_supplemental", measurement.value() > 0));
        }
        if (measurement.sign() == VitalSign.CONSCIOUSNESS) {
            int letter = (int) measurement.value();
            return Optional.of(Map.entry("consciousness_acvpu", VitalSign.ACVPU.substring(letter, letter + 1)));
        }
        return Optional.empty();
    }

    void forget(String stay) {
        entered.keySet().removeIf(key -> key.startsWith(stay + ' '));
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(entered.size());
        for (var part : entered.entrySet()) {
            out.writeUTF(part.getKey());
            out.writeUTF(part.getValue().value().toString());
            out.writeLong(part.getValue().atMs());
        }
    }

    static Bedside readFrom(DataInputStream in) throws IOException {
        var bedside = new Bedside();
        for (int left = in.readInt(); left > 0; left--) {
            String key = in.readUTF();
            String value = in.readUTF();
            Object typed = key.endsWith("o2_supplemental") ? (Object) Boolean.valueOf(value) : value;
            bedside.entered.put(key, new Entered(typed, in.readLong()));
        }
        return bedside;
    }
}
