package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people entered for NEWS2: the newest of each counts (section 8); those before it, should it be withdrawn. */
final class Entries {
    /** So long an entry counts (an engineering default). */
    static final long AGE_MS = 6 * Durations.HOUR;
    /** Of one sign, before the newest. */
    static final int MAX_EARLIER = 64;

    /** What can be entered. */
    enum Observed {
        RESP_RATE,
        SPO2,
        O2_SUPPLEMENTAL,
        NIBP_SYS,
        PULSE_RATE_SPO2,
        HEART_RATE,
        CONSCIOUSNESS_ACVPU,
        TEMP;

        final String wireName = name().toLowerCase(Locale.ROOT);

        static Optional<Observed> find(String wireName) {
            for (Observed observed : values()) {
                if (observed.wireName.equals(wireName)) {
                    return Optional.of(observed);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * One entry.
     *
     * @param value BigDecimal, Boolean or String
     * @param number of a BigDecimal, with its long form where needed; else NaN
     */
    record Entry(
            Object value,
            long atMs,
            double number,
            @Nullable BigDecimal beside) {
        static Entry of(Object value, long atMs) {
            return value instanceof BigDecimal decimal
                    ? new Entry(value, atMs, decimal.doubleValue(), Decimals.beside(decimal))
                    : new Entry(value, atMs, Double.NaN, null);
        }

        boolean is(Object otherValue, long otherAtMs) {
            boolean isSame = value.equals(otherValue)
                    || (value instanceof BigDecimal mine
                            && otherValue instanceof BigDecimal other
                            && mine.compareTo(other) == 0);
            return isSame && atMs == otherAtMs;
        }
    }

    final Rounds rounds = new Rounds();

    private final Map<Observed, Entry> newest = new EnumMap<>(Observed.class);
    private final Map<Observed, List<Entry>> earlier = new EnumMap<>(Observed.class); // by time; may still count again

    /** When anybody last entered anything; negative when nobody did. */
    long lastAtMs = -1;

    @Nullable
    Entry young(Observed observed, long nowMs) {
        Entry entry = lastAtMs < 0 ? null : newest.get(observed);
        return entry != null && nowMs - entry.atMs < AGE_MS ? entry : null;
    }

    void enter(Observed observed, Object value, long atMs) {
        Entry known = newest.get(observed);
        Entry entry = Entry.of(value, atMs);
        if (known == null || atMs >= known.atMs) {
            newest.put(observed, entry);
        }
        if (known != null) {
            keep(observed, atMs >= known.atMs ? known : entry, Math.max(atMs, known.atMs));
        }
    }

    private void keep(Observed observed, Entry entry, long newestAtMs) {
        List<Entry> before = earlier.computeIfAbsent(observed, _ -> new ArrayList<>());
        int at = before.size();
        while (at > 0 && before.get(at - 1).atMs > entry.atMs) {
            at--;
        }
        before.add(at, entry);
        before.removeIf(old -> newestAtMs - old.atMs >= AGE_MS);
        if (before.size() > MAX_EARLIER) {
            before.removeFirst();
        }
    }

    /** It never had been entered: the one before it counts again. */
    void remove(Observed observed, Object value, long atMs) {
        List<Entry> before = earlier.getOrDefault(observed, List.of());
        Entry known = newest.get(observed);
        if (known != null && known.is(value, atMs)) {
            if (before.isEmpty()) {
                newest.remove(observed);
            } else {
                newest.put(observed, before.removeLast());
            }
            return;
        }
        for (int at = before.size() - 1; at >= 0; at--) {
            if (before.get(at).is(value, atMs)) {
                before.remove(at);
                return;
            }
        }
    }

    long dueAfter(long nowMs) {
        long due = DueQueue.NEVER;
        for (Entry entry : newest.values()) {
            due = Due.sooner(due, entry.atMs + AGE_MS, nowMs);
        }
        if (lastAtMs >= 0) {
            for (long afterMs : OverdueFact.INTERVALS_MS) {
                due = Due.sooner(due, lastAtMs + afterMs, nowMs);
            }
        }
        return due;
    }

    void carry(Snapshot snapshot) {
        lastAtMs = snapshot.number(lastAtMs);
        for (Observed observed : Observed.values()) {
            Entry known = newest.get(observed);
            if (snapshot.flag(known != null)) {
                newest.put(observed, carried(snapshot, known));
            }
        }
    }

    private static Entry carried(Snapshot snapshot, @Nullable Entry known) {
        Object value = snapshot.any(known == null ? null : known.value);
        long atMs = snapshot.number(known == null ? 0 : known.atMs);
        return Entry.of(value == null ? "" : value, atMs);
    }

    /** What counts again when others are withdrawn. */
    void carryEarlier(Snapshot snapshot) {
        for (Observed observed : Observed.values()) {
            List<Entry> before = earlier.getOrDefault(observed, new ArrayList<>());
            snapshot.list(before, known -> carried(snapshot, known));
            if (!before.isEmpty()) {
                earlier.put(observed, before);
            }
        }
        rounds.carry(snapshot);
    }
}
