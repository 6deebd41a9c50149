package org.wardline.core.alarm;

import java.util.Map;

/** None of a device's continuous signs changes any more (section 6). */
final class FrozenFact implements Fact {
    private final Stay stay;
    private final String device;

    FrozenFact(Stay stay, String device) {
        this.stay = stay;
        this.device = device;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        DeviceLink link = stay.device(device);
        if (link == null || !link.canFreeze()) {
            condition.gone("unlinked", moment);
        } else {
            boolean isFrozen = link.isFrozen(moment.settings.ages.frozenMs());
            condition.say(Priorities.LOW, isFrozen ? Raw.BEYOND : Raw.BACK, moment);
        }
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of();
    }
}
