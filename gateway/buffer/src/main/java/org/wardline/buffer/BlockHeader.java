package org.wardline.buffer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What stands in the clear before a block's sealed body, and is authenticated with it.
 *
 * <pre>
 *   0  "WLB1"                      48  count in the session 8 (the nonce)    88  stamped at 8 (wall clock)
 *   4  format 1, suite 1           56  sequence 8, from 1, no gaps           96  age 8 (see {@link LogAge})
 *   6  schema 1, packing 1         64  first entry's number 8               104  previous hash 32
 *   8  gateway id 16               72  entries 4, readings 4                136  body: sealed, its last 16 bytes the tag
 *  24  store id 16                 80  plain length 4, packed length 4
 *  40  epoch 4, session 4
 *
 * h[n] = SHA-256("ward/block/1" | header | tag)     the header holds h[n-1]; h[0] is 32 zeros
 * </pre>
 *
 * When a block is freed its header and tag stay, so the chain verifies over the gap.
 *
 * @param gatewayId as hex
 * @param storeId as hex
 * @param previousHash as hex
 */
record BlockHeader(
        Suite suite,
        int schema,
        int packing,
        String gatewayId,
        String storeId,
        int epoch,
        int session,
        long counter,
        long sequence,
        long first,
        int entries,
        int readings,
        int plainBytes,
        int packedBytes,
        long stampedAtMs,
        long ageMs,
        String previousHash) {
    static final int BYTES = 136;
    static final int STUB_BYTES = BYTES + Suite.TAG_BYTES;
    static final int HASH_BYTES = 32;
    static final int NOT_PACKED = 0;
    static final int DEFLATED = 1;
    private static final int MAGIC = 0x574C4231; // WLB1
    private static final int FORMAT = 1;
    private static final byte[] CHAIN = Texts.ascii("ward/block/1");
    private static final int SEQUENCE_AT = 56;
    private static final int FIRST_AT = 64;
    private static final int ENTRIES_AT = 72;
    private static final int STAMP_AT = 88;
    private static final int AGE_AT = 96;
    private static final int HASH_AT = BYTES - HASH_BYTES;

    /** Number of the last entry; before {@link #first} in a block without entries. */
    long last() {
        return first + entries - 1;
    }

    byte[] toBytes() {
        return new Sink(BYTES)
                .u32(MAGIC)
                .u8(FORMAT)
                .u8(suite.code())
                .u8(schema)
                .u8(packing)
                .raw(Texts.unhex(gatewayId))
                .raw(Texts.unhex(storeId))
                .u32(epoch)
                .u32(session)
                .u64(counter)
                .u64(sequence)
                .u64(first)
                .u32(entries)
                .u32(readings)
                .u32(plainBytes)
                .u32(packedBytes)
                .u64(stampedAtMs)
                .u64(ageMs)
                .raw(Texts.unhex(previousHash))
                .toBytes();
    }

    /** Reads the header of a block or of its stub. */
    static BlockHeader of(byte[] block) throws KeyRefused {
        Source in = new Source(block);
        if (in.u32() != MAGIC || in.u8() != FORMAT) {
            throw new Source.Malformed("not a block of this format");
        }
        BlockHeader header = new BlockHeader( // in the order of the bytes
                Suite.of(in.u8()),
                in.u8(),
                in.u8(),
                Texts.hex(in.raw(Keyring.ID_BYTES)),
                Texts.hex(in.raw(Keyring.ID_BYTES)),
                in.u32(),
                in.u32(),
                in.u64(),
                in.u64(),
                in.u64(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u32(),
                in.u64(),
                in.u64(),
                Texts.hex(in.raw(HASH_BYTES)));
        if (header.entries < 0 || header.plainBytes < 0 || header.packedBytes < 0) {
            throw new Source.Malformed("counts that do not fit");
        }
        return header;
    }

    // What a block or its stub says of itself, without looking at the rest: for a place in the chain and for damaged
    // ones.

    static long sequenceOf(byte[] block) {
        return longAt(block, SEQUENCE_AT);
    }

    static long firstOf(byte[] block) {
        return longAt(block, FIRST_AT);
    }

    static long lastOf(byte[] block) {
        return firstOf(block) + (longAt(block, ENTRIES_AT) >> 32) - 1;
    }

    static long stampOf(byte[] block) {
        return longAt(block, STAMP_AT);
    }

    static long ageOf(byte[] block) {
        return longAt(block, AGE_AT);
    }

    private static long longAt(byte[] block, int at) {
        return new Source(block, at, Math.min(block.length, BYTES)).u64();
    }

    static byte[] previousHashOf(byte[] block) {
        return Arrays.copyOfRange(block, HASH_AT, BYTES);
    }

    /** The hash that the next block names, of a block or its stub. */
    static byte[] hashOf(byte[] block) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(CHAIN);
            digest.update(block, 0, BYTES);
            digest.update(block, block.length - Suite.TAG_BYTES, Suite.TAG_BYTES);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /** What is kept of a freed block. */
    static byte[] stubOf(byte[] block) {
        return new Sink(STUB_BYTES)
                .raw(block, 0, BYTES)
                .raw(block, block.length - Suite.TAG_BYTES, Suite.TAG_BYTES)
                .toBytes();
    }
}
