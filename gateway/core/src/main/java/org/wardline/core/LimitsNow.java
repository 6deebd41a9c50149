package org.wardline.core;

import java.util.List;
import java.util.Optional;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEngine.RuleNow;
import org.wardline.core.alarm.AlarmEvent.LimitsChanged;
import org.wardline.vitals.StayId;

/**
 * The rules of one patient as they are in force.
 *
 * @param levels rule by rule, the highest level first
 */
public record LimitsNow(StayId stay, List<Level> levels) {
    public LimitsNow {
        levels = List.copyOf(levels);
    }

    /**
     * One level of one rule.
     *
     * @param last the last word of a person on it during this stay
     */
    public record Level(RuleNow now, Optional<LimitsChanged> last) {}

    static LimitsNow of(StayId stay, AlarmEngine engine, Orders orders) {
        return new LimitsNow(
                stay,
                engine.rules(stay.name()).stream()
                        .map(rule -> new Level(rule, orders.limits(stay.name(), rule.rule(), rule.level())))
                        .toList());
    }
}
