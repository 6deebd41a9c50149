package org.wardline.core;

import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.alarm.AlarmChange;

/** Events and changes as text, for the log: one JSON object each, in the words of the alarm engine. */
public interface Wording {
    String of(AlarmEvent event);

    String of(AlarmChange change);

    /** What {@link #of(AlarmEvent)} wrote. */
    AlarmEvent event(String text);
}
