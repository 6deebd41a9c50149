package org.wardline.buffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest messages that nobody could read; older ones make room and are counted. With the head of a message bounded
 * ({@link Quarantined}), all of them take less than 6 MiB.
 */
final class QuarantineShelf {
    static final int MAX_ITEMS = 1_000;

    private final Shelf shelf;
    private final MVMap<Long, byte[]> items;
    private long count;
    private long dropped;

    QuarantineShelf(Shelf shelf) throws IOException {
        this.shelf = shelf;
        this.items = shelf.quarantine();
        this.count = items.sizeAsLong();
        this.dropped = dropped(shelf);
    }

    static String placeOf(long number) {
        return "quarantine " + number;
    }

    void add(Quarantined message, SealedLog.Sealing sealing) throws IOException {
        @Nullable Long last = shelf.reading(items::lastKey);
        long number = last == null ? dropped + 1 : last + 1;
        items.put(number, sealing.seal(placeOf(number), message.toBytes()));
        count++;
        while (count > MAX_ITEMS) {
            items.remove(firstKey(shelf));
            count--;
            dropped++;
        }
    }

    private static long firstKey(Shelf shelf) throws IOException {
        @Nullable Long first = shelf.reading(() -> shelf.quarantine().firstKey());
        return first == null ? 1 : first;
    }

    /** How many had to make room: numbers run from 1 without a gap, and the first ones go first. */
    static long dropped(Shelf shelf) throws IOException {
        return firstKey(shelf) - 1;
    }

    long dropped() {
        return dropped;
    }

    long count() {
        return count;
    }

    /** The newest ones, newest first; what does not open is left out and counted as damage by the caller. */
    static List<Quarantined> newest(Shelf shelf, Sessions sessions, int max, DamageBook damage) throws IOException {
        List<Quarantined> found = new ArrayList<>();
        @Nullable Long key = shelf.reading(() -> shelf.quarantine().lastKey());
        while (key != null && found.size() < max) {
            long number = key;
            byte @Nullable [] value = shelf.reading(() -> shelf.quarantine().get(number));
            if (value != null) {
                try {
                    found.add(Quarantined.of(SealedValue.open(sessions, placeOf(number), value)));
                } catch (NotOpened | Source.Malformed e) {
                    damage.note(new Damage(-number, -number, placeOf(number) + " does not open"));
                }
            }
            key = shelf.reading(() -> shelf.quarantine().lowerKey(number));
        }
        return found;
    }
}
