package org.wardline.app.wire;

import org.wardline.core.Wording;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.alarm.AlarmChange;

/** Events, acts and changes in the log, in the words of the alarm engine. */
public final class LogWording implements Wording {
    @Override
    public String of(Happening event) {
        return EventJson.text(event);
    }

    @Override
    public String of(AlarmChange change) {
        return EventJson.text(change);
    }

    @Override
    public Happening event(String text) {
        return EventJson.event(text);
    }
}
