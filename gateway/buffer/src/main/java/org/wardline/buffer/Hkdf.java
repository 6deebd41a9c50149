package org.wardline.buffer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF with SHA-256 (RFC 5869) from the JDK. */
final class Hkdf {
    private Hkdf() {}

    /**
     * Derives bytes from a secret.
     *
     * @param label what they are for, with {@code context} behind it
     */
    static byte[] derive(byte[] secret, byte[] salt, String label, byte[] context, int lengthBytes) {
        byte[] info = new Sink(label.length() + context.length)
                .raw(label.getBytes(StandardCharsets.US_ASCII))
                .raw(context)
                .toBytes();
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt(salt)
                            .thenExpand(info, lengthBytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
        }
    }
}
