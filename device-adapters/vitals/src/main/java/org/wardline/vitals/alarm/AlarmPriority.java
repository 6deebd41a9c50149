package org.wardline.vitals.alarm;

import java.util.Locale;

/** Alarm priorities of IEC 60601-1-8, lowest first. */
public enum AlarmPriority {
    LOW,
    MEDIUM,
    HIGH;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The priority written so; a program error when there is none. */
    public static AlarmPriority of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
