package org.wardline.buffer;

/**
 * Decides when what waits is sealed and flushed. Flash wears by the commit, not by the byte, so a window stays open as long as
 * somebody can bear to wait: until so many bytes wait, or the first of them has waited so long, or somebody asks to hurry.
 */
final class CommitWindow {
    /** Nothing waits. */
    static final long NEVER = Long.MAX_VALUE;

    private final long maxBytes;
    private final long maxWaitMs;
    private long waitingBytes;
    private long openedAtMs;
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
        return Math.max(0, openedAtMs + maxWaitMs - nowMs);
    }

    /** What waited has been taken. */
    void close() {
        isOpen = false;
        isHurried = false;
        waitingBytes = 0;
    }
}
