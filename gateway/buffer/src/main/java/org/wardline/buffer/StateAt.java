package org.wardline.buffer;

import java.nio.ByteBuffer;

/**
 * State that was stored by a {@link Write}, and the last entry that it knows of: everything after that number came later.
 *
 * <p>As bytes: the number (8, most significant first), then the state. Nothing is removal, and stays nothing.
 */
public final class StateAt {
    /** Before the first entry, nothing. */
    public static final StateAt NONE = new StateAt(0, new byte[0]);

    private final long number;
    private final byte[] state;

    private StateAt(long number, byte[] state) {
        this.number = number;
        this.state = state;
    }

    static byte[] toBytes(long number, byte[] state) {
        return state.length == 0
                ? state
                : ByteBuffer.allocate(Long.BYTES + state.length)
                        .putLong(number)
                        .put(state)
                        .array();
    }

    static StateAt of(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        long number = in.getLong();
        byte[] state = new byte[in.remaining()];
        in.get(state);
        return new StateAt(number, state);
    }

    /** The last entry that it knows of; 0 before the first. */
    public long number() {
        return number;
    }

    public byte[] bytes() {
        return state.clone();
    }

    /** Whether there is none. */
    public boolean isNone() {
        return state.length == 0;
    }
}
