package org.wardline.core.alarm;

/** The last sequence numbers of a device, to know a repeat (section 3.3). */
final class SeqWindow {
    static final int LENGTH = 64;

    private final long[] ring = new long[LENGTH];
    private int size;
    private int next;

    /** Of all that ever came. */
    private long highest = AlarmEvent.ReadingHeard.NO_SEQ;

    boolean holds(long seq) {
        if (seq > highest) {
            return false; // the usual case, without a search
        }
        for (int at = 0; at < size; at++) {
            if (ring[at] == seq) {
                return true;
            }
        }
        return false;
    }

    void add(long seq) {
        ring[next] = seq;
        highest = Math.max(highest, seq);
        next = (next + 1) % LENGTH;
        size = Math.min(LENGTH, size + 1);
    }

    void carry(Snapshot snapshot) {
        size = snapshot.count(size);
        next = snapshot.count(next);
        highest = snapshot.number(highest);
        long before = 0;
        for (int at = 0; at < size; at++) {
            before += snapshot.number(ring[at] - before);
            ring[at] = before;
        }
    }
}
