package org.wardline.vitals.adapter;

/**
 * Bytes that could not be read.
 *
 * @param detail where and what was expected, in words of our own: never a piece of the payload
 * @param fromByte first byte of what was rejected in the payload
 * @param toByte one past its last byte
 */
public record Rejected(Reason reason, String detail, int fromByte, int toByte) implements Decoding {
    /** A whole message. */
    public static Rejected whole(RawMessage message, Reason reason, String detail) {
        return new Rejected(reason, detail, 0, message.lengthBytes());
    }
}
