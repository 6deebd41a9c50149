package org.wardline.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/** Readings, subjects and filings for tests. */
public final class Samples {
    /** 2026-11-22T04:18:00Z, the start of a minute. */
    public static final long T0 = 1_795_321_080_000L;
    /** A patient. */
    public static final Subject ANNA = Subject.of("urn:hospital:mrn", "4711", new StayId("stay-a"));
    /** Another. */
    public static final Subject BERT = Subject.of("urn:hospital:mrn", "4712", new StayId("stay-b"));

    private Samples() {}

    /** A reading, measured and received at once. */
    public static Reading reading(String device, long seq, long atMs, Measurement... values) {
        return new Reading(new DeviceId(device), seq, atMs, atMs, ClockQuality.DEVICE, List.of(values));
    }

    /** It, as the log has it. */
    public static ReadingEntry at(String bed, Reading reading) {
        return ReadingEntry.at(new BedId(bed), reading.receivedAtMs(), reading);
    }

    /** It, with a place in the log. */
    public static Numbered numbered(long number, ReadingEntry entry) {
        return new Numbered(number, entry);
    }

    /** A pulse. */
    public static Measurement hr(double value) {
        return Measurement.of(VitalSign.HEART_RATE, value);
    }

    /** A saturation. */
    public static Measurement spo2(double value) {
        return Measurement.of(VitalSign.SPO2, value);
    }

    /** A probe that is off. */
    public static Measurement probeOff() {
        return Measurement.none(VitalSign.SPO2, Quality.PROBE_OFF);
    }

    /** The note of an alarm that a reading raised. */
    public static NoteEntry raised(long atMs, String device, long seq, String sign) {
        String json = "{\"alarm\":\"s:x.low:1\",\"v\":1,\"change\":\"raised\",\"values\":{\"" + sign
                + "\":82},\"device\":\"" + device + "\",\"seq\":" + seq + "}";
        return new NoteEntry(atMs, NoteEntry.Kind.CHANGE, json);
    }

    /** The note of what a nurse entered for a stay: seen then, entered a minute later; values as JSON. */
    public static NoteEntry entered(String stay, long seenMs, String values) {
        String json = "{\"t\":5000,\"event\":\"observationEntered\",\"stay\":\"" + stay
                + "\",\"who\":\"Li Wei\",\"values\":{" + values + "},\"at\":4000,\"account\":\"liwei\",\"seenWall\":"
                + seenMs + ",\"enteredWall\":" + (seenMs + 60_000) + "}";
        return new NoteEntry(5_000, NoteEntry.Kind.EVENT, json);
    }

    /** A filing of one reading. */
    public static Filing filing(long number, Subject subject, Reading reading) {
        return new Filing(number, subject, Observations.single(reading, 0), 1, false);
    }

    /**
     * Patients by their stays, who may still come; readings are all of one.
     *
     * @param ofReadings whose every reading is; empty: nobody's
     */
    static Whose whose(Map<String, Subject> patients, Optional<Subject> ofReadings) {
        return new Whose() {
            @Override
            public Optional<Subject> of(ReadingEntry entry) {
                return ofReadings;
            }

            @Override
            public Optional<Subject> of(StayId stay) {
                return Optional.ofNullable(patients.get(stay.name()));
            }

            @Override
            public boolean isNobodys(StayId stay) {
                return stay.name().startsWith("test-");
            }
        };
    }
}
