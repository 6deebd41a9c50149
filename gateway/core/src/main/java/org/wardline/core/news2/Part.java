package org.wardline.core.news2;

/** The seven parts of NEWS2 in the order of its chart, with the most each can score. */
public enum Part {
    RR(0, "rr", 3, Bands.RESP_RATE),
    SPO2(1, "spo2", 3, Bands.SPO2_SCALE_1),
    O2(2, "o2", 2, Bands.NONE),
    SBP(3, "sbp", 3, Bands.SYSTOLIC),
    PULSE(4, "pulse", 3, Bands.PULSE),
    CONSCIOUSNESS(5, "consciousness", 3, Bands.NONE),
    TEMP(6, "temp", 3, Bands.TEMPERATURE);

    /** A device that repeats oxygen or consciousness is taken at its word so often: until then what a person entered since stands. */
    public static final long TAKEN_AGAIN_MS = 15 * 60_000;

    private final int index;
    private final String wireName;
    private final int maximum;

    @SuppressWarnings("ImmutableEnumChecker") // it is, though nothing says so
    private final Bands bands;

    Part(int index, String wireName, int maximum, Bands bands) {
        this.index = index;
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

    /** Its place on the chart, from 0. */
    int index() {
        return index;
    }

    Bands bands() {
        return bands;
    }

    private Bands bands(int spo2Scale) {
        return this == SPO2 && spo2Scale == 2 ? Bands.SPO2_SCALE_2 : bands;
    }

    /** The lowest number with the points of a number's band. */
    public double bandFrom(double number, int spo2Scale) {
        return bands(spo2Scale).from(number);
    }

    /** The first number above a number's band. */
    public double bandTo(double number, int spo2Scale) {
        return bands(spo2Scale).to(number);
    }
}
