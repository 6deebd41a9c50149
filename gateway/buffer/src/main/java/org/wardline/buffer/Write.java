package org.wardline.buffer;

import java.util.List;
import java.util.Map;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Something to be stored, whole or not at all, and whom to tell. Exactly one of the two is called, once, on the log's thread.
 *
 * @param state replaces what was stored under the same names
 * @param durable power can fail now
 * @param refused it was not stored: nobody may be told that it was
 */
public record Write(
        List<Entry> entries,
        List<Quarantined> quarantined,
        Map<String, byte[]> state,
        Runnable durable,
        Runnable refused) {
    private static final int READING_BYTES = 8;
    private static final int VALUE_BYTES = 3;
    private static final int WRITE_BYTES = 16;

    public Write {
        entries = List.copyOf(entries);
        quarantined = List.copyOf(quarantined);
        state = Map.copyOf(state);
    }

    /** Entries alone. */
    public static Write of(List<Entry> entries, Runnable durable, Runnable refused) {
        return new Write(entries, List.of(), Map.of(), durable, refused);
    }

    /** About what it will take, before packing. */
    long roughBytes() {
        long bytes = WRITE_BYTES;
        for (Entry entry : entries) {
            bytes += roughBytes(entry);
        }
        for (Quarantined message : quarantined) {
            bytes += message.lengthBytes();
        }
        for (byte[] value : state.values()) {
            bytes += value.length;
        }
        return bytes;
    }

    static long roughBytes(Entry entry) {
        return switch (entry) {
            case NoteEntry note -> note.json().length();
            case ReadingEntry reading ->
                READING_BYTES + (long) VALUE_BYTES * reading.reading().values().size();
        };
    }
}
