package org.wardline.buffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes written one after another into a growing array: plain numbers big-endian, varints low group first. */
final class Sink {
    private byte[] bytes;
    private int length;

    Sink(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    int lengthBytes() {
        return length;
    }

    void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    Sink u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    Sink u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Sink u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    Sink u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    /** An unsigned number: seven bits a byte, the lowest first, the top bit says that more follow. */
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A signed number, small in few bytes whatever its sign. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    Sink raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    Sink raw(byte[] value, int from, int count) {
        room(count);
        System.arraycopy(value, from, bytes, length, count);
        length += count;
        return this;
    }

    /** The first bytes of another. */
    Sink raw(Sink other, int count) {
        return raw(other.bytes, 0, count);
    }

    /** A text with its length before it. */
    Sink text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        return raw(utf8);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
