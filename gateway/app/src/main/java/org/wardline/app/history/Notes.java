package org.wardline.app.history;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.wardline.app.wire.EventJson;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;

/** Reads notes of the log, which are the documents that {@link EventJson} wrote. */
public final class Notes {
    /** Before the names of acts at a station. */
    public static final String CARE = "care.";

    private static final Set<String> MOVES = Set.of("admit", "discharge", "transfer", "deviceLinked", "deviceUnlinked");

    private Notes() {}

    /** Its fields: {@code event} or {@code change} names it, the rest is as the alarm engine has it. */
    public static Map<String, @Nullable Object> fields(NoteEntry note) {
        return EventJson.fields(note.json());
    }

    /** Its name, told without reading all of it: our own writer puts it second. Empty where that is not ours. */
    public static String nameOf(NoteEntry note) {
        String json = note.json();
        int from = json.indexOf(',') + 1;
        String field = field(note);
        if (from == 0 || !json.startsWith(field, from)) {
            return "";
        }
        int begin = from + field.length();
        return json.substring(begin, json.indexOf('"', begin));
    }

    /** Whether it is an event or change of this name; told without reading all of it. */
    public static boolean isNamed(NoteEntry note, String name) {
        return note.json().startsWith(field(note) + name + '"', note.json().indexOf(',') + 1);
    }

    /** Whether it says that what was tried just before was refused. */
    public static boolean isRefusal(NoteEntry note) {
        return note.kind() == NoteEntry.Kind.CHANGE && isNamed(note, "refused");
    }

    /** Whether by an event of this name a patient or a device comes, goes or moves. */
    public static boolean isMove(String name) {
        return name.startsWith(CARE) || MOVES.contains(name);
    }

    /**
     * The number that names something written within its stay, the same for every reader of the log: when it was written, on the
     * axis; of two written in one millisecond the later has the next that is free.
     */
    public static long number(long writtenAtMs, LongPredicate isTaken) {
        long number = writtenAtMs;
        while (isTaken.test(number)) {
            number++;
        }
        return number;
    }

    private static String field(NoteEntry note) {
        return note.kind() == NoteEntry.Kind.CHANGE ? "\"change\":\"" : "\"event\":\"";
    }

    /**
     * Whether a person or the record of a bed has any use for it: not what was only wanted (what was done follows), not the
     * heartbeats of stations, not the calm scores of models, not what the speakers were told.
     */
    static boolean isWorthTelling(NoteEntry note) {
        return switch (note.kind()) {
            case INTENT -> false;
            case EVENT -> !isNamed(note, "stationAlive") && !isNamed(note, "tick") && !isNamed(note, "score");
            case CHANGE -> !isNamed(note, "soundCommand");
        };
    }

    /** The patient it speaks of; empty where it is of none, or of the gateway. */
    public static Optional<StayId> stay(Map<String, @Nullable Object> fields) {
        if (fields.get("stay") instanceof String stay && !stay.isEmpty()) {
            return Optional.of(new StayId(stay));
        }
        if (fields.get("alarm") instanceof String alarm && alarm.indexOf(':') > 0) {
            String subject = alarm.substring(0, alarm.indexOf(':'));
            return subject.equals("gateway") ? Optional.empty() : Optional.of(new StayId(subject));
        }
        return Optional.empty();
    }
}
