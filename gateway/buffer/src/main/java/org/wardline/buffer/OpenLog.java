package org.wardline.buffer;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** What there is while a store is open to be written; a reopening makes another one. */
final class OpenLog {
    private static final String STORE_ID = "store";
    static final String HEAD = "head";
    static final String TRIMMED = "trimmed";
    private static final int COMPACT_EVERY = 8;
    private static final int COMPACT_BELOW_PERCENT = 60;
    private static final int COMPACT_BYTES = 128 * 1024;
    static final int FREE_EVERY = 64;
    private static final int RETIRE_EVERY = 4096;

    private final Shelf shelf;
    private final Sessions sessions;
    private final BlockReader reader;
    private final QuarantineShelf quarantine;
    private final Freeing freeing;
    private final boolean isEmptied;
    private long commits;

    private OpenLog(Shelf shelf, Sessions sessions, BlockReader reader, Freeing freeing, boolean isEmptied)
            throws IOException {
        this.shelf = shelf;
        this.sessions = sessions;
        this.reader = reader;
        this.quarantine = new QuarantineShelf(shelf);
        this.freeing = freeing;
        this.isEmptied = isEmptied;
    }

    static OpenLog open(Place place, Keyring ring, LogSettings settings, Consumers consumers, DamageBook damage)
            throws IOException {
        Shelf shelf = Shelf.open(place.storeName());
        try {
            boolean isEmptied = claim(shelf, ring);
            Sessions sessions = new Sessions(ring, shelf.sessions());
            consumers.read(shelf, sessions, damage);
            return new OpenLog(
                    shelf,
                    sessions,
                    new BlockReader(shelf, new BlockOpener(sessions), damage),
                    new Freeing(shelf, consumers, settings),
                    isEmptied);
        } catch (IOException | RuntimeException e) {
            shelf.close();
            throw e instanceof IOException io ? io : new NotOpened("the store is damaged", e);
        }
    }

    /** Whether there had been blocks under this keyring and the store knows of nothing. */
    private static boolean claim(Shelf shelf, Keyring ring) throws IOException {
        byte @Nullable [] storeId = shelf.reading(() -> shelf.about().get(STORE_ID));
        if (storeId == null) {
            shelf.about().put(STORE_ID, ring.storeId());
            shelf.flush();
            return ring.hasEpochs();
        }
        requireOurs(storeId, ring);
        return false;
    }

    /** Refuses a store that was written under another keyring. */
    static void requireOurs(byte @Nullable [] storeId, Keyring ring) throws KeyRefused {
        if (!Arrays.equals(storeId, ring.storeId())) {
            throw new KeyRefused("the store belongs to another keyring; restore the two together");
        }
    }

    static byte @Nullable [] storeIdIn(Shelf shelf) throws IOException {
        return shelf.reading(() -> shelf.about().get(STORE_ID));
    }

    Shelf shelf() {
        return shelf;
    }

    Sessions sessions() {
        return sessions;
    }

    BlockReader reader() {
        return reader;
    }

    QuarantineShelf quarantine() {
        return quarantine;
    }

    Freeing freeing() {
        return freeing;
    }

    boolean isEmptied() {
        return isEmptied;
    }

    /** Takes out blocks behind the last acknowledged one; their place in the chain stays. */
    void voidAfter(long sequence) throws IOException {
        MVMap<Long, byte[]> blocks = shelf.blocks();
        while (true) {
            @Nullable Long last = shelf.reading(blocks::lastKey);
            byte @Nullable [] block = last == null ? null : shelf.reading(() -> blocks.get(last));
            if (last == null || block == null || BlockHeader.sequenceOf(block) <= sequence) {
                return;
            }
            blocks.remove(last);
            shelf.stubs().put(BlockHeader.sequenceOf(block), Stubs.voided(block));
            freeing.removed(block.length);
            shelf.flush();
        }
    }

