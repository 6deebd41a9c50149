package org.wardline.models.cli;

/** When scores become an advisory, by the rules of the alarm engine: so many in a row, and at most one episode an hour. */
final class Advisories {
    /** At most one episode starts in this time (alarm-engine.md, section 9, {@code alarms.rest}). */
    private static final long REST_MS = 3_600_000;

    private final double threshold;
    private final int consecutive;
    private int run;
    private boolean isOn;
    private long startedAtMs = Long.MIN_VALUE / 2;
    private int count;
    private long firstAtMs = Long.MAX_VALUE;

    Advisories(double threshold, int consecutive) {
        this.threshold = threshold;
        this.consecutive = consecutive;
    }

    /** Takes the next score; true when an advisory begins with it. */
    boolean hear(double score, long atMs) {
        run = score > threshold ? run + 1 : 0;
        isOn = isOn && run > 0;
        if (isOn || run < consecutive || atMs - startedAtMs < REST_MS) {
            return false;
        }
        isOn = true;
        startedAtMs = atMs;
        firstAtMs = Math.min(firstAtMs, atMs);
        count++;
        return true;
    }

    /** No score: what was in a row is no longer. */
    void unknown() {
        run = 0;
    }

    int count() {
        return count;
    }

    boolean isAny() {
        return count > 0;
    }

    /** When the first began; far ahead when there was none. */
    long firstAtMs() {
        return firstAtMs;
    }
}
