package org.wardline.buffer;

import java.util.Arrays;

/**
 * What stays of blocks that are no more, so that the chain can be followed over them.
 *
 * <pre>
 * why 1 (0 freed, 1 void: written but never acknowledged, its entry numbers were given again) | header | tag
 * </pre>
 */
final class Stubs {
    /** How long they stay, by the log's own age. */
    static final long KEPT_MS = 30L * 24 * 3_600_000;

    /** And how many at most: three days of a block a second, some 45 MiB. */
    static final int MAX_STUBS = 262_144;

    private static final int FREED = 0;
    private static final int VOID = 1;

    private Stubs() {}

    static byte[] freed(byte[] block) {
        return stub(FREED, block);
    }

    static byte[] voided(byte[] block) {
        return stub(VOID, block);
    }

    private static byte[] stub(int why, byte[] block) {
        return new Sink(BlockHeader.STUB_BYTES + 1)
                .u8(why)
                .raw(BlockHeader.stubOf(block))
                .toBytes();
    }

    static boolean isVoid(byte[] stub) {
        return stub[0] == VOID;
    }

    /** Header and tag. */
    static byte[] header(byte[] stub) {
        return Arrays.copyOfRange(stub, 1, stub.length);
    }
}
