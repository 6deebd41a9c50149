package org.wardline.models;

import java.util.Arrays;
import org.wardline.vitals.VitalSign;

/**
 * The signs that features are made of.
 *
 * <p>{@link #spread} is how much a patient's values usually differ from that patient's own median, as one robust standard
 * deviation (1.4826 times the median absolute deviation): the mean over all twelve-hour windows of the 3,205 patients of
 * the training part of the PhysioNet Challenge 2019, hospital A. It stands in while a patient has too few values.
 *
 * <p>{@link #holdMs} is how long the newest value speaks for "the last minutes": five minutes for what a monitor measures all the
 * time (as for NEWS2), a little over an hour for a cuff and four hours for temperature, as they are charted.
 */
enum Watched {
    HEART(0, "HR", 5.7, 5, "heart_rate"),
    SPO2(1, "SpO2", 1.2, 5, "spo2"),
    BREATHING(2, "RR", 2.7, 5, "resp_rate resp_rate_impedance"),
    SYSTOLIC(3, "SBP", 10.8, 65, "nibp_sys cuff_sys"),
    MEAN(4, "MAP", 7.3, 65, "nibp_mean cuff_mean"),
    TEMPERATURE(5, "Temp", 0.41, 245, "temp temp_body temp_core temp_oral temp_tympanic temp_ear"),
    /** Stands in for the heart rate where there is none, and is compared with it. */
    PULSE(6, "PR", 5.7, 5, "pulse_rate_spo2"),
    /** Only to find the mean where the cuff does not say it. */
    DIASTOLIC(7, "DBP", 5.6, 65, "nibp_dia cuff_dia");

    static final long MINUTE_MS = 60_000;

    /** No feature is made of a sign. */
    static final int NOT_WATCHED = -1;

    private static final int[] BY_SIGN = bySign();

    private final int index;
    private final String word;
    private final double spread;
    private final long holdMs;
    private final String names;

    Watched(int index, String word, double spread, int holdMinutes, String names) {
        this.index = index;
        this.word = word;
        this.spread = spread;
        this.holdMs = holdMinutes * 60_000L;
        this.names = names;
    }

    /** The {@link #index} for a sign of the nomenclature, or {@link #NOT_WATCHED}. */
    static int indexOf(VitalSign sign) {
        return BY_SIGN[sign.index()];
    }

    /** Its place among the watched, from 0. */
    int index() {
        return index;
    }

    /** As it is said to a nurse. */
    String word() {
        return word;
    }

    /** UCUM. */
    String unit() {
        return VitalSign.named(names.split(" ", -1)[0]).unit();
    }

    double spread() {
        return spread;
    }

    long holdMs() {
        return holdMs;
    }

    private static int[] bySign() {
        int[] indexes = new int[VitalSign.all().size()];
        Arrays.fill(indexes, NOT_WATCHED);
        for (Watched watched : values()) {
            for (String name : watched.names.split(" ", -1)) {
                indexes[VitalSign.named(name).index()] = watched.index;
            }
        }
        return indexes;
    }
}
