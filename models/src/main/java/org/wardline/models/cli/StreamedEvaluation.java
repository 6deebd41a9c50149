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
    private final Part test = new Part("test part");
    private final Part tuning = new Part("people looked at while the margins were chosen");

    /** Recordings of one side of the split, and in which of them the model speaks as they are. */
    private static final class Part {
        private final String words;
        private final List<Recording> recordings = new ArrayList<>();
        private final List<Boolean> speaksAnyway = new ArrayList<>();

        Part(String words) {
            this.words = words;
        }
    }

    StreamedEvaluation(Scorer scorer) {
        this.scorer = scorer;
    }

    /** Takes one recording; those that the model was made from are left out. */
    void hear(Recording recording) {
        switch (recording.split()) {
            case TRAIN -> {}
            case VALIDATION -> tuning.recordings.add(recording);
            case TEST -> test.recordings.add(recording);
        }
    }

    /** The figures as Markdown. */
    String report() {
        StringBuilder text = new StringBuilder(1_024);
        asTheyAre(text, test);
        asTheyAre(text, tuning);
        text.append(
                "\n| planted from the third minute on | found in the test part | in the median after | found in the other part |\n");
        text.append("|---|---|---|---|\n");
        for (Fault fault : Fault.values()) {
            for (int variant = 0; variant < Fault.VARIANTS; variant++) {
                Found found = plant(fault, variant, test);
                Found other = plant(fault, variant, tuning);
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %d of %d | %s | %d of %d |%n",
                        fault.words(variant),
                        found.afterS.size(),
                        found.tried,
                        found.median(),
                        other.afterS.size(),
                        other.tried));
            }
        }
        return text.toString();
    }

    private void asTheyAre(StringBuilder text, Part part) {
        List<String> spoken = new ArrayList<>();
        double days = 0;
        int advisories = 0;
        for (Recording recording : part.recordings) {
            Run run = run(recording, 0);
            days += recording.moments().size() * 1_000 / DAY_MS;
            advisories += run.count;
            part.speaksAnyway.add(run.count > 0);
            if (run.count > 0) {
                spoken.add(recording.name() + ": " + run.text);
            }
        }
        text.append(String.format(
                Locale.ROOT,
                "Streamed signs at 1 Hz (bidmc, %s): %d recordings of %d people, %.3f bed-days; %d advisories%s.%n%n",
                part.words,
                part.recordings.size(),
                part.recordings.stream().map(Recording::person).distinct().count(),
                days,
                advisories,
                advisories == 0
                        ? String.format(
                                Locale.ROOT,
                                ", so with 95 %% confidence no more than %.0f a bed-day",
                                UPPER_OF_NONE / days)
                        : " (" + String.join("; ", spoken) + ")"));
    }

    /** In how many a fault was planted, and after how many seconds it was found. */
    private record Found(int tried, List<Double> afterS) {
        String median() {
            return afterS.isEmpty() ? "" : String.format(Locale.ROOT, "%.0f s", afterS.get(afterS.size() / 2));
        }
    }

    private Found plant(Fault fault, int variant, Part part) {
        List<Recording> recordings = part.recordings;
        int tried = 0;
        List<Double> afterS = new ArrayList<>();
        for (int at = 0; at < recordings.size(); at++) {
            if (part.speaksAnyway.get(at)) {
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
                afterS.add(run.afterMs / 1_000.0);
            }
        }
        afterS.sort(null);
        return new Found(tried, afterS);
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
