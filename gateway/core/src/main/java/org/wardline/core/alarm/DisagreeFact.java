package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.Map;

/** Two devices of one stay differ too much on one sign (section 6). */
final class DisagreeFact implements Fact {
    private final Witnesses sign;
    private final BigDecimal tolerance;

    DisagreeFact(Witnesses sign, BigDecimal tolerance) {
        this.sign = sign;
        this.tolerance = tolerance;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        if (sign.withValues() < 2) {
            condition.gone("unlinked", moment);
        } else {
            condition.say(Priorities.LOW, sign.areApart(tolerance, moment.nowMs) ? Raw.BEYOND : Raw.BACK, moment);
        }
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of();
    }
}
