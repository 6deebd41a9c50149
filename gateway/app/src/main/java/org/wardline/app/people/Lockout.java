package org.wardline.app.people;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after some failures in a row the next attempt has to wait, longer after each, up to a bound. A success
 * forgets them. Pure; what was tried longest ago is forgotten first when there is no more room.
 */
final class Lockout {
    private final int free;
    private final long firstMs;
    private final long longestMs;
    private final int most;
    private final Map<String, Failures> byKey = new LinkedHashMap<>(16, 0.75f, true);

    /** Failures in a row, and until when nothing is tried. */
    private record Failures(int count, long untilMs) {}

    /**
     * A lock that begins open.
     *
     * @param free failures before anybody waits
     * @param firstMs the first wait; each is twice the one before
     * @param longestMs the longest
     * @param most keys that are remembered
     */
    Lockout(int free, long firstMs, long longestMs, int most) {
        this.free = free;
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.most = most;
    }

    /** How long this one has to wait yet; 0: it may try. */
    long waitMs(String key, long nowMs) {
        Failures failures = byKey.get(key);
        return failures == null ? 0 : Math.max(0, failures.untilMs() - nowMs);
    }

    void failed(String key, long nowMs) {
        Failures before = byKey.get(key);
        int count = before == null ? 1 : before.count() + 1;
        long untilMs = count < free ? nowMs : nowMs + pauseMs(count - free);
        byKey.put(key, new Failures(count, untilMs));
        while (byKey.size() > most) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }

    void succeeded(String key) {
        byKey.remove(key);
    }

    int size() {
        return byKey.size();
    }

    private long pauseMs(int times) {
        return times >= Integer.SIZE - 1 ? longestMs : Math.min(longestMs, firstMs << times);
    }
}
