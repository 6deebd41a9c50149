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
     * Something that happened; {@link RecordWords} says it.
     *
     * @param toMs the same as {@code fromMs} for what has no length, {@link Period#OPEN} for what goes on
     * @param who did it or took it, or empty
     */
    public record Line(long fromMs, long toMs, Told.Thing thing, String who) {
        @Override
        public String toString() {
            return thing.sort(); // never its text: this may reach a log
        }
    }

    static final Comparator<Line> IN_ORDER = Comparator.comparingLong(Line::fromMs)
            .thenComparing(line -> line.thing().sort());
}
