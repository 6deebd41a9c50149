package org.wardline.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the gateway is, as others are told: the parts that are not well, since when, and what that makes of the whole. Set
 * on the ward's thread, read on any.
 */
final class Condition {
    private final Map<String, Ill> ills = new TreeMap<>();
    private String state = "ok";
    private long sinceMs;

    /** Why a part is not well. */
    private record Ill(String reason, boolean isBlinding) {}

    Condition(long wallMs) {
        sinceMs = wallMs;
    }

    /**
     * A part's word.
     *
     * @param isBlinding without it nobody is watched
     * @return whether something changed
     */
    synchronized boolean set(String part, boolean isIll, String reason, boolean isBlinding, long wallMs) {
        var ill = new Ill(reason, isBlinding);
        boolean isNews = isIll ? !ill.equals(ills.put(part, ill)) : ills.remove(part) != null;
        String now = ills.values().stream().anyMatch(Ill::isBlinding) ? "blind" : ills.isEmpty() ? "ok" : "degraded";
        if (!now.equals(state)) {
            state = now;
            sinceMs = wallMs;
        }
        return isNews;
    }

    boolean isIll(String part) {
        return ills.containsKey(part);
    }

    /** {@code ok}, {@code degraded} or {@code blind}. */
    synchronized String state() {
        return state;
    }

    synchronized long sinceMs() {
        return sinceMs;
    }

    synchronized List<String> reasons() {
        return new ArrayList<>(ills.values().stream().map(Ill::reason).toList());
    }
}
