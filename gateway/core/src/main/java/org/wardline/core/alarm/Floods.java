package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.List;

/** Too many alarms raised in a while: said, and nothing dropped (section 10). */
final class Floods {
    static final long WARD_WINDOW_MS = 10 * Durations.MINUTE;
    static final long STAY_WINDOW_MS = Durations.HOUR;

    private final Raises ward = new Raises();
    private final Voice voice;
    private final AlarmSettings settings;
    private final List<Subject> raised = new ArrayList<>();
    private boolean isWardFlooded;

    Floods(AlarmSettings settings, Voice voice) {
        this.settings = settings;
        this.voice = voice;
    }

    void raised(Subject subject, long nowMs) {
        ward.add(nowMs);
        raised.add(subject);
        if (subject.bed != null) {
            subject.raises.add(nowMs);
        }
    }

    boolean wasRaised() {
        return !raised.isEmpty();
    }

    /** Whose alarms were raised since this was asked last. */
    List<Subject> takeRaised() {
        List<Subject> taken = List.copyOf(raised);
        raised.clear();
        return taken;
    }

    void checkWard(long nowMs) {
        isWardFlooded = check("ward", ward.count(nowMs, WARD_WINDOW_MS), settings.flood.ward(), isWardFlooded);
    }

    void checkStay(Subject stay, long nowMs) {
        int count = stay.raises.count(nowMs, STAY_WINDOW_MS);
        stay.isFlooded = check(stay.name, count, settings.flood.stay(), stay.isFlooded);
    }

    private boolean check(String scope, int count, long most, boolean isFlooded) {
        boolean begins = !isFlooded && count > most;
        boolean ends = isFlooded && 2L * count < most;
        if (begins || ends) {
            voice.say("flood", Voice.fields("scope", scope, "on", begins, "count", (long) count));
        }
        return isFlooded ? !ends : begins;
    }

    boolean isWardFlooded() {
        return isWardFlooded;
    }

    long dueAfter(long nowMs) {
        return isWardFlooded ? Due.sooner(DueQueue.NEVER, ward.firstAtMs() + WARD_WINDOW_MS, nowMs) : DueQueue.NEVER;
    }

    void carry(Snapshot snapshot) {
        ward.carry(snapshot);
        isWardFlooded = snapshot.flag(isWardFlooded);
    }
}
