package org.wardline.app.station;

/** What an endpoint of the station asks of the person who uses it. */
public enum Right {
    /** What a screen on the wall shows and does by itself; nobody signs in for it. */
    LOOK,
    /** What is one's own: for whoever is signed in. */
    SELF,
    /** To take alarms, to enter what was seen, to admit and discharge. */
    CARE,
    /** Devices and the tray, without knowing whose they are. */
    DEVICES,
    /** What either of those two may do: devices, and what waits for a person. */
    TRAY,
    /** The box: people who may sign in, status. No patient. */
    BOX,
    /** To read the audit trail. */
    AUDIT;

    /** As pages know it. */
    String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
