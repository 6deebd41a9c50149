package org.wardline.models.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardline.models.Score;
import org.wardline.models.Scorer;
import org.wardline.vitals.StayId;

/** What a model says of patients at 1 Hz that training never saw: as they are, and with faults planted. Scored every second. */
final class StreamedEvaluation {
    /** The 95 % upper bound of a Poisson count of nothing is three. */
    private static final double UPPER_OF_NONE = 3.0;

    private static final double DAY_MS = 86_400_000.0;

    private final Scorer scorer;
    private final List<Recording> recordings = new ArrayList<>();
    private final List<String> spoken = new ArrayList<>();
    private double days;
    private int advisories;
    private long people;

    StreamedEvaluation(Scorer scorer) {
        this.scorer = scorer;
    }

    /** Takes one recording of the test part. */
    void hear(Recording recording) {
        recordings.add(recording);
    }

    /** The figures as Markdown. */
    String report() {
        people = recordings.stream().map(Recording::person).distinct().count();
        List<Boolean> speaksAnyway = new ArrayList<>();
        for (Recording recording : recordings) {
            Run run = run(recording, 0);
            days += recording.moments().size() * 1_000 / DAY_MS;
            advisories += run.count;
            speaksAnyway.add(run.count > 0);
            if (run.count > 0) {
                spoken.add(recording.name() + ": " + run.text);
            }
        }
        StringBuilder text = new StringBuilder(1_024);
        text.append(String.format(
                Locale.ROOT,
                "Streamed signs at 1 Hz (bidmc, test part): %d recordings of %d people, %.3f bed-days; %d advisories%s.%n%n",
                recordings.size(),
                people,
                days,
                advisories,
                advisories == 0
                        ? String.format(
                                Locale.ROOT,
                                ", so fewer than %.0f a bed-day with 95 %% confidence: too little to say more",
                                UPPER_OF_NONE / days)
                        : " (" + String.join("; ", spoken) + ")"));
        text.append("| planted from the third minute on | found | in the median after |\n|---|---|---|\n");
        for (Fault fault : Fault.values()) {
            for (int variant = 0; variant < Fault.VARIANTS; variant++) {
                row(text, fault, variant, speaksAnyway);
            }
        }
        return text.toString();
    }

    private void row(StringBuilder text, Fault fault, int variant, List<Boolean> speaksAnyway) {
        int tried = 0;
        List<Double> seconds = new ArrayList<>();
        for (int at = 0; at < recordings.size(); at++) {
            if (speaksAnyway.get(at)) {
                continue; // what it says there is no find
            }
            Recording own = recordings.get(at);
            Recording other = recordings.get((at + 1 + 3 * variant) % recordings.size());
            if (other.person().equals(own.person())) {
                other = recordings.get((at + 2 + 3 * variant) % recordings.size());
            }
            tried++;
            Run run = run(fault.plant(own, other, variant, 31L * at + variant), Fault.ONSET_MS);
            if (run.count > 0) {
                seconds.add(run.afterMs / 1_000.0);
            }
        }
        seconds.sort(null);
        text.append(String.format(
                Locale.ROOT,
                "| %s | %d of %d | %s |%n",
                fault.words(variant),
                seconds.size(),
                tried,
                seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%.0f s", seconds.get(seconds.size() / 2))));
    }

    /** How many advisories from a time on, how long after it the first, and what it said. */
    private record Run(int count, double afterMs, String text) {}

    private Run run(Recording recording, long fromMs) {
        StayId stay = new StayId(recording.name());
        Advisories advisories =
                new Advisories(scorer.manifest().threshold(), scorer.manifest().consecutive());
        long startMs = recording.moments().get(0).atMs();
        String text = "";
        for (Recording.Moment moment : recording.moments()) {
            scorer.hear(stay, moment.reading());
            List<Score> given = scorer.score(List.of(stay), moment.atMs());
            if (given.isEmpty()) {
                advisories.unknown();
            } else if (advisories.hear(given.get(0).value(), moment.atMs()) && text.isEmpty()) {
                text = given.get(0).explanation().text();
            }
        }
        scorer.forget(stay);
        return new Run(advisories.count(), advisories.firstAtMs() - startMs - (double) fromMs, text);
    }
}
