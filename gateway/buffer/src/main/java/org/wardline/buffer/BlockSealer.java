package org.wardline.buffer;

/** Makes blocks of bodies. Not for use by two threads. */
final class BlockSealer implements AutoCloseable {
    private final Packing packing = new Packing();
    private final String gatewayId;
    private final String storeId;

    /**
     * Where a block will stand.
     *
     * @param previousHash hash of the block before it, as hex
     */
    record Position(long sequence, long first, long stampedAtMs, long ageMs, String previousHash) {}

    BlockSealer(Keyring ring) {
        this.gatewayId = Texts.hex(ring.gatewayId());
        this.storeId = Texts.hex(ring.storeId());
    }

    /** Header and sealed body. */
    byte[] seal(Session session, Position position, Body body) {
        byte[] plain = body.bytes();
        byte[] packed = packing.pack(plain);
        int code = packed.length == plain.length ? BlockHeader.NOT_PACKED : BlockHeader.DEFLATED;
        Sink block = new Sink(BlockHeader.STUB_BYTES + packed.length);
        byte[] sealed = session.seal(packed, counter -> {
            byte[] header = new BlockHeader(
                            session.suite(),
                            EntryCodec.SCHEMA,
                            code,
                            gatewayId,
                            storeId,
                            session.epoch(),
                            session.number(),
                            counter,
                            position.sequence,
                            position.first,
                            body.entries(),
                            body.readings(),
                            plain.length,
                            packed.length,
                            position.stampedAtMs,
                            position.ageMs,
                            position.previousHash)
                    .toBytes();
            return block.raw(header).toBytes();
        });
        return block.raw(sealed).toBytes();
    }

    Packing packing() {
        return packing;
    }

    @Override
    public void close() {
        packing.close();
    }
}
