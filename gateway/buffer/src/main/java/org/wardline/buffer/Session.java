package org.wardline.buffer;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * The key of one run of the gateway under one epoch, and the count of what was sealed with it.
 *
 * <pre>
 * session header, in the clear, flushed before the first block:
 * "WLS1" | format 1 | suite 1 | gateway id 16 | store id 16 | epoch 4 | session 4 | begun at 8 | salt 32 | commitment 32
 *
 * HKDF(epoch key, salt, "ward/session/1" | suite | gateway id | store id) = key 32 | commitment 32
 * </pre>
 *
 * The salt is random at each start, so neither a crash nor a restored or cloned card meets on the same key and nonce, although
 * the count is kept in memory alone. The commitment ties the header to one key: neither cipher does that by itself.
 */
final class Session {
    /** After so many the log begins another session. */
    static final long MAX_SEALED = 1L << 32;

    private static final int MAGIC = 0x574C5331; // WLS1
    private static final int FORMAT = 1;
    private static final int SALT_BYTES = 32;
    private static final int COMMITMENT_BYTES = 32;

    private final int number;
    private final int epoch;
    private final Suite suite;
    private final byte[] header;
    private final Key key;
    private final Cipher sealing;
    private final Cipher opening;
    private long sealed;

    /** Gives the bytes to authenticate beside the text, which say under which count it is sealed. */
    interface Label {
        byte[] at(long counter);
    }

    private Session(int number, int epoch, Suite suite, byte[] header, byte[] material) {
        this.number = number;
        this.epoch = epoch;
        this.suite = suite;
        this.header = header;
        this.key = suite.key(Arrays.copyOf(material, Suite.KEY_BYTES));
        this.sealing = suite.cipher();
        this.opening = suite.cipher();
    }

    /** A new session under the keyring's newest epoch. Its header must be on the disk before anything is sealed. */
    static Session begin(Keyring ring, int number, Suite suite, long nowWallMs) throws KeyRefused {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        int epoch = ring.newestEpoch();
        byte[] material = material(ring, epoch, suite, salt);
        byte[] header = new Sink(128)
                .u32(MAGIC)
                .u8(FORMAT)
                .u8(suite.code())
                .raw(ring.gatewayId())
                .raw(ring.storeId())
                .u32(epoch)
                .u32(number)
                .u64(nowWallMs)
                .raw(salt)
                .raw(material, Suite.KEY_BYTES, COMMITMENT_BYTES)
                .toBytes();
        return new Session(number, epoch, suite, header, material);
    }

    /** The session of a stored header, to open what it sealed. */
    static Session read(Keyring ring, int number, byte[] header) throws KeyRefused {
        try {
            Source in = new Source(header);
            if (in.u32() != MAGIC || in.u8() != FORMAT) {
                throw new KeyRefused("session " + number + " has a header of another format");
            }
            Suite suite = Suite.of(in.u8());
            boolean isOurs = Arrays.equals(in.raw(Keyring.ID_BYTES), ring.gatewayId())
                    && Arrays.equals(in.raw(Keyring.ID_BYTES), ring.storeId());
            int epoch = in.u32();
            if (!isOurs || in.u32() != number) {
                throw new KeyRefused("session " + number + " belongs to another place");
            }
            var _ = in.u64();
            byte[] material = material(ring, epoch, suite, in.raw(SALT_BYTES));
            byte[] commitment = Arrays.copyOfRange(material, Suite.KEY_BYTES, material.length);
            if (!MessageDigest.isEqual(commitment, in.raw(COMMITMENT_BYTES))) {
                throw new KeyRefused("session " + number + " is committed to another key");
            }
            Session session = new Session(number, epoch, suite, header, material);
            session.sealed = MAX_SEALED; // how many it sealed is not known any more: it opens, and seals nothing
            return session;
        } catch (Source.Malformed e) {
            throw new KeyRefused("session " + number + " has a damaged header", e);
        }
    }

    private static byte[] material(Keyring ring, int epoch, Suite suite, byte[] salt) throws KeyRefused {
        byte[] context = new Sink(33)
                .u8(suite.code())
                .raw(ring.gatewayId())
                .raw(ring.storeId())
                .toBytes();
        return Hkdf.derive(ring.epochKey(epoch), salt, "ward/session/1", context, Suite.KEY_BYTES + COMMITMENT_BYTES);
    }

    int number() {
        return number;
    }

    int epoch() {
        return epoch;
    }

    Suite suite() {
        return suite;
    }

    byte[] header() {
        return header.clone();
    }

    synchronized boolean isSpent() {
        return sealed >= MAX_SEALED;
    }

    /**
     * Seals a text under the next count, which is spent whatever happens to the result, and opens it again before it is believed:
     * a cipher that errs once must not cost a block.
     */
    synchronized byte[] seal(byte[] plain, Label label) {
        if (isSpent()) {
            throw new IllegalStateException(this + " seals no more");
        }
        long counter = sealed++;
        byte[] aad = label.at(counter);
        try {
            sealing.init(Cipher.ENCRYPT_MODE, key, suite.nonce(Suite.nonceOf(counter)));
            sealing.updateAAD(aad);
            byte[] result = sealing.doFinal(plain);
            if (!Arrays.equals(plain, open(result, 0, counter, aad))) {
                throw new IllegalStateException("what was just sealed does not open");
            }
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /** Opens what {@link #seal} gave, from {@code from} to its end; all or nothing. */
    synchronized byte[] open(byte[] sealed, int from, long counter, byte[] aad) throws GeneralSecurityException {
        opening.init(Cipher.DECRYPT_MODE, key, suite.nonce(Suite.nonceOf(counter)));
        opening.updateAAD(aad);
        return opening.doFinal(sealed, from, sealed.length - from);
    }

    @Override
    public String toString() {
        return "session " + number;
    }
}
