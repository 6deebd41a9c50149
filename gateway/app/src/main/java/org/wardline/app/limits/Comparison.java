package org.wardline.app.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardline.app.history.Episode;
import org.wardline.core.Rehearsal;
import org.wardline.core.Rehearsal.Outcome;

/**
 * A patient's hours under the limits in force and under others.
 *
 * @param fromAtMs on the gateway's axis, as all times here
 * @param now alarms under the limits in force
 * @param anew alarms under the others that nothing of {@code now} stands for
 * @param countedNow of {@code now}, all
 * @param countedNew under the others, all
 * @param readings that were judged
 * @param isCut whether there was more than could be read
 */
public record Comparison(
        long fromAtMs,
        long toAtMs,
        List<Line> now,
        List<Rehearsal.Episode> anew,
        long countedNow,
        long countedNew,
        int readings,
        boolean isCut) {
    public Comparison {
        now = List.copyOf(now);
        anew = List.copyOf(anew);
    }

    /**
     * An alarm under the limits in force.
     *
     * @param isLost nothing under the others would have sounded while it was present
     * @param past the alarm that really was then, if one was
     */
    public record Line(Rehearsal.Episode episode, boolean isLost, Optional<Episode> past) {}

    /** Alarms that would go. */
    public List<Line> lost() {
        return now.stream().filter(Line::isLost).toList();
    }

    static Comparison of(Outcome now, Outcome other, List<Episode> pasts, Bounds bounds) {
        List<Line> lines = new ArrayList<>();
        for (Rehearsal.Episode episode : now.episodes()) {
            boolean isLost = other.episodes().stream().noneMatch(one -> meet(one, episode));
            lines.add(new Line(episode, isLost, past(episode, pasts)));
        }
        List<Rehearsal.Episode> anew = other.episodes().stream()
                .filter(one -> now.episodes().stream().noneMatch(episode -> meet(one, episode)))
                .toList();
        return new Comparison(
                bounds.fromAtMs(),
                bounds.toAtMs(),
                lines,
                anew,
                now.counted(),
                other.counted(),
                bounds.readings(),
                bounds.isCut());
    }

    /** What was compared. */
    record Bounds(long fromAtMs, long toAtMs, int readings, boolean isCut) {}

    private static boolean meet(Rehearsal.Episode one, Rehearsal.Episode other) {
        return one.kind().equals(other.kind())
                && one.beganAtMs() <= other.endedAtMs()
                && other.beganAtMs() <= one.endedAtMs();
    }

    /** Of several that were then, the one that somebody marked, else the first. */
    private static Optional<Episode> past(Rehearsal.Episode episode, List<Episode> pasts) {
        List<Episode> then = pasts.stream()
                .filter(past -> past.kind().equals(episode.kind())
                        && past.raisedMs() <= episode.endedAtMs()
                        && past.gone().stream().allMatch(gone -> episode.beganAtMs() <= gone.wallMs()))
                .toList();
        return then.stream()
                .filter(past -> past.mark().isPresent())
                .reduce((_, later) -> later)
                .or(() -> then.stream().findFirst());
    }
}
