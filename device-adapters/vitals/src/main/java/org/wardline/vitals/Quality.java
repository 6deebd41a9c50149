package org.wardline.vitals;

/** What is known of one value. Only {@link #GOOD} and {@link #DOUBTFUL} are values to judge a patient by. */
public enum Quality {
    GOOD("good"),
    /** Outside what is plausible: shown, alarms, marked. */
    DOUBTFUL("doubtful"),
    /** The device says it has no value now. */
    NO_VALUE("no-value"),
    /** Outside what a sensor can give, or not a number: the value is gone, that it came is kept. */
    OUT_OF_RANGE("out-of-range"),
    PROBE_OFF("probe-off"),
    LEADS_OFF("leads-off"),
    MOTION("motion"),
    ARTEFACT("artefact"),
    CALIBRATING("calibrating"),
    /** A simulator or a demonstration: shown, never filed. */
    TEST("test");

    private final String wireName;

    Quality(String wireName) {
        this.wireName = wireName;
    }

    /** As it is written in {@code flags}. */
    public String wireName() {
        return wireName;
    }

    /** Whether a patient may be judged by a value of this quality. */
    public boolean isUsable() {
        return this == GOOD || this == DOUBTFUL || this == TEST;
    }
}
