package org.wardline.app.alarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Axis;
import org.wardline.app.history.Notes;
import org.wardline.core.AlarmWords;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/** Alarms as the notes of the log tell them: each from its beginning to its end, with what people did. */
public final class AlarmBook {
    /** What people say that they did ({@code alarms/done}). */
    public static final List<String> DEEDS = List.of("seen", "repositioned", "oxygen", "probe", "doctor");

    /** The gateway's own alarms are no patient's. */
    private static final String GATEWAY = "gateway:";

    private final Axis axis;
    private final Map<String, Page> pages = new LinkedHashMap<>();

    private AlarmBook(Axis axis) {
        this.axis = axis;
    }

    /** Something that was done about an alarm. */
    public record Deed(long wallMs, String who, String what) {
        @Override
        public String toString() {
            return what; // never who: this may reach a log
        }
    }

    /**
     * One alarm.
     *
     * @param priority the highest that it had
     * @param text as {@link AlarmWords} has it
     * @param value what was beyond which limit, or empty
     * @param beganMs epoch milliseconds, as all times here
     * @param endedMs 0 while it is present
     * @param why it ended, or empty
     * @param by who acknowledged it last, or empty
     * @param ackedMs 0: nobody did
     * @param isStanding asks or is held by somebody still
     */
    public record Told(
            String alarm,
            String kind,
            String type,
            AlarmPriority priority,
            String text,
            String value,
            long beganMs,
            long endedMs,
            String why,
            String by,
            long ackedMs,
            boolean isStanding,
            Optional<Boolean> useful,
            String usefulBy,
            List<Deed> deeds) {
        public Told {
            deeds = List.copyOf(deeds);
        }

        @Override
        public String toString() {
            return alarm; // never values or who: this may reach a log
        }
    }

    /** What the notes tell, the newest first. An alarm that began before them is not told. */
    public static List<Told> of(List<NoteEntry> notes, Axis axis) {
        var book = new AlarmBook(axis);
        notes.forEach(book::read);
        List<Told> told = new ArrayList<>();
        book.pages.values().forEach(page -> told.addFirst(page.told()));
        return told;
    }

    private void read(NoteEntry note) {
        boolean isOfAlarm = note.kind() == NoteEntry.Kind.CHANGE && note.json().contains("\"state\":\"");
        if (isOfAlarm || Notes.isNamed(note, "noted")) {
            Map<String, @Nullable Object> fields = Notes.fields(note);
            long wallMs = axis.wallMs(note.atMs());
            if (isOfAlarm) {
                change(fields, wallMs);
            } else if (fields.get("words") instanceof Map<?, ?> words && words.get("alarm") instanceof String alarm) {
                Page page = pages.get(alarm);
                if (page != null) {
                    page.noted(String.valueOf(fields.get("about")), words, String.valueOf(fields.get("who")), wallMs);
                }
            }
        }
    }

    private void change(Map<String, @Nullable Object> fields, long wallMs) {
        if (!(fields.get("alarm") instanceof String name)) {
            return;
        }
        if ("raised".equals(fields.get("change")) && !name.startsWith(GATEWAY)) {
            pages.put(name, new Page(name, fields, wallMs));
        }
        Page page = pages.get(name);
        if (page != null) {
            page.changed(fields, wallMs);
        }
    }

    /** One alarm while it is read. */
    private static final class Page {
        private final String name;
        private final String kind;
        private final String type;
        private final String value;
        private final long beganMs;
        private final List<Deed> deeds = new ArrayList<>();
        private AlarmPriority priority = AlarmPriority.LOW;
        private long endedMs;
        private String why = "";
        private String by = "";
        private long ackedMs;
        private boolean isStanding = true;
        private Optional<Boolean> useful = Optional.empty();
        private String usefulBy = "";

        Page(String name, Map<String, @Nullable Object> raised, long wallMs) {
            this.name = name;
            this.kind = name.substring(name.indexOf(':') + 1, name.lastIndexOf(':'));
            this.type = String.valueOf(raised.get("type"));
            this.value = AlarmWords.broken(map(raised.get("values")), map(raised.get("limits")));
            this.beganMs = wallMs;
        }

        private static Map<String, Object> map(@Nullable Object said) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (said instanceof Map<?, ?> any) {
                any.forEach((key, value) -> map.put(String.valueOf(key), value == null ? "" : value));
            }
            return map;
        }

        void changed(Map<String, @Nullable Object> fields, long wallMs) {
            AlarmPriority now = AlarmPriority.of(String.valueOf(fields.get("priority")));
            priority = now.compareTo(priority) > 0 ? now : priority;
            switch (String.valueOf(fields.get("change"))) {
                case "acknowledged", "reset" -> {
                    by = String.valueOf(fields.get("by"));
                    ackedMs = wallMs;
                }
                case "latched", "ended" -> {
                    endedMs = wallMs;
                    why = String.valueOf(fields.get("why"));
                }
                case "updated", "escalated" -> endedMs = "active".equals(fields.get("state")) ? 0 : endedMs;
                default -> {}
            }
            isStanding = !"over".equals(fields.get("state"));
        }

        void noted(String about, Map<?, ?> words, String who, long wallMs) {
            if (about.equals("useful") && words.get("useful") instanceof Boolean isUseful) {
                useful = Optional.of(isUseful);
                usefulBy = who;
            } else if (about.equals("done") && words.get("what") instanceof String what) {
                deeds.add(new Deed(wallMs, who, what));
            }
        }

        Told told() {
            return new Told(
                    name,
                    kind,
                    type,
                    priority,
                    AlarmWords.of(kind),
                    value,
                    beganMs,
                    endedMs,
                    why,
                    by,
                    ackedMs,
                    isStanding,
                    useful,
                    usefulBy,
                    deeds);
        }
    }
}
