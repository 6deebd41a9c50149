package org.wardline.buffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link Sink} wrote. What it reads has been authenticated before, so a number that does not fit is our own bug or
 * a format of a later version: unchecked {@link Malformed}.
 */
final class Source {
    /** The bytes are no such thing. */
    static final class Malformed extends RuntimeException {
        Malformed(String what) {
            super(what);
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    Source(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    Source(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int left() {
        return end - at;
    }

    int u8() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int u16() {
        return (u8() << 8) | u8();
    }

    int u32() {
        return (u16() << 16) | u16();
    }

    long u64() {
        return ((long) u32() << 32) | (u32() & 0xFFFF_FFFFL);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new Malformed("a varint of more than ten bytes");
    }

    long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A varint that counts or indexes things. */
    int count(int limit) {
        long value = varint();
        if (value < 0 || value > limit) {
            throw new Malformed("a count of more than " + limit);
        }
        return (int) value;
    }

    byte[] raw(int count) {
        need(count);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    String text() {
        int length = count(left());
        need(length);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** The next bytes as a source of their own. */
    Source part(int count) {
        need(count);
        at += count;
        return new Source(bytes, at - count, at);
    }

    private void need(int count) {
        if (count < 0 || count > end - at) {
            throw new Malformed("ends early");
        }
    }
}
