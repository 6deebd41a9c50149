package org.wardline.app.bedview;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.History;
import org.wardline.app.history.Notes;
import org.wardline.vitals.log.NoteEntry;

/** What people wrote of a patient and what they entered, out of the notes of the log. */
final class BedNotes {
    private BedNotes() {}

    /**
     * Something that was written.
     *
     * @param id names it within the stay
     * @param dueMs when a task is to be done; 0 for a note, and for a task without a time
     * @param alarm that it is about, by its name; empty for none
     * @param doneBy who did a task; empty while it is open
     */
    record Written(
            long id,
            long atMs,
            String who,
            boolean isTask,
            String text,
            long dueMs,
            String alarm,
            String doneBy,
            long doneMs) {
        Written done(String doneBy, long doneMs) {
            return new Written(id, atMs, who, isTask, text, dueMs, alarm, doneBy, doneMs);
        }
    }

    /** A change of a limit; {@code set} of it is {@code off}, or it has the fields that are the patient's own. */
    record LimitChange(
            long atMs, String who, String rule, String level, Map<String, Object> before, Map<String, Object> now) {
        LimitChange {
            before = Map.copyOf(before);
            now = Map.copyOf(now);
        }
    }

    /** Notes and tasks, the newest first. */
    static List<Written> written(History.Span span) {
        Map<Long, Written> byId = new LinkedHashMap<>();
        for (NoteEntry note : span.notes()) {
            if (!Notes.isNamed(note, "noted")) {
                continue;
            }
            Map<String, @Nullable Object> said = Notes.fields(note);
            Map<?, ?> words = said.get("words") instanceof Map<?, ?> map ? map : Map.of();
            long atMs = span.wallMs(note.atMs());
            String who = text(said.get("who"));
            switch (text(said.get("about"))) {
                case "note", "task" -> {
                    long id = Notes.number(note.atMs(), byId::containsKey);
                    byId.put(id, written(id, atMs, who, text(said.get("about")).equals("task"), words));
                }
                case "done" -> {
                    Written task = byId.get(whole(words.get("task")));
                    if (task != null && task.doneBy().isEmpty()) {
                        byId.put(task.id(), task.done(who, atMs));
                    }
                }
                default -> {} // of others
            }
        }
        return new ArrayList<>(byId.values()).reversed();
    }

    private static Written written(long id, long atMs, String who, boolean isTask, Map<?, ?> words) {
        long dueMs = words.get("dueMs") == null ? 0 : whole(words.get("dueMs"));
        return new Written(id, atMs, who, isTask, text(words.get("text")), dueMs, text(words.get("alarm")), "", 0);
    }

    /** What was entered, in order; what was entered in error says so. */
    static List<News2Chart.Entry> entered(History.Span span) {
        Map<Long, News2Chart.Entry> byId = new LinkedHashMap<>();
        notes(span).forEach((id, note) -> byId.put(id, entry(id, note, span)));
        for (NoteEntry note : span.notes()) {
            if (Notes.isNamed(note, "observationWithdrawn")) {
                Map<String, @Nullable Object> said = Notes.fields(note);
                var withdrawn = new News2Chart.Withdrawn(text(said.get("who")), span.wallMs(note.atMs()));
                byId.computeIfPresent(whole(said.get("entry")), (_, entry) -> entry.withdrawn(withdrawn));
            }
        }
        return List.copyOf(byId.values());
    }

    private static News2Chart.Entry entry(long id, NoteEntry note, History.Span span) {
        Map<String, @Nullable Object> said = Notes.fields(note);
        long seenAtMs = said.get("at") == null ? note.atMs() : Math.min(whole(said.get("at")), note.atMs());
        return new News2Chart.Entry(
                id,
                span.wallMs(note.atMs()) - (note.atMs() - seenAtMs),
                text(said.get("who")),
                values(said.get("values")),
                Optional.empty());
    }

    /** The notes of what was entered, by what names it within the stay. */
    static Map<Long, NoteEntry> notes(History.Span span) {
        Map<Long, NoteEntry> byId = new LinkedHashMap<>();
        for (NoteEntry note : span.notes()) {
            if (Notes.isNamed(note, "observationEntered")) {
                byId.put(Notes.number(note.atMs(), byId::containsKey), note);
            }
        }
        return byId;
    }

    static List<LimitChange> limits(History.Span span) {
        List<LimitChange> changes = new ArrayList<>();
        for (NoteEntry note : span.notes()) {
            if (note.kind() == NoteEntry.Kind.CHANGE && Notes.isNamed(note, "limits")) {
                Map<String, @Nullable Object> said = Notes.fields(note);
                changes.add(new LimitChange(
                        span.wallMs(note.atMs()),
                        text(said.get("who")),
                        text(said.get("rule")),
                        text(said.get("level")),
                        values(said.get("old")),
                        values(said.get("new"))));
            }
        }
        return changes;
    }

    /** When the gateway began again. */
    static List<Long> restarts(History.Span span) {
        return span.notes().stream()
                .filter(note -> note.kind() == NoteEntry.Kind.EVENT && Notes.isNamed(note, "restart"))
                .map(note -> span.wallMs(note.atMs()))
                .toList();
    }

    /** Numbers as decimals, whatever they were written as. */
    private static Map<String, Object> values(@Nullable Object said) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (said instanceof String off) {
            values.put("set", off);
        }
        if (said instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value instanceof Number number) {
                    values.put(String.valueOf(name), new BigDecimal(number.toString()));
                } else if (value != null) {
                    values.put(String.valueOf(name), value);
                }
            });
        }
        return values;
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }
}
