package org.wardline.buffer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;

/**
 * Something to be stored, whole or not at all, and whom to tell. Exactly one of the two is called, once, on the log's thread.
 *
 * @param state replaces what was stored under the same names
 * @param durable power can fail now
 * @param refused these entries were not stored, nor what came with them: nobody may be told that it was
 */
public record Write(
        List<Entry> entries,
        List<Quarantined> quarantined,
        Map<String, byte[]> state,
        Runnable durable,
        Consumer<List<Entry>> refused) {
    private static final int WRITE_BYTES = 16;

    public Write {
        entries = List.copyOf(entries);
        quarantined = List.copyOf(quarantined);
        state = Map.copyOf(state);
    }

    /** Entries alone. */
    public static Write of(List<Entry> entries, Runnable durable, Consumer<List<Entry>> refused) {
        return new Write(entries, List.of(), Map.of(), durable, refused);
    }

    /** What is left to do once its entries are in a block. */
    Write withoutEntries() {
        return new Write(List.of(), quarantined, state, durable, refused);
    }

    /** What it takes at the least, before packing: readings are small, texts may be of any length. */
    long leastBytes() {
        long bytes = bytesBesideEntries();
        for (Entry entry : entries) {
            bytes += entry instanceof NoteEntry note ? note.json().length() : 0;
        }
        return bytes;
    }

    /** About what it takes beside its entries, before packing. */
    long bytesBesideEntries() {
        long bytes = WRITE_BYTES;
        for (Quarantined message : quarantined) {
            bytes += message.lengthBytes();
        }
        for (byte[] value : state.values()) {
            bytes += value.length;
        }
        return bytes;
    }
}
