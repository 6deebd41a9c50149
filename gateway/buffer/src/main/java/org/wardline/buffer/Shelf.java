package org.wardline.buffer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * The MVStore behind a log: a few maps of constant name, keys that are numbers or names, values that are sealed. Nothing else goes
 * in, so its free space holds only sealed bytes, too.
 *
 * <pre>
 * about      "store" → store id                        sessions     session number → header
 * blocks     number of the first entry → block         stubs        sequence → why 1 | header and tag of what is no block any more
 * state      name → sealed value                       consumers    name → sealed standing
 * quarantine number → sealed message
 * </pre>
 *
 * H2's rules as learned: commit and sync; retention time as it comes; no background thread (auto-commit off), so this store
 * works on its caller's thread alone; never {@code compactFile}; closed without H2's own shutdown, which sets retention to 0.
 */
final class Shelf implements AutoCloseable {
    /** Smaller pages than H2's default: each commit writes the last page of a map again. */
    private static final int PAGE_BYTES = 4 * 1024;

    private static final int CACHE_MIB = 4;

    private static final int HEADER_BYTES = 2 * 4096;

    /**
     * What this process has open. A lock on a file is the process's: opening and closing a second time would let the first go, so
     * the second time is refused before the file is touched.
     */
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final MVStore store;
    private final String storeName;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private final MVMap<String, byte[]> about;
    private final MVMap<Long, byte[]> sessions;
    private final MVMap<Long, byte[]> blocks;
    private final MVMap<Long, byte[]> stubs;
    private final MVMap<String, byte[]> state;
    private final MVMap<String, byte[]> consumers;
    private final MVMap<Long, byte[]> quarantine;

    private Shelf(MVStore store, String storeName) {
        this.store = store;
        this.storeName = storeName;
        about = map("about", StringDataType.INSTANCE);
        sessions = map("sessions", LongDataType.INSTANCE);
        blocks = map("blocks", LongDataType.INSTANCE);
        stubs = map("stubs", LongDataType.INSTANCE);
        state = map("state", StringDataType.INSTANCE);
        consumers = map("consumers", StringDataType.INSTANCE);
        quarantine = map("quarantine", LongDataType.INSTANCE);
    }

    private <K> MVMap<K, byte[]> map(String name, DataType<K> keys) {
        return store.openMap(name, new MVMap.Builder<K, byte[]>().keyType(keys).valueType(ByteArrayDataType.INSTANCE));
    }

    /** Opens for reading and writing; makes the store when there is none. */
    static Shelf open(String storeName) throws IOException {
        if (!OPEN.contains(storeName)) {
            clearUnborn(storeName);
        }
        return open(storeName, new MVStore.Builder());
    }

    /** Opens what is there, to look at. */
    static Shelf openToRead(String storeName) throws IOException {
        return open(storeName, new MVStore.Builder().readOnly());
    }

    /** A file too short for the two header copies was cut off while it was made: nothing was ever committed to it. */
    private static void clearUnborn(String storeName) throws IOException {
        FlushBarrier.register();
        FilePath file = FilePath.get(storeName);
        if (file.exists() && file.size() > 0 && file.size() < HEADER_BYTES) {
            try (FileChannel channel = file.open("rw")) {
                channel.truncate(0).force(true);
            }
        }
    }

    private static Shelf open(String storeName, MVStore.Builder builder) throws IOException {
        FlushBarrier.register();
        if (!OPEN.add(storeName)) {
            throw new LogInUse("the store is in use by this gateway");
        }
        @Nullable MVStore store = null;
        try {
            store = builder.fileName(storeName)
                    .autoCommitDisabled()
                    .pageSplitSize(PAGE_BYTES)
                    .cacheSize(CACHE_MIB)
                    .open();
            return new Shelf(store, storeName);
        } catch (RuntimeException e) { // H2 meets damage in many ways
            OPEN.remove(storeName);
            if (store != null) {
                store.closeImmediately();
            }
            if (e instanceof MVStoreException failure && failure.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                throw new LogInUse("the store is in use by a running gateway");
            }
            throw new LogBroken("the store cannot be opened", e);
        }
    }

    MVMap<String, byte[]> about() {
        return about;
    }

    MVMap<Long, byte[]> sessions() {
        return sessions;
    }

    MVMap<Long, byte[]> blocks() {
        return blocks;
    }

    MVMap<Long, byte[]> stubs() {
        return stubs;
    }

    MVMap<String, byte[]> state() {
        return state;
    }

    MVMap<String, byte[]> consumers() {
        return consumers;
    }

    MVMap<Long, byte[]> quarantine() {
        return quarantine;
    }

    boolean isClosed() {
        return store.isClosed();
    }

    /** What the file takes on the disk. */
    long fileBytes() {
        return store.isClosed() ? 0 : store.getFileStore().size();
    }

    /** What can still be written without the file growing. */
    long roomInsideBytes() {
        return store.isClosed()
                ? 0
                : fileBytes() / 100 * (100 - store.getFileStore().getFillRate());
    }

    /** Makes all changes since the last time durable, together. */
    void flush() throws LogBroken, LogFull {
        try {
            var _ = store.commit();
            store.sync();
        } catch (MVStoreException e) {
            store.closeImmediately(); // what it holds in memory is in doubt; the disk is not
            if (isNoSpace(e)) {
                throw new LogFull("the disk is full");
            }
            throw new LogBroken("the store cannot be written", e);
        }
        if (store.isClosed()) {
            throw new LogBroken("the store closed itself while it was written");
        }
    }

    private static boolean isNoSpace(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("No space left")) {
                return true;
            }
        }
        return false;
    }

    /** Moves a little of what still counts out of chunks that are mostly waste; durable with the next flush. */
    void compact(int belowFillPercent, int atMostBytes) throws LogBroken {
        try {
            var _ = store.compact(belowFillPercent, atMostBytes);
        } catch (MVStoreException e) {
            throw new LogBroken("the store cannot be compacted", e);
        }
    }

    /** Something read from a map; a closed store is {@link LogBroken}, a damaged page {@link PageDamaged}. */
    <T extends @Nullable Object> T reading(Supplier<T> read) throws IOException {
        try {
            return read.get();
        } catch (RuntimeException e) { // H2 meets damage in many ways
            if (store.isClosed()) {
                throw new LogBroken("the store is closed", e);
            }
            throw new PageDamaged(e);
        }
    }

    /** A page of the store does not hold together. */
    static final class PageDamaged extends IOException {
        PageDamaged(Throwable cause) {
            super("a page of the store is damaged", cause);
        }
    }

    /** The keys of a map that are there now. */
    static <K> List<K> keys(MVMap<K, byte[]> map) {
        List<K> keys = new ArrayList<>();
        map.keyIterator(null).forEachRemaining(keys::add);
        return keys;
    }

    /** Counts for people. */
    Map<String, Long> sizes() {
        return Map.of(
                "blocks", blocks.sizeAsLong(),
                "stubs", stubs.sizeAsLong(),
                "sessions", sessions.sizeAsLong(),
                "quarantine", quarantine.sizeAsLong());
    }

    /** Lets go of the file; what is not flushed is gone. */
    @Override
    public void close() {
        store.closeImmediately();
        if (isHeld.getAndSet(false)) {
            OPEN.remove(storeName);
        }
    }
}
