package org.wardline.app.history;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The wall clock along the gateway's monotonic axis: where it was set, and by how much the two differ from there on.
 *
 * <p>Notes of the log have the axis alone; this says what time it was in the ward.
 */
public final class Axis {
    /** Nothing is known: the axis is taken for the wall. */
    public static final Axis NONE = new Axis(Map.of());

    private final NavigableMap<Long, Long> wallMinusAtMs;

    Axis(Map<Long, Long> wallMinusAtMs) {
        this.wallMinusAtMs = new TreeMap<>(wallMinusAtMs);
    }

    /** Epoch milliseconds at a place of the axis; before the first that is known, as there. */
    public long wallMs(long atMs) {
        if (wallMinusAtMs.isEmpty()) {
            return atMs;
        }
        Map.Entry<Long, Long> since = wallMinusAtMs.floorEntry(atMs);
        return atMs + (since == null ? wallMinusAtMs.firstEntry() : since).getValue();
    }
}
