package org.wardline.core.alarm;

import java.util.Arrays;

/** When alarms were raised, oldest first, for as long as a flood's window looks back (section 10). */
final class Raises {
    /** No ward raises so many in an hour; above it the oldest are not counted. */
    static final int MOST_KEPT = 1 << 16;

    private long[] ring = new long[8];
    private int first;
    private int size;

    void add(long atMs) {
        if (size == MOST_KEPT) {
            dropFirst();
        }
        if (size == ring.length) {
            long[] larger = new long[2 * size];
            for (int at = 0; at < size; at++) {
                larger[at] = get(at);
            }
            ring = larger;
            first = 0;
        }
        ring[(first + size) & (ring.length - 1)] = atMs;
        size++;
    }

    /** How many are younger than the window. */
    int count(long nowMs, long windowMs) {
        while (size > 0 && get(0) <= nowMs - windowMs) {
            dropFirst();
        }
        return size;
    }

    long firstAtMs() {
        return size == 0 ? DueQueue.NEVER : get(0);
    }

    private long get(int at) {
        return ring[(first + at) & (ring.length - 1)];
    }

    private void dropFirst() {
        first = (first + 1) & (ring.length - 1);
        size--;
    }

    void carry(Snapshot snapshot) {
        long[] times = new long[snapshot.count(size)];
        long before = 0;
        for (int at = 0; at < times.length; at++) {
            before += snapshot.number(at < size ? get(at) - before : 0);
            times[at] = before;
        }
        if (snapshot.isReading()) {
            ring = Arrays.copyOf(times, Math.max(8, Integer.highestOneBit(Math.max(1, times.length)) * 2));
            first = 0;
            size = times.length;
        }
    }
}
