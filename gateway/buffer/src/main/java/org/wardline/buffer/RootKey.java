package org.wardline.buffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/**
 * The secret under which all others lie: a file of 32 bytes that only its owner may read.
 *
 * <pre>
 * given by the operator:  32 bytes                  (from a TPM, a key server, a credential of the service manager)
 * made at first start:    "WEAK" | 32 bytes         protects a lost backup, not a stolen card: shown as weak
 * </pre>
 */
final class RootKey {
    static final int KEY_BYTES = 32;
    private static final byte[] WEAK = "WEAK".getBytes(StandardCharsets.US_ASCII);
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] secret;
    private final boolean isWeak;

    private RootKey(byte[] secret, boolean isWeak) {
        this.secret = secret;
        this.isWeak = isWeak;
    }

    /** Reads the key. */
    static RootKey read(Path file) throws IOException {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new KeyRefused("the root key " + file + " can be read by others: chmod 600 it");
            }
            byte[] content = Files.readAllBytes(file);
            boolean isWeak = content.length == WEAK.length + KEY_BYTES && startsWithWeak(content);
            if (!isWeak && content.length != KEY_BYTES) {
                throw new KeyRefused(
                        "the root key " + file + " must be " + KEY_BYTES + " bytes, not " + content.length);
            }
            byte[] secret = Arrays.copyOfRange(content, content.length - KEY_BYTES, content.length);
            Arrays.fill(content, (byte) 0);
            return new RootKey(secret, isWeak);
        } catch (NoSuchFileException e) {
            throw new KeyRefused("there is no root key " + file + "; without it what is stored cannot be opened", e);
        }
    }

    /** Makes a weak key where there is none; for a first start only. */
    static void makeIfAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        byte[] content = Arrays.copyOf(WEAK, WEAK.length + KEY_BYTES);
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        System.arraycopy(random, 0, content, WEAK.length, KEY_BYTES);
        DurableFiles.replace(file, content);
        Arrays.fill(content, (byte) 0);
        Arrays.fill(random, (byte) 0);
    }

    private static boolean startsWithWeak(byte[] content) {
        return Arrays.equals(WEAK, 0, WEAK.length, content, 0, WEAK.length);
    }

    /** Whether it lies in the clear beside what it protects. */
    boolean isWeak() {
        return isWeak;
    }

    byte[] derive(byte[] salt, String label, byte[] context) {
        return Hkdf.derive(secret, salt, label, context, KEY_BYTES);
    }

    @Override
    public String toString() {
        return "root key";
    }
}
