package org.wardline.buffer;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One file of an audit trail, read from its beginning.
 *
 * <pre>
 * "WLT1" | gateway id 16 | segment 8 | number of its first line 8 | hash of the segment before 32
 * then records:  kind 1 | count 8 | length 4 | body
 *   kind 1: a key begins (with each opening); body: its salt 32
 *   kind 2: a line, sealed; the count is its nonce; authenticated beside it: "ward/audit/1" | gateway id | hash so far | its head
 * hash so far: SHA-256(hash before | record), at first SHA-256(zeros | header)
 * </pre>
 *
 * A line is bound to all that stands before it: one that is changed, missing or moved does not open, and nor does what follows.
 */
final class AuditSegment {
    static final int HEADER_BYTES = 4 + Keyring.ID_BYTES + 8 + 8 + AuditKeys.HASH_BYTES;
    static final int FIRST_AT = 4 + Keyring.ID_BYTES + 8;
    static final int HEAD_BYTES = 13;
    static final int KEY = 1;
    static final int LINE = 2;
    static final int MAX_BODY_BYTES = AuditLine.MAX_BYTES + Suite.TAG_BYTES;
    private static final int MAGIC = 0x574C5431; // WLT1

    private final AuditKeys keys;
    private final byte[] bytes;
    private final long segment;
    private final long first;
    private final byte[] before;
    private byte[] hash;
    private byte @Nullable [] key;
    private int at = HEADER_BYTES;
    private int goodBytes = HEADER_BYTES;
    private byte[] goodHash;
    private long next;

    /** Opens a segment's bytes; its header is believed only as far as its first line opens. */
    AuditSegment(AuditKeys keys, byte[] bytes) throws NotOpened {
        if (bytes.length < HEADER_BYTES) {
            throw new NotOpened("its header is cut off");
        }
        this.keys = keys;
        this.bytes = bytes.clone();
        Source in = new Source(bytes);
        boolean isOurs = in.u32() == MAGIC && Arrays.equals(in.raw(Keyring.ID_BYTES), keys.gatewayId());
        if (!isOurs) {
            throw new NotOpened("it is of another gateway or no audit trail");
        }
        segment = in.u64();
        first = in.u64();
        before = in.raw(AuditKeys.HASH_BYTES);
        hash = AuditKeys.hash(new byte[AuditKeys.HASH_BYTES], bytes, 0, HEADER_BYTES);
        goodHash = hash;
        next = first;
    }

    static byte[] header(AuditKeys keys, long segment, long first, byte[] before) {
        return new Sink(HEADER_BYTES)
                .u32(MAGIC)
                .raw(keys.gatewayId())
                .u64(segment)
                .u64(first)
                .raw(before)
                .toBytes();
    }

    static byte[] head(int kind, long counter, int bodyBytes) {
        return new Sink(HEAD_BYTES).u8(kind).u64(counter).u32(bodyBytes).toBytes();
    }

    long segment() {
        return segment;
    }

    long first() {
        return first;
    }

    byte[] before() {
        return before.clone();
    }

    /** Number of the line that {@link #next} would give. */
    long nextNumber() {
        return next;
    }

    /** Up to where it is whole: behind the last line that opened. */
    int goodBytes() {
        return goodBytes;
    }

    byte[] goodHash() {
        return goodHash.clone();
    }

    /**
     * The next line; null at the end, torn or not.
     *
     * @throws NotOpened when what stands there is not what was written
     */
    @Nullable
    AuditLine next() throws NotOpened {
        while (bytes.length - at >= HEAD_BYTES) {
            Source in = new Source(bytes, at, bytes.length);
            int kind = in.u8();
            long counter = in.u64();
            int length = in.u32();
            if (length < 0 || length > MAX_BODY_BYTES || (kind == KEY && length != AuditKeys.SALT_BYTES)) {
                throw new NotOpened("it has no length that a line can have");
            }
            if (in.left() < length) {
                return null;
            }
            byte[] previous = hash;
            hash = AuditKeys.hash(previous, bytes, at, HEAD_BYTES + length);
            byte[] body = in.raw(length);
            byte[] head = Arrays.copyOfRange(bytes, at, at + HEAD_BYTES);
            at += HEAD_BYTES + length;
            if (kind == KEY) {
                key = keys.key(body);
            } else if (kind == LINE) {
                AuditLine line = line(counter, previous, head, body);
                goodBytes = at;
                goodHash = hash;
                next++;
                return line;
            } else {
                throw new NotOpened("it is of no kind that is known");
            }
        }
        return null;
    }

    private AuditLine line(long counter, byte[] previous, byte[] head, byte[] body) throws NotOpened {
        if (key == null) {
            throw new NotOpened("no key stands before it");
        }
        try {
            AuditLine line = AuditLine.of(keys.open(key, counter, previous, head, body));
            if (line.number() != next) {
                throw new NotOpened("it is line " + line.number());
            }
            return line;
        } catch (GeneralSecurityException | Source.Malformed e) {
            throw new NotOpened("it does not open", e);
        }
    }
}
