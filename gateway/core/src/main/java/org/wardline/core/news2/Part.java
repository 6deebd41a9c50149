package org.wardline.core.news2;

/** The seven parts of NEWS2 in the order of its chart, with the most each can score. */
public enum Part {
    RR("rr", 3, Bands.RESP_RATE),
    SPO2("spo2", 3, Bands.SPO2_SCALE_1),
    O2("o2", 2, Bands.NONE),
    SBP("sbp", 3, Bands.SYSTOLIC),
    PULSE("pulse", 3, Bands.PULSE),
    CONSCIOUSNESS("consciousness", 3, Bands.NONE),
    TEMP("temp", 3, Bands.TEMPERATURE);

    private final String wireName;
    private final int maximum;
    private final Bands bands;

    Part(String wireName, int maximum, Bands bands) {
        this.wireName = wireName;
        this.maximum = maximum;
        this.bands = bands;
    }

    public String wireName() {
        return wireName;
    }

    public int maximum() {
        return maximum;
    }

    Bands bands() {
        return bands;
    }
}
