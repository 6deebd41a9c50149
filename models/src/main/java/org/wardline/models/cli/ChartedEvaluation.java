package org.wardline.models.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardline.models.Score;
import org.wardline.models.Scorer;
import org.wardline.vitals.StayId;

/**
 * What a model says of hourly charted patients that training never saw: how often it speaks of those who never become septic, how its score
 * tells septic hours from others beside the lower bound of NEWS2, and how early it speaks.
 */
final class ChartedEvaluation {
    private static final long HOUR_MS = 3_600_000;
    private static final long SEED = 2019;

    /** The label of the collection begins so long before onset. */
    private static final long LABEL_BEFORE_ONSET_MS = 6 * HOUR_MS;

    /** Onsets are only looked at where so much of the stay came before. */
    private static final long BEFORE_ONSET_MS = 12 * HOUR_MS;

    private static final double MOST_NEWS2 = 17; // without oxygen and consciousness
    private static final double MOST_HOURS = 400;

    private final Scorer scorer;
    private final List<Rule> rules = new ArrayList<>();
    private final Ranking byScore = new Ranking(1);
    private final Ranking byNews2 = new Ranking(MOST_NEWS2 + 1);
    private final Ranking byHour = new Ranking(MOST_HOURS);
    private long patients;
    private long septicPatients;
    private double ordinaryDays;

    /** A way to speak of a patient, and how it did. */
    private static final class Rule {
        private final String words;
        private final boolean isNews2;
        private final double threshold;
        private final int consecutive;
        private long falseOnes;
        private long onsets;
        private final List<Double> leadHours = new ArrayList<>();

        Rule(String words, boolean isNews2, double threshold, int consecutive) {
            this.words = words;
            this.isNews2 = isNews2;
            this.threshold = threshold;
            this.consecutive = consecutive;
        }
    }

    ChartedEvaluation(Scorer scorer) {
        this.scorer = scorer;
        double threshold = scorer.manifest().threshold();
        int consecutive = scorer.manifest().consecutive();
        rules.add(new Rule("score above " + threshold + ", every charted set", false, threshold, 1));
        rules.add(new Rule(
                "score above " + threshold + ", " + consecutive + " sets in a row", false, threshold, consecutive));
        rules.add(new Rule("score above 0.95, every charted set", false, 0.95, 1));
        rules.add(new Rule("NEWS2 at least 5, every charted set", true, 4.5, 1));
        rules.add(new Rule("NEWS2 at least 7, every charted set", true, 6.5, 1));
        rules.add(new Rule("NEWS2 at least 9, every charted set", true, 8.5, 1));
    }

    /** Takes one patient of the test part. */
    void hear(Recording recording) {
        StayId stay = new StayId(recording.name());
        int count = recording.moments().size();
        double[] scores = new double[count];
        double[] news2 = new double[count];
        double[] hours = new double[count];
        boolean[] septic = new boolean[count];
        for (int at = 0; at < count; at++) {
            Recording.Moment moment = recording.moments().get(at);
            scorer.hear(stay, moment.reading());
            List<Score> given = scorer.score(List.of(stay), moment.atMs());
            scores[at] = given.isEmpty() ? 0 : given.get(0).value(); // nothing said is nothing unusual
            news2[at] = moment.news2Least();
            hours[at] = Math.min(MOST_HOURS, (moment.atMs() - Recording.EPOCH_MS) / (double) HOUR_MS);
            septic[at] = moment.septic();
        }
        scorer.forget(stay);
        byScore.add(scores, septic);
        byNews2.add(news2, septic);
        byHour.add(hours, septic);
        patients++;
        int label = firstOf(septic);
        if (label < count) {
            septicPatients++;
        } else {
            ordinaryDays += count / 24.0;
        }
        for (Rule rule : rules) {
            judge(rule, recording, rule.isNews2 ? news2 : scores, label);
        }
    }

    private static void judge(Rule rule, Recording recording, double[] numbers, int label) {
        Advisories advisories = new Advisories(rule.threshold, rule.consecutive);
        boolean isSeptic = label < numbers.length;
        long startMs = recording.moments().get(0).atMs();
        long onsetMs = isSeptic ? recording.moments().get(label).atMs() + LABEL_BEFORE_ONSET_MS : Long.MAX_VALUE;
        boolean isJudged = isSeptic && onsetMs - startMs >= BEFORE_ONSET_MS && label > 0;
        double lead = Double.NaN;
        for (int at = 0; at < numbers.length; at++) {
            long atMs = recording.moments().get(at).atMs();
            boolean begins = advisories.hear(numbers[at], atMs);
            if (begins && Double.isNaN(lead) && onsetMs - atMs <= BEFORE_ONSET_MS && atMs < onsetMs) {
                lead = (onsetMs - atMs) / (double) HOUR_MS;
            }
        }
        if (!isSeptic) {
            rule.falseOnes += advisories.count();
        }
        if (isJudged) {
            rule.onsets++;
            if (!Double.isNaN(lead)) {
                rule.leadHours.add(lead);
            }
        }
    }

    /** The figures as Markdown. */
    String report() {
        StringBuilder text = new StringBuilder(1_024);
        text.append(String.format(
                Locale.ROOT,
                "Hourly charted signs (sepsis2019, test part): %,d patients, %,d of them septic; %,.0f bed-days of patients who never are.%n%n",
                patients,
                septicPatients,
                ordinaryDays));
        text.append(
                "| rule, at most one advisory an hour | advisories a bed-day, never septic | speaks within 12 h before onset | by chance | median lead |\n");
        text.append("|---|---|---|---|---|\n");
        for (Rule rule : rules) {
            double perDay = rule.falseOnes / ordinaryDays;
            double halfWidth = 1.96 * Math.sqrt((double) rule.falseOnes) / ordinaryDays;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f (%.3f to %.3f) | %d of %d (%.0f %%) | %.0f %% | %.0f h |%n",
                    rule.words,
                    perDay,
                    perDay - halfWidth,
                    perDay + halfWidth,
                    rule.leadHours.size(),
                    rule.onsets,
                    100.0 * rule.leadHours.size() / rule.onsets,
                    100 * (1 - Math.exp(-perDay / 2)),
                    median(rule.leadHours)));
        }
        text.append(
                "\n| septic hours against all others | area under the ROC curve (95 % interval, patients drawn) |\n|---|---|\n");
        area(text, "anomaly score", byScore.area(SEED));
        area(text, "lower bound of NEWS2 (RR, SpO2 scale 1, SBP, pulse, temperature)", byNews2.area(SEED));
        area(text, "hours since admission alone", byHour.area(SEED));
        return text.toString();
    }

    private static void area(StringBuilder text, String words, Ranking.Area area) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %.3f (%.3f to %.3f) over %,d hours |%n",
                words,
                area.value(),
                area.low(),
                area.high(),
                area.hours()));
    }

    private static int firstOf(boolean[] flags) {
        int at = 0;
        while (at < flags.length && !flags[at]) {
            at++;
        }
        return at;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
