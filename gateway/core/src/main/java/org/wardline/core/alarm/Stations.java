package org.wardline.core.alarm;

import java.util.HashMap;
import java.util.Map;

/** The screens that show the ward, by their heartbeats (section 7, supervised delivery). */
final class Stations {
    /** A station's last heartbeat. */
    private record Heartbeat(long atMs, boolean isVisible, boolean canSound) {}

    /** A ward has fewer screens; the one that was silent longest makes room. */
    static final int MOST_KNOWN = 1024;

    private final long aliveMs;
    private final Map<String, Heartbeat> known = new HashMap<>();

    /** From the first heartbeat on, or always. */
    boolean isSupervised;

    Stations(AlarmSettings settings) {
        this.aliveMs = settings.supervision.aliveMs();
        this.isSupervised = settings.supervision.isRequired();
    }

    void alive(String station, long nowMs, boolean isVisible, boolean canSound) {
        isSupervised = true;
        if (known.size() >= MOST_KNOWN) {
            known.values().removeIf(heartbeat -> !isAlive(heartbeat, nowMs));
        }
        if (known.size() < MOST_KNOWN || known.containsKey(station)) {
            known.put(station, new Heartbeat(nowMs, isVisible, canSound));
        }
    }

    void lost(String station) {
        known.remove(station);
    }

    void allLost() {
        known.clear();
    }

    private boolean isAlive(Heartbeat heartbeat, long nowMs) {
        return nowMs - heartbeat.atMs < aliveMs;
    }

    /** {@code none}, {@code hidden} or {@code mute}; empty when one is visible and one can sound. */
    String trouble(long nowMs) {
        boolean isAnyAlive = false;
        boolean isAnyVisible = false;
        boolean canAnySound = false;
        for (Heartbeat heartbeat : known.values()) {
            if (isAlive(heartbeat, nowMs)) {
                isAnyAlive = true;
                isAnyVisible |= heartbeat.isVisible;
                canAnySound |= heartbeat.canSound;
            }
        }
        if (!isAnyAlive) {
            return "none";
        }
        if (!isAnyVisible) {
            return "hidden";
        }
        return canAnySound ? "" : "mute";
    }

    long dueAfter(long nowMs) {
        long due = DueQueue.NEVER;
        for (Heartbeat heartbeat : known.values()) {
            due = Due.sooner(due, heartbeat.atMs + aliveMs, nowMs);
        }
        return due;
    }

    void carry(Snapshot snapshot) {
        isSupervised = snapshot.flag(isSupervised) || isSupervised;
        snapshot.map(
                known,
                (_, heartbeat) -> new Heartbeat(
                        snapshot.number(heartbeat == null ? 0 : heartbeat.atMs),
                        snapshot.flag(heartbeat != null && heartbeat.isVisible),
                        snapshot.flag(heartbeat != null && heartbeat.canSound)));
    }
}
