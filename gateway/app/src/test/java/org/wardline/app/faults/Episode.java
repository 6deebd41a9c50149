package org.wardline.app.faults;

/** One time that a patient is beyond a limit: from the first such reading's last byte to its alarm at the dashboard. */
final class Episode {
    private final long firstSeq;
    private volatile long sentNs;
    private volatile long seenNs;

    Episode(long firstSeq) {
        this.firstSeq = firstSeq;
    }

    /** The first reading beyond the limit. */
    long firstSeq() {
        return firstSeq;
    }

    /** Its last byte is on its way; again, where the connection broke before it was acknowledged. */
    void sent() {
        if (seenNs == 0) {
            sentNs = System.nanoTime();
        }
    }

    void seen() {
        if (seenNs == 0 && sentNs != 0) {
            seenNs = System.nanoTime();
        }
    }

    boolean isSeen() {
        return seenNs != 0;
    }

    /** Milliseconds to the alarm; a gateway that was stopped counts from when it went on. */
    double latencyMs(long resumedNs) {
        return (seenNs - Math.max(sentNs, resumedNs)) / 1e6;
    }
}
