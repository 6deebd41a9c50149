package org.wardline.app.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wardline.app.history.Episode;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * One shift handed to the next: what happened to each patient, worst first, and of the ward as a whole.
 *
 * @param patients who needs words, worst first
 * @param quiet who needs none: nothing happened, nothing is open
 * @param gateway alarms of the gateway itself, such as one that lists the beds behind an access point
 */
public record Handover(
        Period when, List<Patient> patients, List<Patient> quiet, List<Episode> gateway, Totals totals, boolean isCut) {
    private static final long HOUR_MS = 3_600_000;
    private static final int EMERGENCY =
            7; // NEWS2 thresholds: Royal College of Physicians, NEWS2, London 2017, chart 2
    private static final int URGENT = 5;

    public Handover {
        patients = List.copyOf(patients);
        quiet = List.copyOf(quiet);
        gateway = List.copyOf(gateway);
    }

    /** Of the ward. */
    public record Totals(
            int patients,
            int alarms,
            OptionalLong answerMedianMs,
            int escalated,
            int unanswered,
            long withoutDataMs,
            int tasks) {}

    /**
     * One patient's shift.
     *
     * @param when in this bed, within the shift
     * @param isHere whether at the end of the shift
     * @param alarms raised in the shift
     * @param open standing at its end, whenever raised
     * @param shared the gateway's, of what this bed hung on; counted once, for the ward
     * @param scores of NEWS2, in order
     */
    public record Patient(
            String stay,
            String bed,
            Period when,
            boolean isHere,
            List<Episode> alarms,
            List<Episode> open,
            List<Episode> shared,
            List<Told.Silence> silences,
            List<Told.LimitChange> limits,
            List<Told.Gap> gaps,
            List<Told.Score> scores,
            List<Told.Observed> observations,
            List<Told.Written> notes,
            List<Told.Moved> moves,
            OptionalLong observationsDueMs) {
        public Patient {
            alarms = List.copyOf(alarms);
            open = List.copyOf(open);
            shared = List.copyOf(shared);
            silences = List.copyOf(silences);
            limits = List.copyOf(limits);
            gaps = List.copyOf(gaps);
            scores = List.copyOf(scores);
            observations = List.copyOf(observations);
            notes = List.copyOf(notes);
            moves = List.copyOf(moves);
        }

        int count(AlarmPriority priority) {
            return (int) alarms.stream()
                    .filter(alarm -> !alarm.isTechnical() && alarm.priority() == priority)
                    .count();
        }

        int technical() {
            return (int) alarms.stream().filter(Episode::isTechnical).count();
        }

        /** Times to acknowledge of those alarms whose beginning is known. */
        List<Long> answersMs() {
            return Handover.answersMs(alarms);
        }

        Optional<Told.Score> lastTotal() {
            return scores.reversed().stream().filter(Told.Score::isComplete).findFirst();
        }

        /** The greatest sum that was certain. */
        Optional<Told.Score> worst() {
            return scores.stream().max(Comparator.comparingInt(Told.Score::least));
        }

        long withoutDataMs() {
            var covered = new ArrayList<>(gaps);
            covered.sort(Comparator.comparingLong(gap -> gap.when().fromMs()));
            long sumMs = 0;
            long toMs = Long.MIN_VALUE;
            for (Told.Gap gap : covered) { // of gaps that overlap each minute counts once
                long fromMs = Math.max(gap.when().fromMs(), toMs);
                sumMs += Math.max(0, gap.when().toMs() - fromMs);
                toMs = Math.max(toMs, gap.when().toMs());
            }
            return sumMs;
        }

        List<Told.Written> tasks() {
            return notes.stream().filter(Told.Written::isOpen).toList();
        }

        /** Alarms, tasks and observations that the next shift takes over: of who is here, once. */
        int openThings(long nowMs) {
            if (!isHere) {
                return 0;
            }
            boolean isSilent =
                    silences.stream().anyMatch(silence -> silence.when().toMs() == Period.OPEN);
            boolean isDue = observationsDueMs.isPresent() && observationsDueMs.getAsLong() <= nowMs + HOUR_MS;
            return open.size() + tasks().size() + (isSilent ? 1 : 0) + (isDue ? 1 : 0);
        }

        boolean isQuiet() {
            boolean isCalm = scores.stream().allMatch(score -> score.least() < URGENT && !score.hasThree());
            return isCalm
                    && isHere
                    && alarms.stream().allMatch(Episode::isTechnical)
                    && open.isEmpty()
                    && shared.stream().noneMatch(Episode::isOpen)
                    && silences.isEmpty()
                    && limits.isEmpty()
                    && gaps.isEmpty()
                    && notes.isEmpty()
                    && moves.isEmpty();
        }

        /** 3 for an emergency, 0 for nothing: the worse of the last NEWS2 and the worst alarm about the patient. */
        int urgency() {
            int score = lastTotal().map(Patient::band).orElse(0);
            int alarm = alarms.stream()
                    .filter(one -> !one.isTechnical())
                    .mapToInt(one -> rank(one.priority()))
                    .max()
                    .orElse(0);
            return Math.max(score, alarm);
        }

        private static int rank(AlarmPriority priority) {
            return switch (priority) {
                case LOW -> 1;
                case MEDIUM -> 2;
                case HIGH -> 3;
            };
        }

        private static int band(Told.Score score) {
            return score.least() >= EMERGENCY ? 3 : score.least() >= URGENT ? 2 : score.hasThree() ? 1 : 0;
        }
    }

    private static final Comparator<Patient> WORST_FIRST = Comparator.comparingInt(Patient::urgency)
            .thenComparingInt(patient -> patient.count(AlarmPriority.HIGH))
            .thenComparingInt(patient -> patient.count(AlarmPriority.MEDIUM))
            .thenComparingInt(
                    patient -> patient.lastTotal().map(Told.Score::least).orElse(-1))
            .thenComparingInt(patient -> patient.count(AlarmPriority.LOW))
            .thenComparingInt(patient -> patient.technical() + patient.open().size())
            .reversed();

    /**
     * The hand-over that a chronicle tells.
     *
     * @param bedOrder the ward's own order of beds, by name; others come last
     */
    public static Handover of(Told told, List<String> bedOrder) {
        List<Patient> all = new ArrayList<>();
        for (Presence presence : told.presences()) {
            if (presence.when().meets(told.when())) {
                all.add(patient(told, presence));
            }
        }
        all.sort(Comparator.comparingInt((Patient patient) -> place(bedOrder, patient.bed()))
                .thenComparing(Patient::bed)
                .thenComparingLong(patient -> patient.when().fromMs()));
        all.sort(WORST_FIRST); // stable: equals stay in the ward's order
        List<Episode> gateway = told.episodes().stream()
                .filter(Episode::isOfGateway)
                .filter(episode -> told.when().holds(episode.raisedMs()) || episode.isOpen())
                .toList();
        return new Handover(
                told.when(),
                all.stream().filter(patient -> !patient.isQuiet()).toList(),
                all.stream().filter(Patient::isQuiet).toList(),
                gateway,
                totals(told, all),
                told.isCut());
    }

    private static int place(List<String> bedOrder, String bed) {
        int at = bedOrder.indexOf(bed);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    private static Patient patient(Told told, Presence presence) {
        String stay = presence.stay();
        Period when = presence.when().within(told.when());
        boolean isHere = presence.when().toMs() >= told.when().toMs();
        List<Episode> own = told.episodes().stream()
                .filter(episode -> episode.subject().equals(stay))
                .toList();
        return new Patient(
                stay,
                presence.bed(),
                when,
                isHere,
                own.stream()
                        .filter(alarm -> alarm.isWhole() && when.holds(alarm.raisedMs()))
                        .toList(),
                isHere ? own.stream().filter(Episode::isOpen).toList() : List.of(),
                shared(told, presence.bed(), when),
                silences(told, stay, when),
                ofStay(told.limits(), Told.LimitChange::stay, Told.LimitChange::wallMs, stay, when),
                told.gaps().stream()
                        .filter(gap -> gap.stay().equals(stay)
                                && gap.bed().equals(presence.bed())
                                && gap.when().meets(when))
                        .toList(),
                told.scores().getOrDefault(stay, List.of()).stream()
                        .filter(score -> when.holds(score.wallMs()))
                        .toList(),
                observations(told, stay, when),
                told.notes().stream()
                        .filter(note -> note.stay().equals(stay)
                                && (presence.when().holds(note.wallMs()) || (isHere && note.isOpen())))
                        .toList(),
                told.moves().stream()
                        .filter(move -> move.stay().equals(stay)
                                && (move.from().equals(presence.bed())
                                        || move.to().equals(presence.bed())))
                        .toList(),
                isHere ? due(told, stay) : OptionalLong.empty());
    }

    private static List<Told.Observed> observations(Told told, String stay, Period when) {
        return told.observations().stream()
                .filter(one -> one.stay().equals(stay) && one.isWithin(when))
                .toList();
    }

    private static List<Told.Silence> silences(Told told, String stay, Period when) {
        return told.silences().stream()
                .filter(silence -> silence.stay().equals(stay) && silence.when().meets(when))
                .toList();
    }

    private static <T> List<T> ofStay(
            List<T> all,
            java.util.function.Function<T, String> stayOf,
            java.util.function.ToLongFunction<T> at,
            String stay,
            Period when) {
        return all.stream()
                .filter(one -> stayOf.apply(one).equals(stay) && when.holds(at.applyAsLong(one)))
                .toList();
    }

    /**
     * When observations are due next: so long after the last ones as their total asks for (Royal College of Physicians, NEWS2,
     * London 2017, chart 4, as in section 8 of the alarm engine's text); empty where nobody entered any.
     */
    private static OptionalLong due(Told told, String stay) {
        Long last = told.observedMs().get(stay);
        if (last == null) {
            return OptionalLong.empty();
        }
        Optional<Told.Score> total = told.lastTotal(stay);
        boolean isUrgent =
                total.isPresent() && (total.get().hasThree() || total.get().least() >= URGENT);
        long hours = isUrgent ? 1 : total.isPresent() && total.get().least() > 0 ? 6 : 12;
        return OptionalLong.of(last + hours * HOUR_MS);
    }

    private static List<Episode> shared(Told told, String bed, Period when) {
        return told.episodes().stream()
                .filter(alarm -> alarm.isOfGateway() && alarm.beds().contains(bed))
                .filter(alarm -> alarm.touches(when.fromMs(), when.toMs()))
                .toList();
    }

    private static List<Long> answersMs(List<Episode> alarms) {
        return alarms.stream()
                .filter(alarm -> alarm.isWhole() && alarm.isAnswered())
                .map(alarm -> alarm.answerMs().getAsLong())
                .toList();
    }

    private static Totals totals(Told told, List<Patient> patients) {
        List<Episode> alarms = told.episodes().stream()
                .filter(alarm -> alarm.isWhole() && told.when().holds(alarm.raisedMs()))
                .toList();
        return new Totals(
                (int) patients.stream().map(Patient::stay).distinct().count(),
                alarms.size(),
                Figures.median(answersMs(alarms)),
                (int) alarms.stream().filter(Episode::isEscalated).count(),
                (int) alarms.stream().filter(alarm -> !alarm.isAnswered()).count(),
                patients.stream().mapToLong(Patient::withoutDataMs).sum(),
                patients.stream()
                        .mapToInt(patient -> patient.openThings(told.when().toMs()))
                        .sum());
    }
}
