package org.wardline.buffer;

import java.security.GeneralSecurityException;

/**
 * A value that is sealed by itself: a state, a standing, a message in quarantine.
 *
 * <pre>
 * session 4 | count in the session 8 (the nonce) | packing 1 | plain length 4 | sealed bytes with their tag
 * authenticated beside it: "ward/value/1" | gateway id | store id | place (kind and name) | the clear bytes above
 * </pre>
 *
 * The place is bound in: a value put in another's place does not open.
 */
final class SealedValue {
    private static final int CLEAR_BYTES = 17;
    private static final byte[] LABEL = Texts.ascii("ward/value/1");

    private SealedValue() {}

    static byte[] seal(Session session, Keyring ring, Packing packing, String place, byte[] plain) {
        byte[] packed = packing.pack(plain);
        int code = packed.length == plain.length ? BlockHeader.NOT_PACKED : BlockHeader.DEFLATED;
        Sink out = new Sink(CLEAR_BYTES + packed.length + Suite.TAG_BYTES);
        byte[] sealed = session.seal(packed, counter -> {
            byte[] clear = out.u32(session.number())
                    .u64(counter)
                    .u8(code)
                    .u32(plain.length)
                    .toBytes();
            return aad(ring, place, clear);
        });
        return out.raw(sealed).toBytes();
    }

    static byte[] open(Sessions sessions, String place, byte[] value) throws KeyRefused, NotOpened {
        try {
            Source in = new Source(value);
            int number = in.u32();
            long counter = in.u64();
            int code = in.u8();
            int plainBytes = in.u32();
            Session session = sessions.of(number);
            byte[] clear = java.util.Arrays.copyOf(value, CLEAR_BYTES);
            byte[] packed = session.open(value, CLEAR_BYTES, counter, aad(sessions.ring(), place, clear));
            return code == BlockHeader.DEFLATED ? Packing.unpack(packed, plainBytes) : packed;
        } catch (Source.Malformed | GeneralSecurityException e) {
            throw new NotOpened(place + " does not open", e);
        }
    }

    /** Which session a value was sealed under, as it says itself. */
    static int sessionOf(byte[] value) {
        return new Source(value).u32();
    }

    private static byte[] aad(Keyring ring, String place, byte[] clear) {
        return new Sink(128)
                .raw(LABEL)
                .raw(ring.gatewayId())
                .raw(ring.storeId())
                .text(place)
                .raw(clear)
                .toBytes();
    }
}
