package org.wardline.core.alarm;

import java.util.Map;

/** Nobody can see or hear the ward's alarms (section 7, supervised delivery). */
final class BlindFact implements Fact {
    static final String KIND = "stations.blind";

    private final Stations stations;

    BlindFact(Stations stations) {
        this.stations = stations;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        if (stations.isSupervised) {
            boolean isBlind = !stations.trouble(moment.nowMs).isEmpty();
            condition.say(Priorities.HIGH, isBlind ? Raw.BEYOND : Raw.BACK, moment);
        }
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of("why", stations.trouble(moment.nowMs));
    }
}
