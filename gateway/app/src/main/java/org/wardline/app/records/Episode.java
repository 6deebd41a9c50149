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
 * @param priority the highest that it had
 * @param raisedMs epoch milliseconds; of the first word where the log no longer has its beginning ({@code isWhole} is false)
 * @param answerMs from its beginning to the first acknowledgement or reset, by the monotonic clock; empty: nobody took it
 * @param by who took it first, or empty
 * @param endedMs empty: it stands
 * @param step how far people were told: 0 the nurse, 1 the next person, …
 * @param device that measured or is at fault, or empty
 * @param detail what the alarm said of its cause, such as values, limits, why
 */
public record Episode(
        String alarm,
        String bed,
        String type,
        AlarmPriority priority,
        long raisedMs,
        boolean isWhole,
        OptionalLong answerMs,
        String by,
        OptionalLong endedMs,
        String why,
        String state,
        int step,
        String device,
        Map<String, Object> detail,
        List<String> beds) {
    public Episode {
        detail = Map.copyOf(detail);
        beds = List.copyOf(beds);
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

    /** Whether the next person was told, because nobody answered or saw it in time. */
    public boolean isEscalated() {
        return step > 0;
    }

    /** Whether somebody took it. */
    public boolean isAnswered() {
        return answerMs.isPresent();
    }

    /** Why a technical alarm was raised, such as {@code off}; empty where it did not say. */
    public String cause() {
        return detail.get("why") instanceof String why ? why : "";
    }

    /** The certain NEWS2 that it was raised with. */
    public OptionalLong score() {
        return detail.get("news2") instanceof Map<?, ?> news2 && news2.get("least") instanceof Number least
                ? OptionalLong.of(least.longValue())
                : OptionalLong.empty();
    }

    /** A value beyond its limit, such as {@code SpO2 82 < 90}; empty where it has none. */
    public String broken() {
        return detail.get("values") instanceof Map<?, ?> values && !values.isEmpty() ? broken(values) : "";
    }

    private String broken(Map<?, ?> values) {
        Map.Entry<?, ?> first = values.entrySet().iterator().next();
        String words = AlarmWords.thing(String.valueOf(first.getKey())) + " " + first.getValue();
        Optional<Number> limit = Optional.ofNullable(
                        detail.get("limits") instanceof Map<?, ?> limits ? limits.get(first.getKey()) : null)
                .filter(Number.class::isInstance)
                .map(Number.class::cast);
        if (limit.isPresent() && first.getValue() instanceof Number value) {
            return words + (value.doubleValue() < limit.get().doubleValue() ? " < " : " > ") + limit.get();
        }
        return words;
    }
}
