package org.wardline.vitals.adapter;

import java.util.Locale;

/** Why a message or a value gave nothing; each is a counter. */
public enum Reason {
    /** The bytes end too early. */
    TRUNCATED,
    /** Not what the protocol's grammar allows. */
    MALFORMED,
    /** More bytes, elements, depth or digits than the bound allows. */
    TOO_LARGE,
    /** Readable, but a field that must be there is not. */
    MISSING_FIELD,
    /** A field holds the wrong kind of thing. */
    WRONG_TYPE,
    /** A time that cannot be read. */
    BAD_TIME,
    /** The payload names another device than the topic. */
    DEVICE_MISMATCH,
    /** No adapter reads this topic, or its names are not names. */
    UNKNOWN_TOPIC,
    /** The device is not listed and strangers are not admitted. */
    UNKNOWN_DEVICE,
    /** A key that names no vital sign: counted and ignored. */
    UNKNOWN_KEY,
    /** A flag that is none of the known ones: the value is taken as an artefact. */
    UNKNOWN_FLAG,
    /** A value that is no number where a number is due. */
    NOT_A_NUMBER,
    /** A value outside the hard range of its sign. */
    OUT_OF_RANGE,
    /** The adapter failed: our bug, counted at the edge that caught it. */
    ADAPTER_FAULT;

    /** As it is written in counters and lists, such as {@code device-mismatch}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
