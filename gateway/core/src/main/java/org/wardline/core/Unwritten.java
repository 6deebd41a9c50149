package org.wardline.core;

import org.wardline.core.alarm.Happening;
import org.wardline.vitals.alarm.AlarmChange;

/** The wording of a ward whose log nobody writes: a rehearsal's. */
enum Unwritten implements Wording {
    NOTHING;

    @Override
    public String of(Happening event) {
        return "";
    }

    @Override
    public String of(AlarmChange change) {
        return "";
    }

    @Override
    public Happening event(String text) {
        throw new UnsupportedOperationException("nothing was written");
    }
}
