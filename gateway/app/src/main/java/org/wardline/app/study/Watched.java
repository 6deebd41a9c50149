package org.wardline.app.study;

import java.util.List;
import java.util.OptionalLong;

/**
 * One recorded stay under one detector.
 *
 * @param person whose it is: intervals are drawn by person
 * @param days how long it was watched
 * @param rises when the ward called somebody for the patient: alarms raised, and alarms that asked anew
 * @param least NEWS2's lower bound after each row; empty where it was not asked for
 * @param onsetMs when sepsis began (Sepsis-3), on the axis of the rises; empty for who had none
 */
record Watched(String person, double days, List<Rise> rises, List<Least> least, OptionalLong onsetMs) {
    Watched {
        rises = List.copyOf(rises);
        least = List.copyOf(least);
    }

    /** Somebody is called. */
    record Rise(long atMs, boolean isNew, boolean isHigh) {}

    /** NEWS2's lower bound at a time. */
    record Least(long atMs, int points) {}

    long alarms() {
        return rises.stream().filter(Rise::isNew).count();
    }

    long high() {
        return rises.stream().filter(Rise::isNew).filter(Rise::isHigh).count();
    }

    long calls() {
        return rises.size();
    }
}
