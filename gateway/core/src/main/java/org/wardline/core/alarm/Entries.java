package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people entered for NEWS2, the newest of each (section 8). */
final class Entries {
    /** So long an entry counts (an engineering default). */
    static final long AGE_MS = 6 * Durations.HOUR;

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
    }

    private final Map<Observed, Entry> newest = new EnumMap<>(Observed.class);

    /** When anybody last entered anything; negative when nobody did. */
    long lastAtMs = -1;

    @Nullable
    Entry young(Observed observed, long nowMs) {
        Entry entry = lastAtMs < 0 ? null : newest.get(observed);
        return entry != null && nowMs - entry.atMs < AGE_MS ? entry : null;
    }

    void enter(Observed observed, Object value, long atMs) {
        Entry known = newest.get(observed);
        if (known == null || atMs >= known.atMs) {
            newest.put(observed, Entry.of(value, atMs));
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
                Object value = snapshot.any(known == null ? null : known.value);
                long atMs = snapshot.number(known == null ? 0 : known.atMs);
                newest.put(observed, Entry.of(value == null ? "" : value, atMs));
            }
        }
    }
}
