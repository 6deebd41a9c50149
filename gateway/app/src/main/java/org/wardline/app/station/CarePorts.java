package org.wardline.app.station;

import java.util.Optional;

/** What people do to a patient's alarms besides taking them; absent where a station is shown without a gateway. */
public record CarePorts(Optional<LimitActs> limits, Optional<AlarmActs> alarms) {
    /** Nothing of it. */
    public static final CarePorts NONE = new CarePorts(Optional.empty(), Optional.empty());

    void mount(Api api) {
        limits.ifPresent(acts -> new LimitsApi(acts).mount(api));
        alarms.ifPresent(acts -> new AlarmsApi(acts).mount(api));
    }
}
