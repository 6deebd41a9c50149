package org.wardline.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who of the septic patients was called for in the twelve hours before onset, and how long before: for each detector at the
 * same rate of calls on patients who never were septic. A detector with a threshold is taken between its two thresholds that
 * enclose the rate, each with its weight, so that the rates are equal and not only near.
 */
final class Sepsis {
    static final long WINDOW_MS = 12 * 3_600_000L;
    private static final double HOUR_MS = 3_600_000;

    private Sepsis() {}

    /** A detector at one threshold: calls on the septic and on the others. */
    record Point(String threshold, List<Watched> septic, List<Watched> others) {
        Point {
            septic = List.copyOf(septic);
            others = List.copyOf(others);
        }

        static Point of(String threshold, List<Watched> all) {
            return new Point(
                    threshold,
                    all.stream().filter(stay -> stay.onsetMs().isPresent()).toList(),
                    all.stream().filter(stay -> stay.onsetMs().isEmpty()).toList());
        }

        double rate() {
            return Sepsis.rate(others);
        }
    }

    /**
     * Two thresholds and how much of the second.
     *
     * @param share 0: the first alone
     */
    record Between(Point first, Point second, double share) {
        String threshold() {
            return share == 0
                    ? first.threshold()
                    : String.format(
                            java.util.Locale.ROOT,
                            "%s (%.0f %%) to %s (%.0f %%)",
                            first.threshold(),
                            100 * (1 - share),
                            second.threshold(),
                            100 * share);
        }

        double rate() {
            return (1 - share) * first.rate() + share * second.rate();
        }
    }

    /** Calls per day. */
    static double rate(List<Watched> stays) {
        double days = stays.stream().mapToDouble(Watched::days).sum();
        return stays.stream().mapToLong(Watched::alarms).sum() / days;
    }

    /** The place on a curve, from many calls to few, that has a rate; empty where the curve does not reach it. */
    static Optional<Between> at(double rate, List<Point> curve) {
        for (int n = 0; n + 1 < curve.size(); n++) {
            Point more = curve.get(n);
            Point less = curve.get(n + 1);
            if (more.rate() >= rate && less.rate() <= rate) {
                double share = more.rate() == less.rate() ? 0 : (more.rate() - rate) / (more.rate() - less.rate());
                return Optional.of(new Between(more, less, share));
            }
        }
        return Optional.empty();
    }

    /** Hours before onset of the first new alarm in the window; empty for who was missed. */
    static Optional<Double> leadHours(Watched stay) {
        long onset = stay.onsetMs().orElseThrow();
        return stay.rises().stream()
                .filter(Watched.Rise::isNew)
                .map(Watched.Rise::atMs)
                .filter(at -> at >= onset - WINDOW_MS && at < onset)
                .min(Long::compare)
                .map(at -> (onset - at) / HOUR_MS);
    }

    static double caught(List<Watched> septic) {
        return 100.0
                * septic.stream().filter(stay -> leadHours(stay).isPresent()).count()
                / septic.size();
    }

    /** The middle of the lead times; NaN where nobody was caught. */
    static double medianLead(List<Watched> septic) {
        double[] leads = septic.stream()
                .map(Sepsis::leadHours)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return leads.length == 0 ? Double.NaN : leads[leads.length / 2];
    }

    /** Others who have a new alarm in the middle twelve hours of their stay: what is caught though nothing comes. */
    static double alarmedAnyway(List<Watched> others) {
        long watchable = 0;
        long alarmed = 0;
        for (Watched stay : others) {
            long endMs = (long) (stay.days() * 24 * HOUR_MS);
            if (endMs >= WINDOW_MS) {
                watchable++;
                long fromMs = endMs / 2 - WINDOW_MS / 2;
                alarmed += stay.rises().stream()
                                .filter(Watched.Rise::isNew)
                                .anyMatch(rise -> rise.atMs() >= fromMs && rise.atMs() < fromMs + WINDOW_MS)
                        ? 1
                        : 0;
            }
        }
        return 100.0 * alarmed / watchable;
    }

    /** NEWS2's lower bound as a detector with any threshold: called when it comes to so many points. */
    static List<Watched> atPoints(List<Watched> withLeast, int points) {
        List<Watched> called = new ArrayList<>();
        for (Watched stay : withLeast) {
            List<Watched.Rise> rises = new ArrayList<>();
            boolean was = false;
            for (Watched.Least least : stay.least()) {
                boolean is = least.points() >= points;
                if (is && !was) {
                    rises.add(new Watched.Rise(least.atMs(), true, points >= 7));
                }
                was = is;
            }
            called.add(new Watched(stay.person(), stay.days(), rises, List.of(), stay.onsetMs()));
        }
        return called;
    }

    /** Septic patients who were there for some hours before onset, so that there was something to see. */
    static List<Watched> foreseeable(List<Watched> septic) {
        return septic.stream()
                .filter(stay -> stay.onsetMs().orElseThrow() >= WINDOW_MS)
                .toList();
    }
}
