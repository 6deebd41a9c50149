package org.wardline.core.alarm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.core.alarm.AlarmSettings.Step;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * A standing alarm, for people's eyes.
 *
 * @param name {@code SUBJECT:THING.WHAT:N}
 * @param state {@code active}, {@code acked} or {@code latched}
 * @param type {@code physiological}, {@code technical} or {@code model}
 * @param cause of the highest level that is on, in the words of the wire: values, limits, why, beds, news2, score, explain, …
 * @param ackedBy who acknowledged it; empty while nobody did
 * @param beds behind what is at fault: this one alarm is theirs all
 * @param step how many further steps of escalation were told; 0: the first alone
 * @param next who is told next if nobody acknowledges it; empty: all were told, or somebody has it
 */
public record Standing(
        String name,
        long version,
        String state,
        AlarmPriority priority,
        String type,
        Map<String, Object> cause,
        long risenAtMs,
        String ackedBy,
        List<String> beds,
        int step,
        Optional<Next> next) {

    /**
     * The next step of escalation.
     *
     * @param atMs when, unless nobody sees the alarm: then earlier
     */
    public record Next(String who, long atMs) {}

    public Standing {
        beds = List.copyOf(beds);
        cause = Collections.unmodifiableMap(new LinkedHashMap<>(cause));
    }

    static Standing of(Condition condition, AlarmSettings settings) {
        Alarm alarm = condition.alarm;
        int top = condition.top();
        String by = alarm.by;
        List<String> beds = alarm.beds;
        return new Standing(
                AlarmLife.name(condition),
                alarm.version,
                alarm.state.wireName,
                Priorities.of(alarm.priority),
                condition.fact.type(),
                condition.level(top == Priorities.NONE ? alarm.priority : top).cause,
                alarm.risenMs,
                by == null ? "" : by,
                beds == null ? List.of() : beds,
                alarm.step,
                next(alarm, settings));
    }

    private static Optional<Next> next(Alarm alarm, AlarmSettings settings) {
        List<Step> steps = settings.steps.get(alarm.priority);
        if (!alarm.asks() || alarm.step + 1 >= steps.size()) {
            return Optional.empty();
        }
        Step step = steps.get(alarm.step + 1);
        return Optional.of(new Next(step.who(), alarm.steppedMs + step.afterMs()));
    }

    /** The kind {@code THING.WHAT}. */
    public String kind() {
        return name.substring(name.indexOf(':') + 1, name.lastIndexOf(':'));
    }

    /** Values that are beyond, by sign. */
    @SuppressWarnings("unchecked") // as RuleFact says it
    public Map<String, Object> values() {
        return cause.get("values") instanceof Map<?, ?> values ? (Map<String, Object>) values : Map.of();
    }

    /** The limits of {@link #values}. */
    @SuppressWarnings("unchecked") // as RuleFact says it
    public Map<String, Object> limits() {
        return cause.get("limits") instanceof Map<?, ?> limits ? (Map<String, Object>) limits : Map.of();
    }

    /** The certain sum of the NEWS2 that is beyond. */
    public Optional<Number> news2() {
        return cause.get("news2") instanceof Map<?, ?> score && score.get("least") instanceof Number least
                ? Optional.of(least)
                : Optional.empty();
    }

    /** Why a technical condition is present: off, silent, missing, … */
    public Optional<String> why() {
        return cause.get("why") instanceof String why ? Optional.of(why) : Optional.empty();
    }

    /** The device, of an alarm that a device itself found. */
    public Optional<String> device() {
        return kind().endsWith(".device") && cause.get("device") instanceof String device
                ? Optional.of(device)
                : Optional.empty();
    }

    /** A model's explanation, as it came. */
    public Optional<Object> explain() {
        return Optional.ofNullable(cause.get("explain"));
    }

    @Override
    public String toString() {
        return name + " " + state; // never values: this may reach a log
    }
}
