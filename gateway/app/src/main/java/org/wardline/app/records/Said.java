package org.wardline.app.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.EventJson;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.NoteEntry;

/** One note of the log, read: an event or a change in the words of the alarm engine. */
record Said(long atMs, String name, Map<String, @Nullable Object> fields) {
    static Said of(NoteEntry note) {
        return new Said(note.atMs(), Notes.nameOf(note), EventJson.fields(note.json()));
    }

    /** A text; empty where it was not said. */
    String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    String stay() {
        return text("stay");
    }

    long whole(String field, long otherwise) {
        return fields.get(field) instanceof Number number ? number.longValue() : otherwise;
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    /** An object within, without what is null. */
    Map<String, Object> map(String field) {
        return fields.get(field) instanceof Map<?, ?> map ? known(map) : Map.of();
    }

    List<String> texts(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** As it happened. */
    Happening happening() {
        return EventJson.event(fields);
    }

    /** As it was said by the alarm engine. */
    AlarmChange change() {
        return EventJson.change(fields);
    }

    private static Map<String, Object> known(Map<?, ?> map) {
        Map<String, Object> known = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                known.put(String.valueOf(key), value);
            }
        });
        return known;
    }

    @Override
    public String toString() {
        return name; // never what it says: this may reach a log
    }
}
