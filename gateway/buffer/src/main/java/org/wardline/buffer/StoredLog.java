package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A log that no gateway has open, to look at: nothing is written, no key and no session is made. */
final class StoredLog implements AutoCloseable {
    private final Shelf shelf;
    private final Sessions sessions;
    private final DamageBook damage = new DamageBook();

    StoredLog(Shelf shelf, Sessions sessions) {
        this.shelf = shelf;
        this.sessions = sessions;
    }

    static StoredLog open(Path folder, Path keyFile) throws IOException {
        return open(new Folder(folder), keyFile);
    }

    static StoredLog open(Place place, Path keyFile) throws IOException {
        if (!place.storeExists()) {
            throw new KeyRefused("there is no store in " + place.keys());
        }
        Keyring ring = Keyring.read(place.keys(), RootKey.read(keyFile));
        Shelf shelf = Shelf.openToRead(place.storeName());
        try {
            byte @Nullable [] storeId = OpenLog.storeIdIn(shelf);
            OpenLog.requireOurs(storeId, ring);
            return new StoredLog(shelf, new Sessions(ring, shelf.sessions()));
        } catch (IOException | RuntimeException e) {
            shelf.close();
            throw e;
        }
    }

    Shelf shelf() {
        return shelf;
    }

    Sessions sessions() {
        return sessions;
    }

    DamageBook damage() {
        return damage;
    }

    BlockReader reader() {
        return new BlockReader(shelf, new BlockOpener(sessions), damage);
    }

    LogStat stat() throws IOException {
        @Nullable Long first = shelf.reading(shelf.blocks()::firstKey);
        @Nullable Long lastBlock = shelf.reading(shelf.blocks()::lastKey);
        byte @Nullable [] block =
                lastBlock == null ? null : shelf.reading(() -> shelf.blocks().get(lastBlock));
        byte @Nullable [] head = shelf.reading(() -> shelf.about().get(OpenLog.HEAD));
        long last = head == null
                ? 0
                : Tail.of(SealedValue.open(sessions, OpenLog.HEAD, head)).lastNumber();
        byte @Nullable [] live = shelf.reading(() -> shelf.about().get(Freeing.LIVE));
        return new LogStat(
                first == null ? last + 1 : first,
                block == null ? last : BlockHeader.lastOf(block),
                shelf.blocks().sizeAsLong(),
                shelf.stubs().sizeAsLong(),
                live == null ? 0 : new Source(live).u64(),
                shelf.fileBytes(),
                damage.count(),
                shelf.quarantine().sizeAsLong(),
                0);
    }

    @Override
    public void close() {
        shelf.close();
    }
}
