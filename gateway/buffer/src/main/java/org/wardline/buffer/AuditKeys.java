package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;

/** What the lines of a gateway's audit trail are sealed with: keys under the root key, and the chain that binds them. */
final class AuditKeys {
    static final int SALT_BYTES = 32;
    static final int HASH_BYTES = 32;
    private static final String LABEL = "ward/audit/1";
    private static final Suite SUITE = Suite.AES_256_GCM;

    private final RootKey root;
    private final byte[] gatewayId;

    AuditKeys(RootKey root, byte[] gatewayId) {
        this.root = root;
        this.gatewayId = gatewayId.clone();
    }

    static AuditKeys of(Path folder, Path keyFile) throws IOException {
        RootKey root = RootKey.read(keyFile);
        return new AuditKeys(root, Keyring.read(folder, root).gatewayId());
    }

    byte[] gatewayId() {
        return gatewayId.clone();
    }

    /** The key of a salt. */
    byte[] key(byte[] salt) {
        return root.derive(salt, LABEL, gatewayId);
    }

    byte[] seal(byte[] key, long counter, byte[] previous, byte[] head, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, counter, previous, head).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal", e);
        }
    }

    byte[] open(byte[] key, long counter, byte[] previous, byte[] head, byte[] sealed) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, key, counter, previous, head).doFinal(sealed);
    }

    private Cipher cipher(int mode, byte[] key, long counter, byte[] previous, byte[] head)
            throws GeneralSecurityException {
        Cipher cipher = SUITE.cipher();
        cipher.init(mode, SUITE.key(key), SUITE.nonce(Suite.nonceOf(counter)));
        cipher.updateAAD(new Sink(128)
                .raw(Texts.ascii(LABEL))
                .raw(gatewayId)
                .raw(previous)
                .raw(head)
                .toBytes());
        return cipher;
    }

    /** The chain's next hash. */
    static byte[] hash(byte[] previous, byte[] more, int from, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(previous);
            sha.update(more, from, length);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "keys of the audit trail";
    }
}
