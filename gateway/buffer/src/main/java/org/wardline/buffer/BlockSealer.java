package org.wardline.buffer;

import java.util.List;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.ReadingEntry;

/** Makes blocks of entries. Not for use by two threads. */
final class BlockSealer implements AutoCloseable {
    private final EntryEncoder encoder = new EntryEncoder();
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
    byte[] seal(Session session, Position position, List<Entry> entries) {
        byte[] plain = encoder.encode(entries);
        byte[] packed = packing.pack(plain);
        int code = packed.length == plain.length ? BlockHeader.NOT_PACKED : BlockHeader.DEFLATED;
        int readings = 0;
        for (Entry entry : entries) {
            readings += entry instanceof ReadingEntry ? 1 : 0;
        }
        int readingCount = readings;
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
                            entries.size(),
                            readingCount,
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
