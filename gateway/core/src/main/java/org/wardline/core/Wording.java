package org.wardline.core;

import org.wardline.core.alarm.Happening;
import org.wardline.vitals.alarm.AlarmChange;

/** Events, acts and changes as text, for the log: one JSON object each, in the words of the alarm engine. */
public interface Wording {
    String of(Happening event);

    String of(AlarmChange change);

    /** What {@link #of(Happening)} wrote. */
    Happening event(String text);
}
