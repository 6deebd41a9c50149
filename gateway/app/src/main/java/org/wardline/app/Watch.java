package org.wardline.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.wardline.app.alarm.AlarmWays;
import org.wardline.buffer.LogWriter;
import org.wardline.core.Act;
import org.wardline.core.Now;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * Watches the gateway's own parts: each that is not well is a technical alarm and a reason in the status, once, and is taken
 * back when it is well again. Lives on the ward's thread.
 *
 * <p>How long something lasts is measured on the monotonic axis: a step of the wall clock neither raises an alarm nor puts
 * one off.
 */
final class Watch {
    /** A record system that does not take anything for so long is behind. */
    static final long BEHIND_AFTER_MS = 60_000;
    /** A webhook that does not take alarms for so long is behind: alarms are for now. */
    static final long ALARMS_BEHIND_AFTER_MS = 15_000;
    /** A message that was dropped unseen is news for so long. */
    static final long DROPPED_NEWS_MS = 3_600_000;
    /** What was ill before a restart is believed to be ill for so long, unless its part says something. */
    static final long SETTLING_MS = 2 * BEHIND_AFTER_MS;

    private static final String SUBJECT = "gateway:";
    private static final String FAULT = ".fault:";

    private final Condition condition;
    private final Consumer<Act> ward;
    private final Runnable changed;
    private final Map<String, Long> troubledSinceMs = new HashMap<>();
    private final Set<String> inherited = new HashSet<>();
    private long settledAtMs;
    private boolean isStoring = true;
    private long dropped = -1; // not looked yet
    private long droppedAtMs = -DROPPED_NEWS_MS;

    /**
     * A watch.
     *
     * @param ward takes what it finds
     * @param changed told after the condition changed
     */
    Watch(Condition condition, Consumer<Act> ward, Runnable changed) {
        this.condition = condition;
        this.ward = ward;
        this.changed = changed;
    }

    /** The process begins with these alarms of its own: their parts may be well again, or be gone, or not know yet. */
    void begin(List<WardView.Alarm> standing, Now now) {
        settledAtMs = now.atMs() + SETTLING_MS;
        inherited.addAll(standing.stream()
                .map(WardView.Alarm::name)
                .filter(name -> name.startsWith(SUBJECT) && name.contains(FAULT))
                .map(name -> name.substring(SUBJECT.length(), name.indexOf(FAULT)))
                .collect(Collectors.toSet()));
        if (inherited.contains("quarantine")) {
            droppedAtMs = now.atMs();
        }
    }

    /** Time passes: what nobody says any more of the parts of before is over. */
    void tick(Now now) {
        if (!inherited.isEmpty() && now.atMs() >= settledAtMs) {
            inherited.stream().filter(part -> !condition.isIll(part)).forEach(this::well);
            inherited.clear();
        }
    }

    private void well(String part) {
        ward.accept(at -> new AlarmEvent.Fault(at, part, false, AlarmPriority.LOW, null));
    }

    /** One part's word; only news are passed on. */
    void say(String part, boolean isIll, AlarmPriority priority, String reason, long wallMs) {
        if (condition.set(part, isIll, reason, false, wallMs)) {
            ward.accept(at -> new AlarmEvent.Fault(at, part, isIll, priority, null));
            changed.run();
        }
    }

    /** The log; true when it stores again after it could not. */
    boolean storesAgain(LogWriter.Health health, long wallMs) {
        boolean was = isStoring;
        isStoring = health.state() == LogWriter.State.OK;
        say("storage", !isStoring, AlarmPriority.HIGH, "readings cannot be stored", wallMs);
        return isStoring && !was;
    }

    /** Quarantine full: what came first is gone. */
    void quarantine(long droppedEver, Now now) {
        if (dropped >= 0 && droppedEver > dropped) {
            droppedAtMs = now.atMs();
        }
        dropped = droppedEver;
        say(
                "quarantine",
                now.atMs() - droppedAtMs < DROPPED_NEWS_MS,
                AlarmPriority.LOW,
                "messages that could not be read were dropped unseen",
                now.wallMs());
    }

    /** A way out: whether it gets on. */
    void uplink(String name, boolean isTroubled, Now now) {
        String part = "uplink-" + name;
        say(
                part,
                isTroubledFor(BEHIND_AFTER_MS, part, isTroubled, now),
                AlarmPriority.LOW,
                "the record system (" + name + ") is behind",
                now.wallMs());
    }

    /** Where alarms go besides the stations. */
    void alarmWays(AlarmWays ways, Now now) {
        ways.report(
                isTroubledFor(
                        ALARMS_BEHIND_AFTER_MS,
                        "webhook",
                        !ways.webhookTrouble().isEmpty(),
                        now),
                (part, isIll, priority, reason) -> say(part, isIll, priority, reason, now.wallMs()));
    }

    private boolean isTroubledFor(long ms, String part, boolean isTroubled, Now now) {
        if (!isTroubled) {
            troubledSinceMs.remove(part);
            return false;
        }
        return now.atMs() - troubledSinceMs.computeIfAbsent(part, _ -> now.atMs()) >= ms;
    }
}
