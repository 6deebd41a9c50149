package org.wardline.app.history;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Finds the {@link Axis} in entries as they pass, in the order of the log: readings say when they were received by the wall,
 * changes have it beside them, and the log holds each setting of the clock.
 */
final class AxisReader {
    /** A message may wait so long before it is judged; beyond it, somebody set the clock. */
    private static final long JITTER_MS = 2_000;

    private static final Pattern WALL = Pattern.compile("\"wall\":([0-9]{1,18})");

    private final Map<Long, Long> changes = new HashMap<>();
    private long current = Long.MIN_VALUE;

    /** Takes the difference of now for those before the first that say it. */
    void seed(long wallMinusAtMs) {
        current = wallMinusAtMs;
        changes.put(Long.MIN_VALUE, wallMinusAtMs);
    }

    /** Takes an entry in and says when it came, by the wall; by the last that is known where it does not say so itself. */
    long wallMs(Entry entry) {
        OptionalLong said = said(entry);
        if (said.isPresent()) {
            long found = said.getAsLong() - entry.atMs();
            if (current == Long.MIN_VALUE || Math.abs(found - current) > JITTER_MS) {
                current = found;
                changes.put(entry.atMs(), found);
            }
        }
        return current == Long.MIN_VALUE ? entry.atMs() : entry.atMs() + current;
    }

    /** What an entry itself says of the wall at its time. */
    static OptionalLong said(Entry entry) {
        return switch (entry) {
            case ReadingEntry reading -> OptionalLong.of(reading.reading().receivedAtMs());
            case NoteEntry note -> said(note);
        };
    }

    private static OptionalLong said(NoteEntry note) {
        boolean maySay = switch (note.kind()) {
            case CHANGE -> true;
            case EVENT -> Notes.isNamed(note, "clockStepped");
            case INTENT -> false;
        };
        if (maySay) {
            Matcher wall = WALL.matcher(note.json());
            if (wall.find()) {
                return OptionalLong.of(Long.parseLong(wall.group(1)));
            }
        }
        return OptionalLong.empty();
    }

    Axis axis() {
        return new Axis(changes);
    }
}
