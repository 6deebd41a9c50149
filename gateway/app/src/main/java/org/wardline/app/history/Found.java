package org.wardline.app.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.core.Whose;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** What answers a question, collected from the entries of the log as they pass in order; the newest, as far as there is room. */
final class Found {
    private final History.Query query;
    private final Whose whose;
    private final AxisReader axis = new AxisReader();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private @Nullable NoteEntry event; // the last
    private boolean isCut;

    Found(History.Query query, Whose whose) {
        this.query = query;
        this.whose = whose;
    }

    /** Tells by how much wall and axis differ, for entries that stand alone. */
    void seed(long wallMinusAtMs) {
        axis.seed(wallMinusAtMs);
    }

    void look(Entry entry) {
        long cameMs = axis.wallMs(entry);
        boolean isWanted = switch (entry) {
            case ReadingEntry reading ->
                query.what() == History.What.ALL && isIn(reading.measuredAtMs()) && isOurs(reading);
            case NoteEntry note -> isIn(cameMs) && Notes.isWorthTelling(note) && isOurs(note);
        };
        if (isWanted) {
            entries.addLast(entry);
        }
        if (entries.size() > History.MAX_ENTRIES) {
            entries.removeFirst();
            isCut = true;
        }
    }

    private boolean isIn(long timeMs) {
        return timeMs >= query.fromMs() && timeMs < query.toMs();
    }

    private boolean isOurs(ReadingEntry entry) {
        return query.stay().isEmpty() || whose.of(entry).equals(query.stay());
    }

    private boolean isOurs(NoteEntry note) {
        if (note.kind() == NoteEntry.Kind.EVENT) {
            event = note;
        }
        NoteEntry about = Notes.isRefusal(note) && event != null ? event : note; // a refusal names nobody itself
        Optional<StayId> wanted = query.stay();
        return wanted.isEmpty()
                || Notes.stay(Notes.fields(about)).map(wanted.get()::equals).orElse(true);
    }

    History.Span span(boolean isCutBefore) {
        List<ReadingEntry> readings = new ArrayList<>();
        List<NoteEntry> notes = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case ReadingEntry reading -> readings.add(reading);
                case NoteEntry note -> notes.add(note);
            }
        }
        return new History.Span(readings, notes, axis.axis(), isCut || isCutBefore);
    }
}
