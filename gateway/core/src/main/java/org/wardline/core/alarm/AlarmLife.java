package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.Alarm.State;
import org.wardline.core.alarm.AlarmSettings.Step;

/** The life of an alarm: what its condition's levels make of it, and who is told (sections 5 and 7). */
final class AlarmLife {
    /** What of a cause is said again when an alarm rises (section 5). */
    private static final Set<String> DETAIL = Set.of("values", "limits", "news2", "score", "explain", "quality");

    private final Moment moment;
    private final Voice voice;
    private final Sound sound;
    private final Floods floods;
    private final Stations stations;
    private final Set<Condition> standing;

    /** Whether {@code stations.blind} is on in this instant. */
    boolean isBlind;

    /** Tells of all that stands in {@code standing}. */
    AlarmLife(Moment moment, Voice voice, Sound sound, Floods floods, Stations stations, Set<Condition> standing) {
        this.moment = moment;
        this.voice = voice;
        this.sound = sound;
        this.floods = floods;
        this.stations = stations;
        this.standing = standing;
    }

    /** Brings an alarm to what its levels say now. */
    void live(Condition condition) {
        Alarm alarm = condition.alarm;
        int top = condition.top();
        if (alarm.stands || (top != Priorities.NONE && !isResting(condition))) {
            String rose = !alarm.stands
                    ? raise(condition, top)
                    : top == Priorities.NONE ? gone(condition) : stay(condition, top);
            if (alarm.stands) {
                tell(condition, rose);
            }
            sound.recount(condition);
        }
        moment.queue.wakeBy(condition.subject, dueAfter(condition, moment.nowMs, moment));
    }

    /** A model starts one episode in a while; one that is due earlier waits (section 9). */
    private boolean isResting(Condition condition) {
        Alarm alarm = condition.alarm;
        return condition.fact instanceof ModelFact
                && alarm.episode > 0
                && moment.nowMs < alarm.beganMs + moment.settings.life.restMs();
    }

    private String raise(Condition condition, int top) {
        Alarm alarm = condition.alarm;
        alarm.begin(moment.nowMs);
        alarm.priority = top;
        alarm.kept = condition.latching();
        alarm.beds = beds(condition);
        standing.add(condition);
        floods.raised(condition.subject, moment.nowMs);
        Map<String, Object> fields = next(condition);
        fields.put("type", condition.fact.type());
        fields.putAll(condition.level(top).cause);
        voice.say("raised", fields);
        return "raised";
    }

    /** No level is on. */
    private String gone(Condition condition) {
        Alarm alarm = condition.alarm;
        if (alarm.state == State.LATCHED) {
            return "";
        }
        String why = condition.whyOff(moment.turn);
        if (alarm.state == State.ACKED || alarm.kept == Priorities.NONE) {
            end(condition, "ended", Voice.fields("why", why));
        } else {
            alarm.state = State.LATCHED;
            change(condition, "latched", Voice.fields("why", why));
        }
        return "";
    }

    /** A level is on, of an alarm that stands; gives how it rose, if it did. */
    private String stay(Condition condition, int top) {
        Alarm alarm = condition.alarm;
        int latching = condition.latching();
        if (alarm.state != State.ACKED) {
            alarm.kept = Math.max(alarm.kept, latching);
        }
        int priority = Math.max(top, alarm.kept);
        String rose = "";
        if (priority > alarm.priority || alarm.state == State.LATCHED) {
            rose = priority > alarm.priority ? "escalated" : "returned";
            alarm.rise(moment.nowMs);
            alarm.priority = priority;
            alarm.kept = Math.max(alarm.kept, latching);
            Map<String, Object> detail = new LinkedHashMap<>(condition.level(top).cause);
            detail.keySet().retainAll(DETAIL);
            if (rose.equals("returned")) {
                detail.put("why", rose);
            }
            change(condition, rose.equals("returned") ? "updated" : rose, detail);
        } else if (priority < alarm.priority) {
            alarm.priority = priority;
            change(condition, "deescalated", Voice.fields());
        }
        Level highest = condition.level(top);
        if (alarm.state == State.ACKED && highest.timing.realarmMs() > 0 && isRealarmDue(alarm, highest)) {
            rose = "realarmed";
            alarm.rise(moment.nowMs);
            alarm.kept = latching;
            change(condition, rose, Voice.fields());
        }
        updateBeds(condition);
        return rose;
    }

