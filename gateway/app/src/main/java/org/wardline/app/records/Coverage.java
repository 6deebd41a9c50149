package org.wardline.app.records;

import java.util.ArrayList;
import java.util.List;

/**
 * When something was there: instants that are no further apart than a bound make one stretch. What comes late closes the gap
 * that it was missing in, so the order of arrival does not matter.
 *
 * <p>Bounded by its use: every stretch ends with a silence longer than {@code bridgeMs}, so a day has at most so many.
 */
final class Coverage {
    private final long bridgeMs;
    private final List<Period> stretches = new ArrayList<>(); // in order, further apart than the bound

    Coverage(long bridgeMs) {
        this.bridgeMs = bridgeMs;
    }

    /** It was there at an instant. */
    void add(long wallMs) {
        int at = stretches.size();
        while (at > 0 && stretches.get(at - 1).fromMs() > wallMs) {
            at--;
        }
        if (at > 0 && wallMs - stretches.get(at - 1).toMs() <= bridgeMs) {
            Period before = stretches.get(at - 1);
            if (wallMs > before.toMs()) {
                stretches.set(at - 1, new Period(before.fromMs(), wallMs));
            }
            at--;
        } else {
            stretches.add(at, new Period(wallMs, wallMs));
        }
        joinNext(at);
    }

    private void joinNext(int at) {
        if (at + 1 >= stretches.size()) {
            return;
        }
        Period here = stretches.get(at);
        Period next = stretches.get(at + 1);
        if (next.fromMs() - here.toMs() <= bridgeMs) {
            stretches.set(at, new Period(here.fromMs(), Math.max(here.toMs(), next.toMs())));
            stretches.remove(at + 1);
        }
    }

    /** What ended before is forgotten. */
    void forget(long beforeMs) {
        stretches.removeIf(stretch -> stretch.toMs() < beforeMs);
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** How long it was there within a time. */
    long sharedMs(Period period) {
        return stretches.stream().mapToLong(stretch -> stretch.sharedMs(period)).sum();
    }

    /** Whether it was there at an instant of a time. */
    boolean isIn(Period period) {
        return stretches.stream()
                .anyMatch(stretch -> stretch.fromMs() < period.toMs() && stretch.toMs() >= period.fromMs());
    }

    /** Where it was missing within a time, for longer than the bound. */
    List<Period> gaps(Period period) {
        List<Period> gaps = new ArrayList<>();
        long lastMs = period.fromMs();
        for (Period stretch : stretches) {
            if (stretch.fromMs() - lastMs > bridgeMs) {
                add(gaps, lastMs, Math.min(stretch.fromMs(), period.toMs()));
            }
            lastMs = Math.max(lastMs, stretch.toMs());
        }
        if (period.toMs() - lastMs > bridgeMs) {
            add(gaps, lastMs, period.toMs());
        }
        return gaps;
    }

    private static void add(List<Period> gaps, long fromMs, long toMs) {
        if (toMs > fromMs) {
            gaps.add(new Period(fromMs, toMs));
        }
    }
}
