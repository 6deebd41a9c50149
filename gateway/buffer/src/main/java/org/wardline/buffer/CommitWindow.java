package org.wardline.buffer;

/**
 * Decides when what waits is sealed and flushed. Flash wears by the commit, not by the byte, so a window stays open as long as
 * somebody can bear to wait: until so many bytes wait, or a commit can be afforded, or somebody asks to hurry. One commit a window
 * can be afforded in the long run; after a pause the first {@link #CREDIT} wait only as long as their neighbours need.
 */
final class CommitWindow {
    /** Nothing waits. */
    static final long NEVER = Long.MAX_VALUE;
    /** What comes together is committed together, also after a pause. */
    static final long GATHER_MS = 10;
    /** Windows that commits may be ahead of their time. */
    static final int CREDIT = 2;

    private final long maxBytes;
    private final long maxWaitMs;
    private long waitingBytes;
    private long openedAtMs;
    private long paidUntilMs = Long.MIN_VALUE / 2; // each commit costs a window; commits are made on credit
    private boolean isOpen;
    private boolean isHurried;

    CommitWindow(long maxBytes, long maxWaitMs) {
        this.maxBytes = maxBytes;
        this.maxWaitMs = maxWaitMs;
    }

    /** Something more waits. */
    void add(long nowMs, long bytes) {
        if (!isOpen) {
            isOpen = true;
            openedAtMs = nowMs;
        }
        waitingBytes += bytes;
    }

    /** Somebody cannot wait. Without anything waiting it means nothing. */
    void hurry() {
        isHurried = isOpen;
    }

    /** How long to wait still; 0 is now. */
    long waitMs(long nowMs) {
        if (!isOpen) {
            return NEVER;
        }
        if (isHurried || waitingBytes >= maxBytes) {
            return 0;
        }
        long affordedAtMs = Math.min(paidUntilMs - CREDIT * maxWaitMs, openedAtMs + maxWaitMs);
        long dueAtMs = Math.max(affordedAtMs, openedAtMs + Math.min(GATHER_MS, maxWaitMs));
        return Math.max(0, dueAtMs - nowMs);
    }

    /** What waited has been taken. */
    void close(long nowMs) {
        paidUntilMs = Math.max(nowMs, paidUntilMs) + maxWaitMs;
        isOpen = false;
        isHurried = false;
        waitingBytes = 0;
    }
}
