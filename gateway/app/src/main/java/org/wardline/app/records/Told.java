package org.wardline.app.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wardline.app.history.Episode;

/**
 * What the log tells of a ward in a time. All times are epoch milliseconds.
 *
 * @param observedMs of each stay, when somebody last entered observations, before that time too
 * @param notes of that time, and older tasks that are not done
 * @param scores of each stay, in order
 * @param monitoredMs how long devices gave data of each bed
 * @param isCut whether there was more than is kept here
 */
public record Told(
        Period when,
        List<Episode> episodes,
        List<Presence> presences,
        List<Moved> moves,
        List<Silence> silences,
        List<LimitChange> limits,
        List<Observed> observations,
        Map<String, Long> observedMs,
        List<Written> notes,
        List<Flood> floods,
        List<Gap> gaps,
        Map<String, List<Score>> scores,
        Map<String, Long> monitoredMs,
        boolean isCut) {
    public Told {
        episodes = List.copyOf(episodes);
        presences = List.copyOf(presences);
        moves = List.copyOf(moves);
        silences = List.copyOf(silences);
        limits = List.copyOf(limits);
        observations = List.copyOf(observations);
        observedMs = Map.copyOf(observedMs);
        notes = List.copyOf(notes);
        floods = List.copyOf(floods);
        gaps = List.copyOf(gaps);
        scores = Map.copyOf(scores);
        monitoredMs = Map.copyOf(monitoredMs);
    }

    /** What can stand as a line in a record. */
    public sealed interface Thing {
        /** What sort of thing, in one word, such as {@code alarm}. */
        default String sort() {
            return switch (this) {
                case Raised _ -> "alarm";
                case Moved _ -> "move";
                case Silence _ -> "silence";
                case LimitChange _ -> "limit";
                case Observed _ -> "observation";
                case Withdrawn _ -> "withdrawal";
                case Written written -> written.isTask() ? "task" : "note";
                case Gap _ -> "gap";
            };
        }
    }

    /** An alarm. */
    public record Raised(Episode alarm) implements Thing {}

    /**
     * A patient came, went, or moved.
     *
     * @param what {@code admitted}, {@code discharged} or {@code moved}
     */
    public record Moved(long wallMs, String what, String stay, String from, String to, String who) implements Thing {}

    /**
     * A stay's alarms made no sound.
     *
     * @param state {@code paused} or {@code off}
     * @param when {@link Period#OPEN} at the end: still so
     */
    public record Silence(String stay, String bed, String state, Period when, String by, Terms terms) implements Thing {
        Silence until(long wallMs) {
            return new Silence(stay, bed, state, new Period(when.fromMs(), Math.max(when.fromMs(), wallMs)), by, terms);
        }
    }

    /**
     * Why somebody ordered something, and until when.
     *
     * @param reason empty: none was given
     * @param untilMs {@link Period#OPEN}: until somebody orders otherwise
     */
    public record Terms(String reason, long untilMs) {
        static final Terms NONE = new Terms("", Period.OPEN);

        public boolean hasEnd() {
            return untilMs != Period.OPEN;
        }

        @Override
        public String toString() {
            return hasEnd() ? "until " + untilMs : "without an end"; // never the reason: this may reach a log
        }
    }

    /**
     * A limit was changed.
     *
     * @param old fields as they were set for this patient before, empty: the ward's; {@code off}: none
     */
    public record LimitChange(
            long wallMs,
            String stay,
            String bed,
            String rule,
            String level,
            Object old,
            Object set,
            String who,
            Terms terms)
            implements Thing {}

    /**
     * What somebody entered by hand.
     *
     * @param withdrawnMs when somebody said that it was entered in error; {@link Period#OPEN}: nobody did
     * @param withdrawnBy or empty
     */
    public record Observed(
            long wallMs, String stay, String who, Map<String, Object> values, long withdrawnMs, String withdrawnBy)
            implements Thing {
        public boolean isWithdrawn() {
            return withdrawnMs != Period.OPEN;
        }

        Observed withdrawn(long atMs, String by) {
            return new Observed(wallMs, stay, who, values, atMs, by);
        }

        Observed asOf(long otherMs) {
            return withdrawnMs >= otherMs ? withdrawn(Period.OPEN, "") : this;
        }

        /** It was entered then, or withdrawn. */
        boolean isWithin(Period when) {
            return when.holds(wallMs) || when.holds(withdrawnMs);
        }

        @Override
        public String toString() {
            return "observation of " + stay; // never the values: this may reach a log
        }
    }

    /** That something was entered in error. */
    public record Withdrawn(Observed was) implements Thing {}

    /**
     * What somebody wrote.
     *
     * @param isTask something to be done
     * @param dueMs when; {@link Period#OPEN}: without a time
     * @param doneMs {@link Period#OPEN}: not yet
     * @param doneBy or empty
     */
    public record Written(
            long wallMs,
            String stay,
            String bed,
            String text,
            String who,
            boolean isTask,
            long dueMs,
            long doneMs,
            String doneBy)
            implements Thing {
        boolean isOpen() {
            return isTask && doneMs == Period.OPEN;
        }

        Written done(long atMs, String by) {
            return new Written(wallMs, stay, bed, text, who, isTask, dueMs, atMs, by);
        }

        Written asOf(long otherMs) {
            return doneMs >= otherMs ? done(Period.OPEN, "") : this;
        }

        @Override
        public String toString() {
            return "note of " + stay; // never its text: this may reach a log
        }
    }

    /** More alarms than people can take. */
    public record Flood(String scope, Period when) {}

    /**
     * No data of a patient.
     *
     * @param sign empty: of none
     * @param cause {@code silent}, {@code missing}, {@code never}, {@code gateway}, {@code standby} (off the ward), or the quality of what came instead of values
     */
    public record Gap(String stay, String bed, String sign, Period when, String cause) implements Thing {}

    /**
     * NEWS2 from some minute on.
     *
     * @param least the sum that is certain
     * @param most equal to {@code least} when the set is complete
     */
    public record Score(long wallMs, int least, int most, boolean hasThree, List<String> missing) {
        public Score {
            missing = List.copyOf(missing);
        }

        Score at(long otherMs) {
            return new Score(otherMs, least, most, hasThree, missing);
        }

        boolean isLike(Score other) {
            return least == other.least
                    && most == other.most
                    && hasThree == other.hasThree
                    && missing.equals(other.missing);
        }

        public boolean isComplete() {
            return least == most;
        }
    }

    /** What of it is about some beds and who lay there, and about no bed at all; about no beds: all of it. */
    public Told about(Set<String> beds) {
        if (beds.isEmpty()) {
            return this;
        }
        List<Presence> own = presences.stream()
                .filter(presence -> beds.contains(presence.bed()))
                .toList();
        Set<String> stays = own.stream().map(Presence::stay).collect(Collectors.toSet());
        Map<String, Long> monitored = new HashMap<>(monitoredMs);
        monitored.keySet().retainAll(beds);
        return new Told(
                when,
                episodes.stream()
                        .filter(episode -> episode.bed().isEmpty()
                                || beds.contains(episode.bed())
                                || stays.contains(episode.subject()))
                        .toList(),
                own,
                moves,
                silences,
                limits,
                observations,
                observedMs,
                notes,
                floods.stream()
                        .filter(flood -> flood.scope().equals("ward") || stays.contains(flood.scope()))
                        .toList(),
                gaps,
                scores,
                monitored,
                isCut);
    }

    /** The last complete total of a stay. */
    public Optional<Score> lastTotal(String stay) {
        return scores.getOrDefault(stay, List.of()).reversed().stream()
                .filter(Score::isComplete)
                .findFirst();
    }
}
