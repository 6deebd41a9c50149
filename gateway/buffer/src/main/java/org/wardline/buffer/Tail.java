package org.wardline.buffer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The end of the chain, where the next block goes.
 *
 * @param sequence of the last block, 0 at first
 * @param lastNumber of the last entry, 0 at first
 * @param hash of the last block as hex
 * @param ageMs see {@link LogAge}
 */
record Tail(long sequence, long lastNumber, String hash, long ageMs, long stampedAtMs) {
    private static final int CHECKED_BLOCKS = 16;
    private static final long MAX_ENTRIES = 1_000_000; // more than a block ever holds

    static Tail empty(long nowMs) {
        return new Tail(0, 0, "00".repeat(BlockHeader.HASH_BYTES), 0, nowMs);
    }

    /**
     * Where a store ends: by the head that each commit seals, which also says so when the last blocks are gone or damaged. Notes
     * where the two do not agree and where the last blocks do not open or hang together.
     */
    static Tail of(OpenLog log, DamageBook damage, long nowMs) throws IOException {
        Shelf shelf = log.shelf();
        @Nullable Long lastBlock = shelf.reading(shelf.blocks()::lastKey);
        @Nullable Tail stored = stored(shelf, lastBlock);
        if (lastBlock != null) {
            checkLinks(shelf, lastBlock, damage);
            if (log.reader().next(lastBlock) == null) {
                damage.note(new Damage(lastBlock, lastBlock, "the last block does not open"));
            }
        }
        @Nullable Tail head = head(log, damage);
        if (head == null) {
            return stored == null ? empty(nowMs) : stored;
        }
        if (stored == null || stored.sequence < head.sequence) {
            long from = stored == null ? 1 : stored.lastNumber + 1;
            damage.note(new Damage(from, head.lastNumber, "the last blocks are missing"));
            return head;
        }
        if (stored.sequence > head.sequence) {
            damage.note(new Damage(head.lastNumber + 1, stored.lastNumber, "blocks behind the head of the log"));
            return stored;
        }
        if (!stored.hash.equals(head.hash)) {
            damage.note(
                    new Damage(stored.lastNumber, head.lastNumber, "the last block is not the one that was written"));
            return head;
        }
        return stored;
    }

    private static @Nullable Tail head(OpenLog log, DamageBook damage) throws IOException {
        try {
            return log.head().map(Tail::of).orElse(null);
        } catch (NotOpened | Source.Malformed e) {
            damage.note(new Damage(0, 0, "the head of the log does not open"));
            return null;
        }
    }

    /** By the last block or stub; null where there is none that says anything. */
    private static @Nullable Tail stored(Shelf shelf, @Nullable Long lastBlock) throws IOException {
        @Nullable Long lastStub = shelf.reading(shelf.stubs()::lastKey);
        @Nullable Tail tail = null;
        if (lastBlock != null) {
            tail = behind(value(shelf, shelf.blocks(), lastBlock), lastBlock, false);
        }
        if (lastStub != null && (tail == null || lastStub > tail.sequence)) {
            byte[] stub = value(shelf, shelf.stubs(), lastStub);
            byte[] kept = Stubs.header(stub);
            tail = behind(kept, BlockHeader.firstOf(kept), Stubs.isVoid(stub));
        }
        return tail;
    }

    /**
     * The place behind a block or stub. A damaged one still says about where that is; its number of entries counts only where
     * it can be, so that a flipped bit does not end the numbers.
     */
    private static @Nullable Tail behind(byte[] block, long first, boolean isVoid) {
        if (block.length < BlockHeader.STUB_BYTES) {
            return null;
        }
        long last = BlockHeader.lastOf(block);
        boolean canBe = last >= first && last - first < MAX_ENTRIES;
        return new Tail(
                BlockHeader.sequenceOf(block),
                isVoid ? first - 1 : canBe ? last : first + MAX_ENTRIES,
                Texts.hex(BlockHeader.hashOf(block)),
                BlockHeader.ageOf(block),
                BlockHeader.stampOf(block));
    }

    byte[] toBytes() {
        return new Sink(64)
                .u64(sequence)
                .u64(lastNumber)
                .raw(Texts.unhex(hash))
                .u64(ageMs)
                .u64(stampedAtMs)
                .toBytes();
    }

    static Tail of(byte[] head) {
        Source in = new Source(head);
        return new Tail(in.u64(), in.u64(), Texts.hex(in.raw(BlockHeader.HASH_BYTES)), in.u64(), in.u64());
    }

    private static void checkLinks(Shelf shelf, long lastBlock, DamageBook damage) throws IOException {
        long key = lastBlock;
        for (int left = CHECKED_BLOCKS; left > 0; left--) {
            long at = key;
            Map.@Nullable Entry<Long, byte[]> before = shelf.reading(() -> {
                @Nullable Long lower = shelf.blocks().lowerKey(at);
                return lower == null ? null : Map.entry(lower, shelf.blocks().get(lower));
            });
            if (before == null) {
                return;
            }
            byte[] later = value(shelf, shelf.blocks(), at);
            boolean areNeighbours = BlockHeader.sequenceOf(before.getValue()) + 1 == BlockHeader.sequenceOf(later);
            boolean isLinked = Arrays.equals(BlockHeader.previousHashOf(later), BlockHeader.hashOf(before.getValue()));
            if (areNeighbours && !isLinked) {
                damage.note(new Damage(before.getKey(), at - 1, "the chain does not hold between two blocks"));
            }
            key = before.getKey();
        }
    }

    private static byte[] value(Shelf shelf, MVMap<Long, byte[]> map, long key) throws IOException {
        byte @Nullable [] value = shelf.reading(() -> map.get(key));
        if (value == null) {
            throw new NotOpened("the store lost a key between two reads");
        }
        return value;
    }
}
