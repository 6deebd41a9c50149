package org.wardline.buffer;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.wardline.vitals.log.Entry;

/** Gives the entries of a block, or none of them. */
final class BlockOpener {
    private final Sessions sessions;
    private final String gatewayId;
    private final String storeId;

    BlockOpener(Sessions sessions) {
        this.sessions = sessions;
        this.gatewayId = Texts.hex(sessions.ring().gatewayId());
        this.storeId = Texts.hex(sessions.ring().storeId());
    }

    /** The header of a block that stands where it says it stands. It is not yet authenticated. */
    BlockHeader header(byte[] block, long first) throws KeyRefused, NotOpened {
        try {
            BlockHeader header = BlockHeader.of(block);
            boolean isOurs =
                    header.gatewayId().equals(gatewayId) && header.storeId().equals(storeId);
            if (!isOurs || header.first() != first) {
                throw new NotOpened("a block that belongs to another place");
            }
            return header;
        } catch (Source.Malformed e) {
            throw new NotOpened("no block", e);
        }
    }

    /** The entries of the block whose first entry has this number. */
    List<Entry> open(byte[] block, long first) throws KeyRefused, NotOpened {
        BlockHeader header = header(block, first);
        if (block.length != BlockHeader.BYTES + header.packedBytes() + Suite.TAG_BYTES) {
            throw new NotOpened("a block of another length");
        }
        if (header.schema() != EntryCodec.SCHEMA) {
            throw new KeyRefused("written in schema " + header.schema() + ", which this version does not know");
        }
        try {
            Session session = sessions.of(header.session());
            byte[] packed =
                    session.open(block, BlockHeader.BYTES, header.counter(), Arrays.copyOf(block, BlockHeader.BYTES));
            byte[] plain =
                    header.packing() == BlockHeader.DEFLATED ? Packing.unpack(packed, header.plainBytes()) : packed;
            return List.copyOf(EntryDecoder.decode(plain, header.entries()));
        } catch (Source.Malformed | GeneralSecurityException e) {
            throw new NotOpened("a block that does not open", e);
        }
    }
}
