package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
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

    /** The store in a folder, or the one in a file of a log's folder that was set aside. */
    static StoredLog open(Path folderOrFile, Path keyFile) throws IOException {
        @Nullable Path parent = folderOrFile.toAbsolutePath().getParent();
        if (Files.isRegularFile(folderOrFile) && parent != null) {
            Keyring ring = Keyring.read(parent, RootKey.read(keyFile));
            return open(FlushBarrier.behind(folderOrFile.toAbsolutePath().toString()), ring, false);
        }
        return open(new Folder(folderOrFile), keyFile);
    }

    static StoredLog open(Place place, Path keyFile) throws IOException {
        if (!place.storeExists()) {
            throw new KeyRefused("there is no store in " + place.keys());
        }
        return open(place.storeName(), Keyring.read(place.keys(), RootKey.read(keyFile)), true);
    }

    private static StoredLog open(String storeName, Keyring ring, boolean isCurrent) throws IOException {
        Shelf shelf = Shelf.openToRead(storeName);
        try {
            byte @Nullable [] storeId = OpenLog.storeIdIn(shelf);
            if (storeId == null || isCurrent) {
                OpenLog.requireOurs(storeId, ring);
            }
            byte[] id = storeId == null ? ring.storeId() : storeId; // whose it is, the seals prove
            return new StoredLog(shelf, new Sessions(ring, id, shelf.sessions()));
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
        return new LogStat(
                first == null ? last + 1 : first,
                block == null ? last : BlockHeader.lastOf(block),
                shelf.blocks().sizeAsLong(),
                shelf.stubs().sizeAsLong(),
                Freeing.counted(shelf),
                shelf.fileBytes(),
                damage.count(),
                shelf.quarantine().sizeAsLong(),
                QuarantineShelf.dropped(shelf));
    }

    @Override
    public void close() {
        shelf.close();
    }
}
