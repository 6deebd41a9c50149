package org.wardline.core.alarm;

/** What is true of a level now, before delay and hold (section 4). */
enum Raw {
    BEYOND,
    BETWEEN,
    BACK,
    UNKNOWN
}
