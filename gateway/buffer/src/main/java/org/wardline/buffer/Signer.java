package org.wardline.buffer;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what leaves the house with a secret that its receiver knows: HMAC with SHA-256 (RFC 2104). Shows nothing of itself. */
public final class Signer {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** Signs with a secret that is not empty. */
    public Signer(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The 32 bytes that only somebody who knows the secret can make of these parts, one after the other. */
    public byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "a signer";
    }
}
