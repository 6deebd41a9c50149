package org.wardline.app.history;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Whose;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * The history as the sealed log has it: the start is found by halving, then every entry up to the end is looked at, since the
 * beds of a ward lie side by side in each block.
 */
public final class LogHistory implements History {
    /** Entries looked at for one question; the oldest are left out. Thirty beds at one reading a second fill it in 3.7 h. */
    static final int MAX_LOOKED_AT = 400_000;
    /** A reading may come so long after it was measured and is still found. */
    static final long MAX_LATE_MS = 3_600_000;
    /** A device's clock may run ahead by so much. */
    private static final long AHEAD_MS = 2_000;

    private static final int CHUNK = 1_000;

    private final LogReader reader;
    private final SealedLog log;
    private final Supplier<Whose> whose;
    private final LongSupplier wallMs;
    private final int maxLookedAt;

    /**
     * A history.
     *
     * @param whose may be asked on any thread
     * @param wallMs the wall clock, which says who is the present patient
     */
    public LogHistory(LogReader reader, SealedLog log, Supplier<Whose> whose, LongSupplier wallMs) {
        this(reader, log, whose, wallMs, MAX_LOOKED_AT);
    }

    LogHistory(LogReader reader, SealedLog log, Supplier<Whose> whose, LongSupplier wallMs, int maxLookedAt) {
        this.reader = reader;
        this.log = log;
        this.whose = whose;
        this.wallMs = wallMs;
        this.maxLookedAt = maxLookedAt;
    }

    @Override
    public Future<Span> of(Query query) {
        return reader.later(() -> read(query));
    }

    private Span read(Query query) throws IOException {
        Whose now = whose.get();
        Optional<StayId> stay = query.bed().flatMap(bed -> now.stayIn(bed, wallMs.getAsLong()));
        if (query.bed().isPresent() && stay.isEmpty()) {
            return Span.NONE; // nobody lies there: who did is nobody's business here
        }
        long wanted = LogSearch.firstAt(log, query.fromMs() - AHEAD_MS);
        long lateMs = query.what() == What.ALL ? MAX_LATE_MS : 0;
        long end = query.toMs() > wallMs.getAsLong() - lateMs
                ? log.lastNumber() + 1
                : LogSearch.firstAt(log, query.toMs() + lateMs);
        long first = Math.max(wanted, end - maxLookedAt);
        var found = new Found(query, stay, now);
        for (long next = first; next < end; ) {
            List<Numbered> chunk = log.read(next, (int) Math.min(CHUNK, end - next));
            if (chunk.isEmpty()) {
                break;
            }
            chunk.forEach(found::look);
            next = chunk.getLast().number() + 1;
        }
        return found.span(first > wanted);
    }

    /** What was found so far. */
    private static final class Found {
        private final Query query;
        private final Optional<StayId> stay;
        private final Whose whose;
        private final AxisReader axis = new AxisReader();
        private final Deque<Entry> entries = new ArrayDeque<>();
        private boolean isCut;

        Found(Query query, Optional<StayId> stay, Whose whose) {
            this.query = query;
            this.stay = stay;
            this.whose = whose;
        }

        void look(Numbered numbered) {
            Entry entry = numbered.entry();
            long cameMs = axis.wallMs(entry);
            boolean isWanted = switch (entry) {
                case ReadingEntry reading ->
                    query.what() == What.ALL && isIn(reading.measuredAtMs()) && isOurs(reading);
                case NoteEntry note -> isIn(cameMs) && isWorthTelling(note) && isOurs(note);
            };
            if (isWanted) {
                entries.addLast(entry);
            }
            if (entries.size() > MAX_ENTRIES) {
                entries.removeFirst();
                isCut = true;
            }
        }

        private boolean isIn(long timeMs) {
            return timeMs >= query.fromMs() && timeMs < query.toMs();
        }

        private boolean isOurs(ReadingEntry entry) {
            return stay.isEmpty()
                    || entry.bed()
                            .flatMap(bed -> whose.stayIn(bed, entry.measuredAtMs()))
                            .equals(stay);
        }

        private static boolean isWorthTelling(NoteEntry note) {
            return note.kind() != NoteEntry.Kind.INTENT
                    && !Notes.isNamed(note, "stationAlive")
                    && !Notes.isNamed(note, "tick");
        }

        private boolean isOurs(NoteEntry note) {
            return stay.isEmpty()
                    || Notes.stay(Notes.fields(note)).map(stay.get()::equals).orElse(true);
        }

        Span span(boolean isCutBefore) {
            List<ReadingEntry> readings = new ArrayList<>();
            List<NoteEntry> notes = new ArrayList<>();
            for (Entry entry : entries) {
                switch (entry) {
                    case ReadingEntry reading -> readings.add(reading);
                    case NoteEntry note -> notes.add(note);
                }
            }
            return new Span(readings, notes, axis.axis(), isCut || isCutBefore);
        }
    }
}
