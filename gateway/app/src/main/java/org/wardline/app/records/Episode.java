package org.wardline.app.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wardline.core.AlarmWords;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * One alarm from its first word to its last, as the log tells it.
 *
 * @param alarm {@code SUBJECT:THING.WHAT:N}
 * @param bed where it was raised; empty for the gateway's own
 * @param type {@code physiological}, {@code technical} or {@code model}
 * @param rises how high it rose, the highest last; at least one
 * @param raisedMs epoch milliseconds; of the first word where the log no longer has its beginning ({@code isWhole} is false)
 * @param answerMs from its beginning to the first acknowledgement or reset, by the monotonic clock; empty: nobody took it
 * @param by who took it first, or empty
 * @param endedMs empty: it stands
 * @param states what it became, in order, each unlike the one before it; at least one
 * @param escalatedMs when the next person was told, because nobody answered or saw it in time
 * @param device that measured or is at fault, or empty
 */
public record Episode(
        String alarm,
        String bed,
        String type,
        List<Rise> rises,
        long raisedMs,
        boolean isWhole,
        OptionalLong answerMs,
        String by,
        OptionalLong endedMs,
        String why,
        List<Became> states,
        OptionalLong escalatedMs,
        String device,
        List<String> beds) {
    public Episode {
        rises = List.copyOf(rises);
        states = List.copyOf(states);
        beds = List.copyOf(beds);
    }

    /**
     * It began, or rose above all that it was before.
     *
     * @param detail what it said of its cause, such as values, limits, why
     */
    public record Rise(long wallMs, AlarmPriority priority, Map<String, Object> detail) {
        public Rise {
            detail = Map.copyOf(detail);
        }
    }

    /**
     * A change of it.
     *
     * @param state {@code active}, {@code acked}, {@code latched} or {@code over}
     */
    public record Became(long wallMs, String state) {}

    /** The state that it came to. */
    public String state() {
        return states.getLast().state();
    }

    /** The highest that it had. */
    public AlarmPriority priority() {
        return rises.getLast().priority();
    }

    private Map<String, Object> detail() {
        return rises.getLast().detail();
    }

    /** The stay whose it is, or {@code gateway}. */
    public String subject() {
        return alarm.substring(0, alarm.indexOf(':'));
    }

    /** {@code THING.WHAT}. */
    public String kind() {
        return alarm.substring(alarm.indexOf(':') + 1, alarm.lastIndexOf(':'));
    }

    /** In English words. */
    public String text() {
        return AlarmWords.of(kind());
    }

    public boolean isTechnical() {
        return type.equals("technical");
    }

    public boolean isOpen() {
        return endedMs.isEmpty();
    }

    /** Whether the next person was told. */
    public boolean isEscalated() {
        return escalatedMs.isPresent();
    }

    /** As it was known at a time after its beginning. */
    Episode asOf(long wallMs) {
        boolean isTaken = answerMs.isPresent() && raisedMs + answerMs.getAsLong() < wallMs;
        boolean isOver = endedMs.isPresent() && endedMs.getAsLong() < wallMs;
        return new Episode(
                alarm,
                bed,
                type,
                rises.stream()
                        .filter(rise -> rise.wallMs() < wallMs || rise.wallMs() == raisedMs)
                        .toList(),
                raisedMs,
                isWhole,
                isTaken ? answerMs : OptionalLong.empty(),
                isTaken ? by : "",
                before(endedMs, wallMs),
                isOver ? why : "",
                states.stream()
                        .filter(became -> became.wallMs() < wallMs || became.equals(states.getFirst()))
                        .toList(),
                before(escalatedMs, wallMs),
                device,
                beds);
    }

    private static OptionalLong before(OptionalLong when, long wallMs) {
        return when.isPresent() && when.getAsLong() < wallMs ? when : OptionalLong.empty();
    }

    /** Whether somebody took it. */
    public boolean isAnswered() {
        return answerMs.isPresent();
    }

    /** Why a technical alarm was raised, such as {@code off}; empty where it did not say. */
    public String cause() {
        return detail().get("why") instanceof String why ? why : "";
    }

    /** The certain NEWS2 that it was raised with. */
    public OptionalLong score() {
        return detail().get("news2") instanceof Map<?, ?> news2 && news2.get("least") instanceof Number least
                ? OptionalLong.of(least.longValue())
                : OptionalLong.empty();
    }

    /** A value beyond its limit, such as {@code SpO2 82 < 90}; empty where it has none. */
    public String broken() {
        return detail().get("values") instanceof Map<?, ?> values && !values.isEmpty() ? broken(values) : "";
    }

    private String broken(Map<?, ?> values) {
        Map.Entry<?, ?> first = values.entrySet().iterator().next();
        String words = AlarmWords.thing(String.valueOf(first.getKey())) + " " + first.getValue();
        Optional<Number> limit = Optional.ofNullable(
                        detail().get("limits") instanceof Map<?, ?> limits ? limits.get(first.getKey()) : null)
                .filter(Number.class::isInstance)
                .map(Number.class::cast);
        if (limit.isPresent() && first.getValue() instanceof Number value) {
            return words + (value.doubleValue() < limit.get().doubleValue() ? " < " : " > ") + limit.get();
        }
        return words;
    }
}
