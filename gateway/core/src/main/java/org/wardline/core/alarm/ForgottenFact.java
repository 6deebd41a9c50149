package org.wardline.core.alarm;

import java.util.Map;

/** A condition of an older configuration: its rule or model does not exist any more, its alarm may still stand. */
final class ForgottenFact implements Fact {
    @Override
    public void judge(Condition condition, Moment moment) {
        condition.gone("limits", moment);
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of();
    }
}
