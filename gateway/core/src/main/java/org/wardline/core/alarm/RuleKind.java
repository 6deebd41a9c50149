package org.wardline.core.alarm;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The rules of one kind.
 *
 * @param name {@code THING.WHAT}; of a model its name
 */
record RuleKind(String name, Map<AlarmPriority, Rule> levels) {
    RuleKind {
        levels = levels.isEmpty() ? Map.of() : new EnumMap<>(levels);
    }

    /** The rule of a level, by its number. */
    @Nullable
    Rule at(int level) {
        return levels.get(Priorities.of(level));
    }
}
