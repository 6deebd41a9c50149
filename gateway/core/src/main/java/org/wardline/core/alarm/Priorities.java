package org.wardline.core.alarm;

import org.wardline.vitals.alarm.AlarmPriority;

/** Levels and priorities as numbers, so that "higher" is {@code >}: 0 low, 1 medium, 2 high, {@link #NONE} below them all. */
final class Priorities {
    static final int NONE = -1;
    static final int LOW = 0;
    static final int MEDIUM = 1;
    static final int HIGH = 2;
    static final int COUNT = 3;

    private static final AlarmPriority[] ALL = {AlarmPriority.LOW, AlarmPriority.MEDIUM, AlarmPriority.HIGH};
    private static final String[] NAMES = {"low", "medium", "high"};

    private Priorities() {}

    static int level(AlarmPriority priority) {
        return switch (priority) {
            case LOW -> LOW;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
        };
    }

    static AlarmPriority of(int level) {
        return ALL[level];
    }

    static String name(int level) {
        return NAMES[level];
    }
}
