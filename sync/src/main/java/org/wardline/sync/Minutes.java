package org.wardline.sync;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;

/**
 * The {@code minute} policy: the readings of one bed, one stay and one minute (by the time they were measured) leave together,
 * as one observation a sign: the last good value of the minute, or the last doubtful one where none was good. A value that a
 * device gave, at the time at which it gave it: no average that nobody measured. Beside them goes, named as a single
 * reading, every value that raised an alarm.
 *
 * <p>A group leaves when its minute is over and nothing came for it for {@link #GRACE_MS}, at the latest a minute and twice
 * that after its first reading; and early where a bound is reached. A reading that comes later makes a group of its own
 * under the same identifier: the record system keeps the value it has, the reading counts as delivered.
 */
final class Minutes {
    /** How long a minute waits for late readings. */
    static final long GRACE_MS = 5_000;
    /** Readings of one group; a fuller one leaves early. */
    static final int MAX_GROUP = 240;
    /** Readings of all groups, some 20 MB, a thousand beds at one a second; beyond it the oldest group leaves early. */
    static final int MAX_READINGS = 1 << 16;

    private final Map<Key, Group> groups = new LinkedHashMap<>(); // oldest first
    private final int correction;
    private int readings;

    Minutes(int correction) {
        this.correction = correction;
    }

    /** Whose minute. */
    private record Key(BedId bed, StayId stay, long minute) {}

    /** A reading that waits, and which of its signs raised an alarm. */
    private record Waiting(Item item, Reading reading, List<String> alarmed) {}

    /** The value of a sign that stands for the minute. */
    private record Best(Reading reading, List<Measurement> values) {
        boolean isGood() {
            return values.stream().anyMatch(value -> value.quality() == Quality.GOOD);
        }

        /** The later of two, but a good one before a doubtful one. */
        Best or(Best next) {
            boolean isLater = next.reading.measuredAtMs() >= reading.measuredAtMs();
            return (isGood() == next.isGood() ? isLater : next.isGood()) ? next : this;
        }
    }

    /** The readings of one minute. */
    private static final class Group {
        final Subject subject;
        final List<Waiting> waiting = new ArrayList<>();
        final long firstReceivedMs;
        long lastReceivedMs;

        Group(Subject subject, long receivedMs) {
            this.subject = subject;
            this.firstReceivedMs = receivedMs;
            this.lastReceivedMs = receivedMs;
        }

        long closesMs(Key key) {
            long endMs = (key.minute() + 1) * Identity.MINUTE_MS;
            long waitMs = Math.min(endMs, firstReceivedMs + Identity.MINUTE_MS + GRACE_MS);
            return Math.max(lastReceivedMs, waitMs) + GRACE_MS;
        }
    }

    /** Whether a reading may join a minute: a minute in which the patient came to the bed is not theirs alone. */
    static boolean fits(Reading reading, Subject subject) {
        return minute(reading) * Identity.MINUTE_MS >= subject.sinceMs();
    }

    /** Takes a reading; what had to leave early because of it is returned. */
    List<Ready> add(Item item, BedId bed, Reading reading, Subject subject) {
        var key = new Key(bed, subject.stay(), minute(reading));
        Group group = groups.computeIfAbsent(key, k -> new Group(subject, reading.receivedAtMs()));
        group.waiting.add(new Waiting(item, reading, new ArrayList<>()));
        group.lastReceivedMs = Math.max(group.lastReceivedMs, reading.receivedAtMs());
        readings++;
        if (group.waiting.size() >= MAX_GROUP) {
            groups.remove(key);
            return List.of(leave(key, group));
        }
        if (readings >= MAX_READINGS) {
            Key oldest = groups.keySet().iterator().next();
            Group first = groups.get(oldest);
            groups.remove(oldest);
            return first == null ? List.of() : List.of(leave(oldest, first));
        }
        return List.of();
    }

    /** Marks the values that raised an alarm, where their reading still waits. */
    void mark(Alarmed alarmed) {
        Waiting found = null;
        for (Group group : groups.values()) {
            for (Waiting each : group.waiting) {
                Reading reading = each.reading();
                boolean isNamed = reading.device().name().equals(alarmed.device())
                        && (alarmed.seq() == Reading.NO_SEQ || reading.seq() == alarmed.seq());
                if (isNamed
                        && (found == null || each.item().number() > found.item().number())) {
                    found = each;
                }
            }
        }
        if (found != null) {
            found.alarmed().addAll(alarmed.signs());
        }
    }

    /** What can leave at a time on the axis of {@link Reading#receivedAtMs}. */
    List<Ready> close(long nowMs) {
        List<Ready> closed = new ArrayList<>();
        for (Iterator<Map.Entry<Key, Group>> all = groups.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Group> each = all.next();
            if (each.getValue().closesMs(each.getKey()) <= nowMs) {
                all.remove();
                closed.add(leave(each.getKey(), each.getValue()));
            }
        }
        return closed;
    }

    /** All that waits. */
    List<Ready> closeAll() {
        return close(Long.MAX_VALUE);
    }

    /** When the next group leaves if nothing more comes. */
    long nextCloseMs() {
        return groups.entrySet().stream()
                .mapToLong(each -> each.getValue().closesMs(each.getKey()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private Ready leave(Key key, Group group) {
        readings -= group.waiting.size();
        List<Observation> observations = new ArrayList<>();
        best(group)
                .forEach((sign, best) -> observations.add(Observations.of(
                        best.reading(),
                        Identity.ofMinute(key.bed(), sign, best.reading().measuredAtMs(), correction),
                        sign,
                        best.values())));
        for (Waiting each : group.waiting) {
            if (!each.alarmed().isEmpty()) {
                observations.addAll(Observations.single(each.reading(), correction).stream()
                        .filter(single -> each.alarmed().contains(single.sign()))
                        .filter(single -> isNew(single, observations))
                        .toList());
            }
        }
        List<Item> items = group.waiting.stream().map(Waiting::item).toList();
        long newestMs = group.waiting.stream()
                .mapToLong(each -> each.reading().measuredAtMs())
                .max()
                .orElseThrow();
        return new Ready(items, group.subject, observations, newestMs);
    }

    private static Map<String, Best> best(Group group) {
        Map<String, Best> best = new LinkedHashMap<>();
        for (Waiting each : group.waiting) {
            Observations.bySign(each.reading()).forEach((sign, values) -> {
                var next = new Best(each.reading(), values);
                best.compute(sign, (name, old) -> old == null ? next : old.or(next));
            });
        }
        return best;
    }

    /** A device that counts nothing may have two readings of one name. */
    private static boolean isNew(Observation one, List<Observation> others) {
        return others.stream().noneMatch(other -> other.identifier().equals(one.identifier()));
    }

    private static long minute(Reading reading) {
        return Math.floorDiv(reading.measuredAtMs(), Identity.MINUTE_MS);
    }
}
