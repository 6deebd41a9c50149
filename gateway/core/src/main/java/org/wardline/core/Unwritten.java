package org.wardline.core;

import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.alarm.AlarmChange;

/** The wording of a ward whose log nobody writes: a rehearsal's. */
enum Unwritten implements Wording {
    NOTHING;

    @Override
    public String of(AlarmEvent event) {
        return "";
    }

    @Override
    public String of(AlarmChange change) {
        return "";
    }

    @Override
    public AlarmEvent event(String text) {
        throw new UnsupportedOperationException("nothing was written");
    }
}
