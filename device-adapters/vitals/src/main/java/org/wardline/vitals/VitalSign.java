package org.wardline.vitals;

import java.util.List;
import java.util.Optional;

/**
 * A vital sign (or waveform) with its one unit, its codes, and what a sensor of it can give.
 *
 * <p>The signs are the rows of {@code nomenclature.csv} beside this class; there are no others, so two signs are the same
 * when they are the same object. Units are UCUM; a decoder converts to them, nobody after it does.
 */
public final class VitalSign {
    private static final Nomenclature TABLE = Nomenclature.read();

    public static final VitalSign HEART_RATE = named("heart_rate");
    public static final VitalSign PULSE_RATE_SPO2 = named("pulse_rate_spo2");
    public static final VitalSign SPO2 = named("spo2");
    public static final VitalSign RESP_RATE = named("resp_rate");
    public static final VitalSign TEMP = named("temp");
    public static final VitalSign NIBP_SYS = named("nibp_sys");
    public static final VitalSign NIBP_DIA = named("nibp_dia");
    public static final VitalSign NIBP_MEAN = named("nibp_mean");
    public static final VitalSign ETCO2 = named("etco2");
    public static final VitalSign O2_FLOW = named("o2_flow");
    public static final VitalSign CONSCIOUSNESS = named("consciousness_acvpu");
    public static final VitalSign GLUCOSE = named("glucose");
    public static final VitalSign WEIGHT = named("weight");
    public static final VitalSign BATTERY = named("battery");
    public static final VitalSign ECG_II = named("ecg_ii");
    public static final VitalSign PLETH = named("pleth");

    /** The letters of {@link #CONSCIOUSNESS}, in the order of its values 0 to 4 (RCP, NEWS2, 2017). */
    public static final String ACVPU = "ACVPU";

    /** How values of a sign look. */
    public enum Kind {
        /** A number in the sign's unit. */
        NUMBER,
        /** A place in a list of letters, see {@link #ACVPU}. */
        CODE,
        /** 0 is no, 1 is yes. */
        FLAG,
        /** Many samples a second; comes as {@link Waveform}, never as a measurement. */
        WAVEFORM
    }

    private final int index;
    private final String name;
    private final String shortName;
    private final Kind kind;
    private final Codes codes;
    private final Ranges ranges;

    /**
     * What the field's standards call a sign; empty where they have no word.
     *
     * @param ucum unit code, {@code "1"} for a bare ratio
     * @param mdcCode the 32-bit code of ISO/IEEE 11073-10101, 0 where there is none
     * @param loinc most specific first, then those that the FHIR profile wants beside it
     * @param fhirProfile id under {@code http://hl7.org/fhir/StructureDefinition/}, {@code "bp component"}, or empty
     */
    public record Codes(String ucum, String mdcRefId, int mdcCode, List<String> loinc, String fhirProfile) {
        public Codes {
            loinc = List.copyOf(loinc);
        }
    }

    /** Both ends belong to it. */
    public record Range(double low, double high) {
        /** Whether a number is inside; NaN never is. */
        public boolean holds(double value) {
            return value >= low && value <= high;
        }
    }

    /** What a living patient is likely to have, and what a sensor can give at all. */
    record Ranges(Range plausible, Range hard) {}

    VitalSign(int index, String name, String shortName, Kind kind, Codes codes, Ranges ranges) {
        this.index = index;
        this.name = name;
        this.shortName = shortName;
        this.kind = kind;
        this.codes = codes;
        this.ranges = ranges;
    }

    /** The sign of a nomenclature name; a program error when there is none. */
    public static VitalSign named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no vital sign is called " + name));
    }

    /** The sign of a nomenclature name or a short name of the wire. */
    public static Optional<VitalSign> find(String nameOrShortName) {
        return Optional.ofNullable(TABLE.byName().get(nameOrShortName));
    }

    /** The sign at {@link #index()}. */
    public static VitalSign at(int index) {
        return TABLE.signs().get(index);
    }

    /** All of them, by index. */
    public static List<VitalSign> all() {
        return TABLE.signs();
    }

    /** Dense number from 0, stable only within a running program: stored data use the name. */
    public int index() {
        return index;
    }

    /** Its name in the nomenclature, such as {@code heart_rate}. */
    public String name() {
        return name;
    }

    /** Its name on the wire, such as {@code hr}; the full name where there is no shorter one. */
    public String shortName() {
        return shortName;
    }

    public Kind kind() {
        return kind;
    }

    public Codes codes() {
        return codes;
    }

    /** Its unit as a UCUM code. */
    public String unit() {
        return codes.ucum();
    }

    /** Whether a sensor can give this value at all: the hard range. */
    public boolean canBe(double value) {
        return ranges.hard.holds(value);
    }

    /** Whether a living patient is likely to have it; outside, a value is doubtful but counts. */
    public boolean isPlausible(double value) {
        return ranges.plausible.holds(value);
    }

    public Range plausible() {
        return ranges.plausible;
    }

    @Override
    public String toString() {
        return name;
    }
}