    /** Makes the next session and flushes its header: only then may it seal. */
    Session beginSession(Keyring ring, Suite suite, long nowMs) throws IOException {
        @Nullable Long last = shelf.reading(() -> shelf.sessions().lastKey());
        long number = last == null ? 1 : last + 1;
        Session session = Session.begin(ring, Math.toIntExact(number), suite, nowMs);
        shelf.sessions().put(number, session.header());
        shelf.flush();
        return session;
    }

    void put(long first, byte[] block) {
        shelf.blocks().put(first, block);
        freeing.added(block.length);
    }

    static String placeOf(String stateName) {
        return "state " + stateName;
    }

    void putState(String name, byte[] value, SealedLog.Sealing sealing) {
        if (value.length == 0) {
            shelf.state().remove(name);
        } else {
            shelf.state().put(name, sealing.seal(placeOf(name), value));
        }
    }

    /** Writes where the log ends, sealed, with each block. */
    void putHead(Tail tail, SealedLog.Sealing sealing) {
        shelf.about().put(HEAD, sealing.seal(HEAD, tail.toBytes()));
    }

    Optional<byte[]> head() throws IOException {
        byte @Nullable [] value = shelf.reading(() -> shelf.about().get(HEAD));
        return value == null ? Optional.empty() : Optional.of(SealedValue.open(sessions, HEAD, value));
    }

    Optional<byte[]> state(String name) throws IOException {
        byte @Nullable [] value = shelf.reading(() -> shelf.state().get(name));
        return value == null ? Optional.empty() : Optional.of(SealedValue.open(sessions, placeOf(name), value));
    }

    /** A small share of the housekeeping; becomes durable with the commit it rides on. */
    void tidy(long ageMs, long lastNumber, SealedLog.Sealing sealing) throws IOException {
        commits++;
        if (commits % FREE_EVERY == 0) {
            var _ = freeing.step(ageMs, false, 0);
            long trimmed = freeing.trimStubs(ageMs);
            if (trimmed > 0) {
                shelf.about()
                        .put(
                                TRIMMED,
                                sealing.seal(TRIMMED, new Sink(8).u64(trimmed).toBytes()));
            }
            freeing.save(lastNumber);
        }
        if (commits % COMPACT_EVERY == 0) {
            shelf.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
        }
        if (commits % RETIRE_EVERY == 0) {
            retireKeys();
        }
    }

    /** Forgets sessions, and then epoch keys, that nothing is sealed under any more. */
    void retireKeys() throws IOException {
        @Nullable Long firstBlock = shelf.reading(() -> shelf.blocks().firstKey());
        byte @Nullable [] block =
                firstBlock == null ? null : shelf.reading(() -> shelf.blocks().get(firstBlock));
        @Nullable Long newest = shelf.reading(() -> shelf.sessions().lastKey());
        if (newest == null) {
            return;
        }
        long oldest = block == null ? newest : BlockHeader.of(block).session();
        Set<Long> inUse = new HashSet<>();
        addSessions(inUse, shelf.state());
        addSessions(inUse, shelf.consumers());
        addSessions(inUse, shelf.quarantine());
        for (String name : List.of(HEAD, TRIMMED)) {
            byte @Nullable [] value = shelf.reading(() -> shelf.about().get(name));
            if (value != null) {
                inUse.add((long) SealedValue.sessionOf(value));
            }
        }
        Set<Integer> epochs = new HashSet<>();
        for (long number : shelf.reading(() -> Shelf.keys(shelf.sessions()))) {
            if (number >= oldest || inUse.contains(number)) {
                epochs.add(sessions.of((int) number).epoch());
            } else {
                shelf.sessions().remove(number);
            }
        }
        sessions.ring().keepOnly(epochs);
    }

    private <K> void addSessions(Set<Long> inUse, MVMap<K, byte[]> map) throws IOException {
        for (K key : shelf.reading(() -> Shelf.keys(map))) {
            byte @Nullable [] value = shelf.reading(() -> map.get(key));
            if (value != null) {
                inUse.add((long) SealedValue.sessionOf(value));
            }
        }
    }
}
