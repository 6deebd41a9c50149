package org.wardline.app.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.wardline.app.study.Sepsis.Between;
import org.wardline.app.study.Sepsis.Point;
import org.wardline.models.cli.Dataset;
import org.wardline.models.cli.Recording;

/**
 * Counts what plain limits, NEWS2's lower bound and Wardline's defaults say of the same recorded patients, side by side; and
 * which septic patients each of them calls for at the same rate of calls.
 */
public final class Study {
    private static final long SECOND_MS = 1_000;
    private static final long HOUR_MS = 3_600_000;
    private static final double[] STEPS = {-2, -1, -0.5, 0, 0.5, 1, 2};
    private static final int MOST_POINTS = 15;

    private final Settings settings;
    private final Bootstrap bootstrap;
    private final Consumer<String> out;

    /**
     * What to study.
     *
     * @param data the folder that holds the collections
     * @param patients of the hourly collection, at most
     */
    public record Settings(Path data, int patients, long seed, int draws) {}

    public Study(Settings settings, Consumer<String> out) {
        this.settings = settings;
        this.bootstrap = new Bootstrap(settings.seed(), settings.draws());
        this.out = out;
    }

    /** Runs all of it. Fails when a collection cannot be read. */
    public void run() throws IOException, InterruptedException {
        say(String.format(
                Locale.ROOT,
                "Seed %d, %d bootstrap draws by person, 95 %% intervals. A nurse takes each alarm after %d s.",
                settings.seed(),
                settings.draws(),
                Bedtime.NURSE_MS / 1_000));
        var seconds = cohort(Dataset.BIDMC, "bidmc-icu-waveforms", Integer.MAX_VALUE, SECOND_MS);
        rates("bidmc-icu-waveforms: bedside numerics once a second, clean and short", seconds);
        var hours = cohort(Dataset.SEPSIS2019, "challenge2019-sepsis-vitals", settings.patients(), HOUR_MS);
        rates("challenge2019-sepsis-vitals: charted once an hour, so delays and holds can do nothing", hours);
        sepsis(hours);
    }

    private Cohort cohort(Dataset dataset, String folder, int most, long intervalMs) throws IOException {
        List<Recording> recordings = Sample.of(dataset, settings.data().resolve(folder), most, settings.seed());
        return new Cohort(recordings, intervalMs);
    }

    private void rates(String title, Cohort cohort) throws InterruptedException {
        List<Watched> plain = cohort.watch(Detector.plain(), false);
        long people = plain.stream().map(Watched::person).distinct().count();
        double days = plain.stream().mapToDouble(Watched::days).sum();
        String shape = "| %-20s | %-26s | %-26s | %-24s | %-22s |";
        say("");
        say(String.format(Locale.ROOT, "## %s", title));
        say("");
        say(String.format(Locale.ROOT, "%d stays of %d people, %.2f bed-days", plain.size(), people, days));
        say("");
        say(String.format(
                Locale.ROOT,
                shape,
                "per bed-day",
                "alarms",
                "calls (alarms, and anew)",
                "raised as high",
                "of plain limits', %"));
        say("| --- | --- | --- | --- | --- |");
        for (Detector detector : List.of(Detector.plain(), Detector.news2(), Detector.defaults())) {
            List<Watched> watched = cohort.watch(detector, false);
            say(String.format(
                    Locale.ROOT,
                    shape,
                    detector.name(),
                    perDay(watched, Watched::alarms),
                    perDay(watched, Watched::calls),
                    perDay(watched, Watched::high),
                    ofPlain(watched, plain)));
        }
    }

    /** The same stay twice. */
    private record Both(Watched of, Watched plain) {}

