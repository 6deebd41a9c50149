package org.wardline.app.station;

import org.wardline.vitals.BedId;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.alarm.AlarmChange;

/** All screens at once. Called on any thread; hands over and returns. */
public interface Screens {
    /** Whether anybody looks at one. */
    boolean isWatched();

    /** There is a newer view. */
    void publish();

    /** One change of an alarm, at once. Publish the view that shows it first. */
    void alarm(AlarmChange change);

    /** Samples of the patient in a bed. */
    void waveform(BedId bed, Waveform waveform);
}
