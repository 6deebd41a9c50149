package org.wardline.app.records;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is known of one patient of the last hours, readable without the record system.
 *
 * @param signs the columns of the table, those that had a value
 * @param minutes oldest first; only those that had a value
 */
public record BedRecord(
        String stay,
        String bed,
        Period when,
        List<String> signs,
        List<Minute> minutes,
        List<Line> lines,
        boolean isCut) {
    public BedRecord {
        signs = List.copyOf(signs);
        minutes = List.copyOf(minutes);
        lines = List.copyOf(lines);
    }

    /**
     * One minute.
     *
     * @param values by sign: the median of the minute; of a code its last letter
     * @param news2 such as {@code 5}, {@code ≥ 3} where a part is missing; empty where nothing is known
     */
    public record Minute(long wallMs, Map<String, String> values, String news2) {
        public Minute {
            values = Map.copyOf(values);
        }
    }

    /**
     * Something that happened.
     *
     * @param what {@code alarm}, {@code observation}, {@code note}, {@code gap}, {@code limit}, {@code silence}, {@code move}
     * @param toMs the same as {@code fromMs} for what has no length, {@link Period#OPEN} for what goes on
     * @param text in English words, such as {@code SpO2 low, medium: SpO2 85 < 90}
     */
    public record Line(long fromMs, long toMs, String what, String text, String who) {
        @Override
        public String toString() {
            return what; // never its text: this may reach a log
        }
    }

    static final Comparator<Line> IN_ORDER =
            Comparator.comparingLong(Line::fromMs).thenComparing(Line::what);
}
