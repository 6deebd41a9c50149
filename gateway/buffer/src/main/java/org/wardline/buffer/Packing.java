package org.wardline.buffer;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Makes bytes fewer: raw deflate at its fastest level, or as they are where that gains nothing. Not for use by two threads. */
final class Packing implements AutoCloseable {
    private static final int TINY_BYTES = 64;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private byte[] room = new byte[8 * 1024];

    /** The packed bytes, or the given array itself where packing gains nothing. */
    byte[] pack(byte[] plain) {
        if (plain.length < TINY_BYTES) {
            return plain;
        }
        if (room.length < plain.length) {
            room = new byte[plain.length];
        }
        deflater.reset();
        deflater.setInput(plain);
        deflater.finish();
        int length = deflater.deflate(room, 0, plain.length - 1);
        return deflater.finished() ? java.util.Arrays.copyOf(room, length) : plain;
    }

    /** Undoes {@link #pack}. */
    static byte[] unpack(byte[] packed, int plainBytes) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] plain = new byte[plainBytes];
            inflater.setInput(packed);
            int length = inflater.inflate(plain);
            if (length != plainBytes) {
                throw new Source.Malformed("unpacks to " + length + " of " + plainBytes + " bytes");
            }
            return plain;
        } catch (DataFormatException e) {
            throw new Source.Malformed("does not unpack");
        } finally {
            inflater.end();
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
