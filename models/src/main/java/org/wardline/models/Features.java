package org.wardline.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The vector a model sees: order, units and ranges, the same for training and serving.
 *
 * <p>Order: for HR, SpO2, RR the seven of {@link Kind}; for SBP, MAP, Temp the first three; then the {@link Relation}s.
 * What is not known is NaN, never a made-up number.
 */
public final class Features {
    private static final int STREAMED = 3; // HR, SpO2, RR
    private static final int CHARTED = 3; // SBP, MAP, Temp
    private static final int CHARTED_KINDS = 3;
    private static final int RELATIONS_FROM = STREAMED * Kind.values().length + CHARTED * CHARTED_KINDS;

    /** How long a vector is. */
    public static final int COUNT = RELATIONS_FROM + Relation.values().length;

    private static final List<Watched> SIGNS = List.of(Watched.values()).subList(0, STREAMED + CHARTED);
    private static final List<Feature> ALL = all();

    /** What is said of one sign. */
    enum Kind {
        /** The last minutes, in the sign's unit. */
        LEVEL(0, "level", "unlike patients in general"),
        /** The last minutes against the patient's own last hours, in robust standard deviations. */
        DEVIATION(1, "deviation", "unlike this patient's last hours"),
        /** A charted value against the one before it, in usual spreads. */
        STEP(2, "step", "changed since it was last taken"),
        /** A streamed sign's last minutes against the minutes before, in usual spreads. */
        CHANGE(3, "change", "changed within minutes"),
        /** Standard deviation within a minute, in the sign's unit. */
        VARIABILITY(4, "variability", "varies unusually within a minute"),
        /** Minutes without any change, 0 to 15. */
        FROZEN(5, "frozen", "has not moved for minutes"),
        /** Share of the values due that did not come, 0 to 1. */
        GAPS(6, "gaps", "comes with gaps");

        private final int index;
        private final String label;
        private final String words;

        Kind(int index, String label, String words) {
            this.index = index;
            this.label = label;
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What is said of two signs together. */
    enum Relation {
        /** Heart rate of the ECG less pulse rate of the oximeter, without its sign, in /min. */
        PULSE_DIFFERENCE(0, "pulse_difference", "/min", 300, "HR and PR", "disagree"),
        /** Heart rate over systolic pressure. */
        SHOCK_INDEX(1, "shock_index", "1", 10, "HR and SBP", "are unlike each other's usual"),
        /** Heart beats to a breath. */
        BEATS_PER_BREATH(2, "beats_per_breath", "1", 100, "HR and RR", "are unlike each other's usual"),
        /** (systolic - mean) / mean. */
        PULSE_PRESSURE(3, "pulse_pressure", "1", 10, "SBP and MAP", "are unlike each other's usual");

        private final int index;
        private final String label;
        private final String unit;
        private final double high;
        private final String who;
        private final String words;

        Relation(int index, String label, String unit, double high, String who, String words) {
            this.index = index;
            this.label = label;
            this.unit = unit;
            this.high = high;
            this.who = who;
            this.words = words;
        }
    }

    /**
     * One place of the vector.
     *
     * @param name such as {@code hr.deviation}
     * @param unit UCUM; {@code [sd]} for robust standard deviations
     * @param low the least it can be; beyond, it is cut off
     * @param who the sign or signs, as said to a nurse
     * @param words what is unusual of them when this is far from usual
     */
    public record Feature(String name, String unit, double low, double high, String who, String words) {}

    private Features() {}

    /** All of them in the order of the vector. */
    public static List<Feature> list() {
        return ALL;
    }

    /** Where a sign's feature stands. */
    static int at(Watched sign, Kind kind) {
        int place = sign.index();
        return place < STREAMED
                ? place * Kind.values().length + kind.index
                : STREAMED * Kind.values().length + (place - STREAMED) * CHARTED_KINDS + kind.index;
    }

    /** Where a relation stands. */
    static int at(Relation relation) {
        return RELATIONS_FROM + relation.index;
    }

    /** Whether a sign has the features of a sign that is measured all the time. */
    static boolean isStreamed(Watched sign) {
        return sign.index() < STREAMED;
    }

    /** The signs that have features, in order. */
    static List<Watched> signs() {
        return SIGNS;
    }

    private static List<Feature> all() {
        List<Feature> features = new ArrayList<>();
        for (Watched sign : signs()) {
            for (Kind kind : Kind.values()) {
                if (isStreamed(sign) || kind.index < CHARTED_KINDS) {
                    features.add(feature(sign, kind));
                }
            }
        }
        for (Relation relation : Relation.values()) {
            features.add(new Feature(relation.label, relation.unit, 0, relation.high, relation.who, relation.words));
        }
        return List.copyOf(features);
    }

    private static Feature feature(Watched sign, Kind kind) {
        String name = sign.word().toLowerCase(Locale.ROOT) + "." + kind.label;
        return switch (kind) {
            case LEVEL -> new Feature(name, sign.unit(), 0, 350, sign.word(), kind.words());
            case DEVIATION, STEP, CHANGE -> new Feature(name, "[sd]", -30, 30, sign.word(), kind.words());
            case VARIABILITY -> new Feature(name, sign.unit(), 0, 100, sign.word(), kind.words());
            case FROZEN -> new Feature(name, "min", 0, SignWindow.MINUTES - 1, sign.word(), kind.words());
            case GAPS -> new Feature(name, "1", 0, 1, sign.word(), kind.words());
        };
    }
}
