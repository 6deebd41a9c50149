package org.wardline.core;

import java.util.Locale;

/** How a message's way ended: exactly one of these, and each is a counter. */
public enum Ending {
    /** Its readings are sealed on the disk. */
    STORED,
    /** All of it was stored before. */
    DUPLICATE,
    /** No adapter could read it; its head is kept, sealed. */
    QUARANTINED,
    /** Nothing to keep, by rule: a retained message is old, a waveform is live only. */
    IGNORED,
    /** The log cannot take more: judged and shown, not kept, not acknowledged; its sender still holds it. */
    REFUSED;

    /** As it is written in counters. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
