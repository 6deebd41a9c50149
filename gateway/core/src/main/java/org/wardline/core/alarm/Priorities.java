package org.wardline.core.alarm;

import org.wardline.vitals.alarm.AlarmPriority;

/** Levels and priorities as numbers, so that "higher" is {@code >}: 0 low, 1 medium, 2 high, {@link #NONE} below them all. */
final class Priorities {
    static final int NONE = -1;
    static final int LOW = AlarmPriority.LOW.ordinal();
    static final int MEDIUM = AlarmPriority.MEDIUM.ordinal();
    static final int HIGH = AlarmPriority.HIGH.ordinal();
    static final int COUNT = 3;

    private static final AlarmPriority[] ALL = AlarmPriority.values();
    private static final String[] NAMES = {"low", "medium", "high"};

    private Priorities() {}

    static AlarmPriority of(int level) {
        return ALL[level];
    }

    static String name(int level) {
        return NAMES[level];
    }
}