    /** Alarms in a hundred of those of plain limits, on the same draws of people: what they have in common is no doubt. */
    private String ofPlain(List<Watched> watched, List<Watched> plain) {
        List<Both> pairs = new ArrayList<>();
        for (int n = 0; n < watched.size(); n++) {
            pairs.add(new Both(watched.get(n), plain.get(n)));
        }
        return bootstrap
                .of(
                        pairs,
                        pair -> pair.of().person(),
                        drawn -> 100.0
                                * drawn.stream()
                                        .mapToLong(pair -> pair.of().alarms())
                                        .sum()
                                / drawn.stream()
                                        .mapToLong(pair -> pair.plain().alarms())
                                        .sum())
                .text(0);
    }

    private String perDay(List<Watched> watched, ToDoubleFunction<Watched> count) {
        return bootstrap
                .of(
                        watched,
                        stays -> stays.stream().mapToDouble(count).sum()
                                / stays.stream().mapToDouble(Watched::days).sum())
                .text(2);
    }

    private void sepsis(Cohort cohort) throws InterruptedException {
        Point defaults = Point.of("as they are", cohort.watch(Detector.defaults(), false));
        List<Point> plain = new ArrayList<>();
        for (double steps : STEPS) {
            plain.add(Point.of("moved " + steps, cohort.watch(Detector.plainMoved(steps), false)));
        }
        List<Point> news2 = new ArrayList<>();
        List<Watched> withLeast = cohort.watch(Detector.news2(), true);
        for (int points = 1; points <= MOST_POINTS; points++) {
            news2.add(Point.of(points + " points", Sepsis.atPoints(withLeast, points)));
        }
        say("\n## Septic patients, at equal alarms\n");
        List<Watched> septic = Sepsis.foreseeable(defaults.septic());
        say(String.format(
                Locale.ROOT,
                "%d septic patients with 12 h before onset (of %d septic), %d who never were. Caught: a new alarm in the 12 h before onset.",
                septic.size(),
                defaults.septic().size(),
                defaults.others().size()));
        say(String.format(
                Locale.ROOT,
                "Thresholds are set so that patients who never were septic have as many alarms a day as under the defaults: %.2f.",
                defaults.rate()));
        say("");
        String shape = "| %-20s | %-34s | %-9s | %-22s | %-20s | %-14s |";
        say(String.format(
                Locale.ROOT,
                shape,
                "at equal alarms",
                "threshold",
                "per day",
                "caught %",
                "median lead h",
                "others alarmed %"));
        say("| --- | --- | --- | --- | --- | --- |");
        row(shape, "plain limits", Sepsis.at(defaults.rate(), plain));
        row(shape, "NEWS2 lower bound", Sepsis.at(defaults.rate(), news2));
        row(shape, "Wardline's defaults", Optional.of(new Between(defaults, defaults, 0)));
    }

    private void row(String shape, String name, Optional<Between> found) {
        if (found.isEmpty()) {
            say(String.format(Locale.ROOT, shape, name, "does not reach that rate", "–", "–", "–", "–"));
            return;
        }
        Between place = found.get();
        say(String.format(
                Locale.ROOT,
                shape,
                name,
                place.threshold(),
                String.format(Locale.ROOT, "%.2f", place.rate()),
                weighed(place, true, Sepsis::caught).text(1),
                weighed(place, true, Sepsis::medianLead).text(1),
                weighed(place, false, Sepsis::alarmedAnyway).text(1)));
    }

    /** A figure between two thresholds, with an interval between theirs. */
    private Bootstrap.Estimate weighed(Between place, boolean isOfSeptic, ToDoubleFunction<List<Watched>> figure) {
        Bootstrap.Estimate first = bootstrap.of(people(place.first(), isOfSeptic), figure);
        Bootstrap.Estimate second = bootstrap.of(people(place.second(), isOfSeptic), figure);
        double share = place.share();
        return new Bootstrap.Estimate(
                (1 - share) * first.value() + share * second.value(),
                (1 - share) * first.low() + share * second.low(),
                (1 - share) * first.high() + share * second.high());
    }

    private static List<Watched> people(Point point, boolean isOfSeptic) {
        return isOfSeptic ? Sepsis.foreseeable(point.septic()) : point.others();
    }

    private void say(String line) {
        out.accept(line.stripTrailing());
    }
}
