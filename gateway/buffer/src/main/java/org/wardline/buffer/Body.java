package org.wardline.buffer;

import java.util.List;
import org.wardline.vitals.log.Entry;

/**
 * The entries of one block as bytes, before packing: see {@link EntryCodec}.
 *
 * @param entries how many
 * @param readings how many of them are readings
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed on, not changed
record Body(byte[] bytes, int entries, int readings) {
    /** No entries. */
    static final Body EMPTY = EntryEncoder.body(List.of());

    boolean isEmpty() {
        return entries == 0;
    }

    /** The entries again. */
    List<Entry> decoded() {
        return EntryDecoder.decode(bytes, entries);
    }
}
