package org.wardline.core.alarm;

import java.util.Map;

/** A device that owes a word gives none (section 6). */
final class SilentFact implements Fact {
    private final Stay stay;
    private final String device;
    private final Vias vias;

    SilentFact(Stay stay, String device, Vias vias) {
        this.stay = stay;
        this.device = device;
        this.vias = vias;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        DeviceLink link = stay.device(device);
        if (link == null || !link.owesAWord()) {
            condition.gone("unlinked", moment);
        } else if (link.isSilent && vias.isAnyDown(link.vias)) {
            condition.gone("grouped", moment); // the via's fault says it for all
        } else {
            condition.say(Priorities.MEDIUM, link.isSilent ? Raw.BEYOND : Raw.BACK, moment);
        }
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        DeviceLink link = stay.device(device);
        if (link != null && link.cameWithin(link.silenceMs, moment.nowMs)) {
            return Map.of("why", "late");
        }
        boolean wasNeverHeard = link == null || link.heardAtMs == DeviceLink.NEVER_HEARD;
        return Map.of("why", wasNeverHeard ? "never" : "silent");
    }
}
