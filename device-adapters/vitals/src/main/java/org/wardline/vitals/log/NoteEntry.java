package org.wardline.vitals.log;

/**
 * Something other than a reading, as one JSON object.
 *
 * @param json for {@link Kind#EVENT} and {@link Kind#CHANGE} in the words of the alarm engine's events and changes
 */
public record NoteEntry(long atMs, Kind kind, String json) implements Entry {
    /** What a note says. */
    public enum Kind {
        /** What a person wants, stored before it is done; done is the {@link #EVENT} that follows. */
        INTENT,
        /** What went into the ward besides readings: acts of people, links, scores. */
        EVENT,
        /** What the alarm engine said. */
        CHANGE
    }

    @Override
    public String toString() {
        return "note " + kind; // never its text: this may reach a log
    }
}
