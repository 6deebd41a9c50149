package org.wardline.app.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
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
 * @param answers who took it, in order
 * @param states what it became, in order, each unlike the one before it; at least one
 * @param escalatedMs when the next person was told, because nobody answered or saw it in time
 * @param device that measured or is at fault, or empty
 * @param beds of the gateway's: those that ever hung on what is at fault, by name
 * @param marks whether it was useful, as people said, in order
 * @param deeds what people did about it, in order
 */
public record Episode(
        String alarm,
        String bed,
        String type,
        List<Rise> rises,
        long raisedMs,
        boolean isWhole,
        List<Answer> answers,
        List<Became> states,
        OptionalLong escalatedMs,
        String device,
        List<String> beds,
        List<Mark> marks,
        List<Deed> deeds) {
    private static final String OVER = "over";

    public Episode {
        rises = List.copyOf(rises);
        answers = List.copyOf(answers);
        states = List.copyOf(states);
        beds = List.copyOf(beds);
        marks = List.copyOf(marks);
        deeds = List.copyOf(deeds);
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

        /** An object of the detail, such as {@code values}; empty where it was not said. */
        public Map<String, Object> map(String field) {
            Map<String, Object> named = new LinkedHashMap<>();
            if (detail.get(field) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> named.put(String.valueOf(name), value));
            }
            return named;
        }

        /** The certain NEWS2 that it rose with; empty where that is not its cause. */
        OptionalLong score() {
            return map("news2").get("least") instanceof Number least
                    ? OptionalLong.of(least.longValue())
                    : OptionalLong.empty();
        }

        /** What was beyond: the score, or these of its values. */
        private String beyond(Map<String, ?> values, UnaryOperator<String> name) {
            return score().isPresent()
                    ? name.apply("news2") + " " + score().getAsLong()
                    : AlarmWords.broken(values, map("limits"), name);
        }
    }

    /**
     * It was acknowledged or reset.
     *
     * @param afterMs since its beginning, by the monotonic clock
     */
    public record Answer(long wallMs, long afterMs, String by) {}

    /**
     * A change of it.
     *
     * @param state {@code active}, {@code acked}, {@code latched} or {@code over}
     * @param why its condition was gone; empty where it was not, or was gone before
     */
    public record Became(long wallMs, String state, String why) {}

    /** Somebody said whether it was useful. */
    public record Mark(long wallMs, boolean isUseful, String who) {}

    /** Something that was done about it. */
    public record Deed(long wallMs, String who, String what) {
        @Override
        public String toString() {
            return what; // never who: this may reach a log
        }
    }

    @Override
    public String toString() {
        return alarm; // never values or who: this may reach a log
    }

    /** The state that it came to. */
    public String state() {
        return states.getLast().state();
    }

    /** The highest that it had. */
    public AlarmPriority priority() {
        return rises.getLast().priority();
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

    /** Whether it is of what beds hang on, and no patient's. */
    public boolean isOfGateway() {
        return subject().equals("gateway");
    }

    /** Whether it is the gateway's and somebody lay in one of its beds when it began or ended. */
    public boolean stoodWhere(BiPredicate<String, Long> lay, long nowMs) {
        return isOfGateway()
                && beds.stream()
                        .anyMatch(place -> lay.test(place, raisedMs)
                                || lay.test(place, endedMs().orElse(nowMs)));
    }

    public boolean isTechnical() {
        return type.equals("technical");
    }

    public boolean isOpen() {
        return !state().equals(OVER);
    }

    /** When it was over; empty: it stands. */
    public OptionalLong endedMs() {
        return isOpen()
                ? OptionalLong.empty()
                : OptionalLong.of(states.getLast().wallMs());
    }

    /** Why it was over; empty while it stands, and where a person ended it. */
    public String why() {
        return isOpen() ? "" : states.getLast().why();
    }

    /** When and why its condition went, though it may stand until somebody takes it; empty while it is present. */
    public Optional<Became> gone() {
        boolean isPresent = isOpen() && !state().equals("latched");
        return states.reversed().stream()
                .filter(became -> !isPresent && !became.why().isEmpty())
                .findFirst();
    }

    /** Whether it stood in a part of a time; before its first word it did where its beginning is not known. */
    public boolean touches(long fromMs, long toMs) {
        return (!isWhole || raisedMs < toMs) && endedMs().orElse(Long.MAX_VALUE) > fromMs;
    }

    /** Whether the next person was told. */
    public boolean isEscalated() {
        return escalatedMs.isPresent();
    }

    /** Whether somebody took it. */
    public boolean isAnswered() {
        return !answers.isEmpty();
    }

    /** From its beginning to the first answer, by the monotonic clock; empty: nobody took it. */
    public OptionalLong answerMs() {
        return answers.stream().mapToLong(Answer::afterMs).findFirst();
    }

    /** Who took it first, or empty. */
    public String by() {
        return isAnswered() ? answers.getFirst().by() : "";
    }

    /** Who took it last. */
    public Optional<Answer> lastAnswer() {
        return answers.reversed().stream().findFirst();
    }

    /** Whether the last word on its use was this. */
    public boolean isMarked(boolean isUseful) {
        return mark().filter(mark -> mark.isUseful() == isUseful).isPresent();
    }

    /** What was said last of its use. */
    public Optional<Mark> mark() {
        return marks.reversed().stream().findFirst();
    }

    /** Why a technical alarm was raised, such as {@code off}; empty where it did not say. */
    public String cause() {
        return rises.getFirst().detail().get("why") instanceof String why ? why : "";
    }

    /** The certain NEWS2 that it rose highest with. */
    public OptionalLong score() {
        return highest().score();
    }

    /** The highest rise that says which values or score were beyond; the last one where none does. */
    public Rise highest() {
        return rises.reversed().stream()
                .filter(rise -> !rise.map("values").isEmpty() || rise.score().isPresent())
                .findFirst()
                .orElseGet(rises::getLast);
    }

    /** A value beyond its limit or the score when it was highest, such as {@code SpO2 82 < 90}, {@code NEWS2 7}; empty where it has none. */
    public String broken() {
        return broken(AlarmWords::thing);
    }

    /** The same with other names of the signs. */
    public String broken(UnaryOperator<String> name) {
        Map<String, Object> first = new LinkedHashMap<>();
        highest().map("values").entrySet().stream()
                .findFirst()
                .ifPresent(one -> first.put(one.getKey(), one.getValue()));
        return highest().beyond(first, name);
    }

    /** All values that were beyond their limits, or the score, when it was raised; empty where there were none. */
    public String raisedBy() {
        return rises.getFirst().beyond(rises.getFirst().map("values"), AlarmWords::thing);
    }

    /** As it was known at a time after its beginning. */
    Episode asOf(long wallMs) {
        return new Episode(
                alarm,
                bed,
                type,
                rises.stream()
                        .filter(rise -> rise.wallMs() < wallMs || rise.wallMs() == raisedMs)
                        .toList(),
                raisedMs,
                isWhole,
                answers.stream()
                        .filter(answer -> raisedMs + answer.afterMs() < wallMs)
                        .toList(),
                states.stream()
                        .filter(became -> became.wallMs() < wallMs || became.equals(states.getFirst()))
                        .toList(),
                escalatedMs.orElse(wallMs) < wallMs ? escalatedMs : OptionalLong.empty(),
                device,
                beds,
                marks.stream().filter(mark -> mark.wallMs() < wallMs).toList(),
                deeds.stream().filter(deed -> deed.wallMs() < wallMs).toList());
    }
}
