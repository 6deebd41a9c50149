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

    /** Where a store ends; notes where its last blocks do not open or hang together. */
    static Tail of(OpenLog log, DamageBook damage, long nowMs) throws IOException {
        Shelf shelf = log.shelf();
        @Nullable Long lastBlock = shelf.reading(shelf.blocks()::lastKey);
        @Nullable Long lastStub = shelf.reading(shelf.stubs()::lastKey);
        Tail tail = empty(nowMs);
        if (lastBlock != null) {
            tail = behind(value(shelf, shelf.blocks(), lastBlock), lastBlock, false);
            if (log.reader().next(lastBlock) == null) { // which notes the damage
                tail = new Tail(tail.sequence, tail.lastNumber, tail.hash, tail.ageMs, nowMs);
            }
            checkLinks(shelf, lastBlock, damage);
        }
        if (lastStub != null && lastStub > tail.sequence) {
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
    private static Tail behind(byte[] block, long first, boolean isVoid) throws NotOpened {
        if (block.length < BlockHeader.STUB_BYTES) {
            throw new NotOpened("the last block of the store is cut off");
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
