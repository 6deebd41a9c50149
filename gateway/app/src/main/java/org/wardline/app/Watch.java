package org.wardline.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wardline.app.alarm.AlarmWays;
import org.wardline.buffer.LogWriter;
import org.wardline.core.Act;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * Watches the gateway's own parts: each that is not well is a technical alarm and a reason in the status, once, and is taken
 * back when it is well again. Lives on the ward's thread.
 */
final class Watch {
    /** A record system that does not take anything for so long is behind. */
    static final long BEHIND_AFTER_MS = 60_000;
    /** A webhook that does not take alarms for so long is behind: alarms are for now. */
    static final long ALARMS_BEHIND_AFTER_MS = 15_000;

    private final Condition condition;
    private final Consumer<Act> ward;
    private final Runnable changed;
    private final Map<String, Long> troubledSinceMs = new HashMap<>();
    private boolean isStoring = true;

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
    void quarantine(long dropped, long wallMs) {
        say(
                "quarantine",
                dropped > 0,
                AlarmPriority.LOW,
                "messages that could not be read were dropped unseen",
                wallMs);
    }

    /** Where alarms go besides the stations. */
    void alarmWays(AlarmWays ways, long wallMs) {
        ways.report(
                isTroubledFor(ALARMS_BEHIND_AFTER_MS, "webhook", ways.webhookTrouble(), wallMs),
                (part, isIll, priority, reason) -> say(part, isIll, priority, reason, wallMs));
    }

    private boolean isTroubledFor(long ms, String part, String trouble, long wallMs) {
        if (trouble.isEmpty()) {
            troubledSinceMs.remove(part);
            return false;
        }
        return wallMs - troubledSinceMs.computeIfAbsent(part, _ -> wallMs) >= ms;
    }

    /** Ways out that do not get on. */
    void uplinks(List<RecordSystem> uplinks, long wallMs) {
        for (RecordSystem uplink : uplinks) {
            String part = "uplink-" + uplink.name();
            say(
                    part,
                    isTroubledFor(BEHIND_AFTER_MS, part, uplink.trouble(), wallMs),
                    AlarmPriority.LOW,
                    "the record system (" + uplink.name() + ") is behind",
                    wallMs);
        }
    }
}
