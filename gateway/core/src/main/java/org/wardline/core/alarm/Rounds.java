package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wardline.core.alarm.AlarmEvent.ObservationEntered;
import org.wardline.core.alarm.AlarmEvent.ObservationWithdrawn;

/**
 * When observations of a stay were entered and what stood before each, so that one can be withdrawn: what is overdue, and the
 * scale, are then as if it never had been. Where no other is known, the last time stays: what is overdue does not end by it.
 */
final class Rounds {
    /** That are remembered, the newest; a device that reports consciousness makes one in fifteen minutes. */
    static final int MAX_ROUNDS = 32;
    /** Withdrawn entries that are remembered, the newest. */
    static final int MAX_WITHDRAWN = 1_000;

    private static final int NOT_SAID = -1;

    private final List<Round> rounds = new ArrayList<>();
    private final Set<Long> withdrawn = new LinkedHashSet<>();

    /**
     * One entry.
     *
     * @param scaleBefore {@link #NOT_SAID} where it says none
     * @param totalBefore as {@link News2Fact#lastTotal}
     */
    private record Round(long enteredAtMs, long seenAtMs, int scaleBefore, int totalBefore, boolean hadThreeBefore) {
        boolean isOf(ObservationEntered entry) {
            return enteredAtMs == entry.atMs() && seenAtMs == entry.seenAtMs();
        }

        Round after(int otherScale) {
            return new Round(enteredAtMs, seenAtMs, otherScale, totalBefore, hadThreeBefore);
        }
    }

    /** Before it counts. */
    void begin(ObservationEntered entry, Stay stay) {
        int scaleBefore = entry.values().containsKey(CareEvents.SCALE) ? stay.news2Scale : NOT_SAID;
        rounds.add(new Round(entry.atMs(), entry.seenAtMs(), scaleBefore, stay.news2.lastTotal, stay.news2.hadThree));
        if (rounds.size() > MAX_ROUNDS) {
            rounds.removeFirst();
        }
    }

    /** Of a time when rounds were not remembered: when the last was. */
    void was(long lastAtMs) {
        rounds.add(new Round(NOT_SAID, lastAtMs, NOT_SAID, -1, false));
    }

    /** Whether it was not withdrawn before. */
    boolean withdraw(ObservationWithdrawn event, Stay stay) {
        if (!withdrawn.add(event.entry())) {
            return false;
        }
        if (withdrawn.size() > MAX_WITHDRAWN) {
            withdrawn.remove(withdrawn.iterator().next());
        }
        for (int at = rounds.size() - 1; at >= 0; at--) {
            if (rounds.get(at).isOf(event.was())) {
                forget(at, stay);
                return true;
            }
        }
        return true;
    }

    private void forget(int place, Stay stay) {
        Round gone = rounds.remove(place);
        if (place == rounds.size()) {
            stay.news2.lastTotal = gone.totalBefore();
            stay.news2.hadThree = gone.hadThreeBefore();
        }
        if (gone.scaleBefore() > 0) { // that NEWS2 is kept at all is nothing to take back by the way
            scaleIsAgain(gone.scaleBefore(), place, stay);
        }
        stay.entries.lastAtMs = rounds.stream().mapToLong(Round::seenAtMs).max().orElse(stay.entries.lastAtMs);
    }

    /** It stands again, until the next who said one. */
    private void scaleIsAgain(int scale, int from, Stay stay) {
        for (int at = from; at < rounds.size(); at++) {
            if (rounds.get(at).scaleBefore() != NOT_SAID) {
                rounds.set(at, rounds.get(at).after(scale));
                return;
            }
        }
        stay.news2Scale = scale;
    }

    void carry(Snapshot snapshot) {
        snapshot.list(
                rounds,
                known -> new Round(
                        snapshot.number(known == null ? 0 : known.enteredAtMs()),
                        snapshot.number(known == null ? 0 : known.seenAtMs()),
                        snapshot.count(known == null ? 0 : known.scaleBefore()),
                        snapshot.count(known == null ? 0 : known.totalBefore()),
                        snapshot.flag(known != null && known.hadThreeBefore())));
        List<Long> numbers = new ArrayList<>(withdrawn);
        snapshot.list(numbers, known -> snapshot.number(known == null ? 0 : known));
        withdrawn.addAll(numbers);
    }
}
