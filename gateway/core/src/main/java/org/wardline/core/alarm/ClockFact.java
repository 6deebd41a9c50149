package org.wardline.core.alarm;

import java.util.Map;

/** A device's last message was stamped ahead of time (sections 3.2 and 6). */
final class ClockFact implements Fact {
    private final Stay stay;
    private final String device;

    ClockFact(Stay stay, String device) {
        this.stay = stay;
        this.device = device;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        DeviceLink link = stay.device(device);
        if (link == null) {
            condition.gone("unlinked", moment);
        } else {
            condition.say(Priorities.LOW, link.isAhead ? Raw.BEYOND : Raw.BACK, moment);
        }
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of();
    }
}