    private boolean isRealarmDue(Alarm alarm, Level highest) {
        return moment.nowMs >= alarm.ackedMs + highest.timing.realarmMs() && highest.raw == Raw.BEYOND;
    }

    private void updateBeds(Condition condition) {
        List<String> beds = beds(condition);
        if (beds != null && !Objects.equals(beds, condition.alarm.beds)) {
            condition.alarm.beds = beds;
            change(condition, "updated", Voice.fields("why", "beds", "beds", beds));
        }
    }

    private static @Nullable List<String> beds(Condition condition) {
        return condition.fact instanceof FaultFact fault ? fault.beds() : null;
    }

    /** Whom to tell, and when to tell the next (section 7, steps). */
    private void tell(Condition condition, String rose) {
        Alarm alarm = condition.alarm;
        List<Step> steps = moment.settings.steps.get(alarm.priority);
        if (!rose.isEmpty()) {
            tell(condition, steps, rose);
        }
        if (alarm.state == State.ACKED) {
            return;
        }
        while (alarm.step + 1 < steps.size()
                && moment.nowMs >= alarm.steppedMs + steps.get(alarm.step + 1).afterMs()) {
            alarm.step++;
            tell(condition, steps, "unacknowledged");
        }
        boolean isUnseen =
                alarm.seen < alarm.risenVersion && moment.nowMs >= alarm.risenMs + moment.settings.life.unseenMs();
        if (stations.isSupervised && !alarm.isUnseenSaid && (isBlind || isUnseen)) {
            alarm.isUnseenSaid = true;
            if (alarm.step + 1 < steps.size()) {
                alarm.step++;
                tell(condition, steps, "unseen");
            }
        }
    }

    private void tell(Condition condition, List<Step> steps, String why) {
        Alarm alarm = condition.alarm;
        alarm.steppedMs = moment.nowMs;
        List<String> to = new ArrayList<>(alarm.step + 1);
        for (int step = 0; step <= alarm.step && step < steps.size(); step++) {
            to.add(steps.get(step).who());
        }
        voice.say(
                "notify",
                Voice.fields(
                        "alarm", name(condition), "v", alarm.version, "step", (long) alarm.step, "to", to, "why", why));
    }

    void end(Condition condition, String change, Map<String, Object> fields) {
        condition.alarm.stands = false;
        condition.alarm.state = State.OVER;
        standing.remove(condition);
        change(condition, change, fields);
        sound.recount(condition);
    }

    /** Says a change of an alarm: its next version. */
    void change(Condition condition, String change, Map<String, Object> more) {
        Map<String, Object> fields = next(condition);
        fields.putAll(more);
        voice.say(change, fields);
    }

    /** What every next version of an alarm says. */
    private static Map<String, Object> next(Condition condition) {
        Alarm alarm = condition.alarm;
        alarm.version++;
        return Voice.fields(
                "alarm", name(condition),
                "v", alarm.version,
                "bed", condition.subject.bed,
                "state", alarm.state.wireName,
                "priority", Priorities.name(alarm.priority));
    }

    static String name(Condition condition) {
        return condition.name + ":" + condition.alarm.episode;
    }

    /** When something of a condition is due, after now: its levels' runs, the next step, a re-alarm, the end of a rest. */
    static long dueAfter(Condition condition, long nowMs, Moment moment) {
        long due = DueQueue.NEVER;
        for (int level = 0; level < Priorities.COUNT; level++) {
            due = Due.sooner(due, condition.level(level).dueAtMs(), nowMs);
        }
        Alarm alarm = condition.alarm;
        AlarmSettings settings = moment.settings;
        if (!alarm.stands) {
            boolean canRest = condition.fact instanceof ModelFact && alarm.episode > 0;
            return canRest ? Due.sooner(due, alarm.beganMs + settings.life.restMs(), nowMs) : due;
        }
        if (alarm.state == State.ACKED) {
            for (int level = 0; level < Priorities.COUNT; level++) {
                due = Due.sooner(
                        due, alarm.ackedMs + condition.level(level).timing.realarmMs(), nowMs);
            }
            return due;
        }
        List<Step> steps = settings.steps.get(alarm.priority);
        if (alarm.step + 1 < steps.size()) {
            due = Due.sooner(due, alarm.steppedMs + steps.get(alarm.step + 1).afterMs(), nowMs);
        }
        return alarm.isUnseenSaid ? due : Due.sooner(due, alarm.risenMs + settings.life.unseenMs(), nowMs);
    }
}
