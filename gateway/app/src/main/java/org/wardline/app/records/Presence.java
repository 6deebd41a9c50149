package org.wardline.app.records;

/**
 * A patient in a bed for a time.
 *
 * @param when {@link Period#OPEN} at the end: lies there now
 */
public record Presence(String stay, String bed, Period when) {
    Presence still() {
        return new Presence(stay, bed, new Period(when.fromMs(), Period.OPEN));
    }
}
