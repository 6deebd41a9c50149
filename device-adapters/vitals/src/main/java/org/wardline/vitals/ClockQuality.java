package org.wardline.vitals;

/** What the measured time of a reading is worth. */
public enum ClockQuality {
    /** The device gave none: measured when it was received. */
    NONE,
    /** As the device said; its clock agrees with ours. */
    DEVICE,
    /** The device's clock is off by a known amount, which the log keeps beside the reading. */
    CORRECTED,
    /** The device's clock cannot be followed: the time of receipt stands instead. */
    UNTRUSTED
}
