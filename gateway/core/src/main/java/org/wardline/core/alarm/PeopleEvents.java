package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.Alarm.State;
import org.wardline.core.alarm.AlarmEvent.Acknowledge;
import org.wardline.core.alarm.AlarmEvent.AudioOff;
import org.wardline.core.alarm.AlarmEvent.AudioOn;
import org.wardline.core.alarm.AlarmEvent.LimitsChanged;
import org.wardline.core.alarm.AlarmEvent.PauseAudio;
import org.wardline.core.alarm.AlarmEvent.StationSaw;

/** What people do: acknowledge, silence, change limits, look (section 7). */
final class PeopleEvents {
    private static final List<String> TYPES = List.of("physiological", "model", "technical");

    /** Active, latched, acked; then priority; then type; then the longest since its rise; then name. */
    private static final Comparator<Condition> RANK = Comparator.<Condition, State>comparing(of -> of.alarm.state)
            .thenComparingInt(of -> -of.alarm.priority)
            .thenComparingInt(of -> TYPES.indexOf(of.fact.type()))
            .thenComparingLong(of -> of.alarm.risenMs)
            .thenComparing(of -> of.subject.name)
            .thenComparing(of -> of.kind);

    private final Floor floor;
    private final Moment moment;

    PeopleEvents(Floor floor) {
        this.floor = floor;
        this.moment = floor.moment;
    }

    void acknowledge(Acknowledge event) {
        Condition condition = floor.find(event.alarm());
        String result = result(event, condition);
        String by = null;
        if (result.equals("ok")) {
            by = event.who();
        } else if (result.equals("already") && condition != null) {
            by = condition.alarm.by;
        }
        floor.voice.say(
                "answer", Voice.fields("alarm", event.alarm(), "station", event.station(), "result", result, "by", by));
        if (condition == null || !result.equals("ok")) {
            return;
        }
        Map<String, Object> who = Voice.fields("by", event.who(), "station", event.station());
        if (condition.alarm.state == State.LATCHED) {
            floor.life.end(condition, "reset", who);
        } else {
            take(condition, event.who());
            floor.life.change(condition, "acknowledged", who);
        }
        floor.sound.recount(condition);
        floor.touch(condition);
    }

    private void take(Condition condition, String who) {
        Alarm alarm = condition.alarm;
        alarm.state = State.ACKED;
        alarm.kept = Priorities.NONE;
        alarm.by = who;
        alarm.ackedMs = moment.nowMs;
        alarm.step = 0;
        alarm.priority = condition.top();
    }

    /** The first that fits. */
    private String result(Acknowledge event, @Nullable Condition condition) {
        if (condition == null) {
            return floor.isPast(event.alarm()) ? "over" : "unknown";
        }
        Alarm alarm = condition.alarm;
        if (!alarm.stands || !AlarmLife.name(condition).equals(event.alarm())) {
            return "over";
        }
        if (event.v() < 1 || event.v() > alarm.version) {
            return "unknown";
        }
        if (alarm.state == State.ACKED) {
            return "already";
        }
        return event.v() < alarm.risenVersion ? "changed" : "ok";
    }

    void saw(StationSaw event) {
        Condition condition = floor.find(event.alarm());
        if (condition == null
                || !condition.alarm.stands
                || !AlarmLife.name(condition).equals(event.alarm())) {
            return;
        }
        Alarm alarm = condition.alarm;
        if (event.v() <= alarm.version) {
            alarm.delivered = Math.max(alarm.delivered, event.v());
            alarm.seen = event.visible() ? Math.max(alarm.seen, event.v()) : alarm.seen;
        }
    }

    void pause(PauseAudio event) {
        if (event.untilMs() <= moment.nowMs) {
            floor.refuse("pauseAudio", "until");
            return;
        }
        long untilMs = Math.min(event.untilMs(), moment.nowMs + floor.settings.life.pauseMs());
        silence("pauseAudio", event.stay(), new Audio(untilMs, event.who(), moment.nowMs));
    }

    void off(AudioOff event) {
        silence("audioOff", event.stay(), new Audio(DueQueue.NEVER, event.owner(), moment.nowMs));
    }

    private void silence(String event, String name, Audio audio) {
        Stay stay = floor.stay(name);
        if (stay == null) {
            floor.refuse(event, "stay");
            return;
        }
        floor.eachStanding(stay.subject, condition -> condition.alarm.silencedVersion = condition.alarm.risenVersion);
        floor.audio(stay, audio, Voice.fields("by", audio.by()));
    }

    void on(AudioOn event) {
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("audioOn", "stay");
        } else if (stay.subject.audio != null) {
            floor.audio(stay, null, Voice.fields("by", event.who()));
        }
    }

    void limits(LimitsChanged event) {
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("limitsChanged", "stay");
            return;
        }
        int level = Priorities.level(event.level());
        RuleFact rule = stay.rule(event.rule(), event.level());
        if (rule == null || !rule.takes(level, event.set())) {
            floor.refuse("limitsChanged", "rule");
            return;
        }
        floor.voice.say(
                "limits",
                Voice.fields(
                        "stay", stay.name(),
                        "bed", stay.subject.bed,
                        "rule", event.rule(),
                        "level", event.level().wireName(),
                        "who", event.who(),
                        "old", orOff(rule.set(level)),
                        "new", orOff(event.set())));
        rule.set(level, event.set());
        floor.mark(stay);
    }

    private static Object orOff(@Nullable Map<String, Object> set) {
        return set == null ? "off" : set;
    }

    /** What stands, ranked (section 10). */
    void list() {
        List<String> flooded = new ArrayList<>();
        for (Stay stay : floor.stays.values()) {
            if (stay.subject.isFlooded) {
                flooded.add(stay.name());
            }
        }
        if (floor.floods.isWardFlooded()) {
            flooded.add("ward");
        }
        flooded.sort(Comparator.naturalOrder());
        List<Map<String, Object>> rows =
                floor.standing.stream().sorted(RANK).map(PeopleEvents::row).toList();
        floor.voice.say("list", Voice.fields("flood", flooded, "alarms", rows));
    }

    private static Map<String, Object> row(Condition condition) {
        Alarm alarm = condition.alarm;
        return Voice.fields(
                "alarm",
                AlarmLife.name(condition),
                "v",
                alarm.version,
                "bed",
                condition.subject.bed,
                "state",
                alarm.state.wireName,
                "priority",
                Priorities.name(alarm.priority),
                "step",
                (long) alarm.step,
                "sounding",
                Sound.isHeard(condition),
                "delivered",
                alarm.delivered >= alarm.risenVersion,
                "seen",
                alarm.seen >= alarm.risenVersion);
    }
}
