package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * A small file beside the store that is sealed whole and replaced whole: what must stay when the store is set aside.
 *
 * <pre>
 * "WLF1" | salt 32 | sealed bytes with their tag
 * authenticated beside it: "ward/file/1" | gateway id | name of the file
 * key: HKDF(root key, salt, "ward/file/1" | gateway id | name); each salt is used once, so the nonce is zero
 * </pre>
 *
 * The log must have been opened before, once: root key and gateway id are made there.
 */
public final class SealedFile {
    /** Nothing that is kept so needs more. */
    public static final int MAX_BYTES = 4 << 20;

    private static final int MAGIC = 0x574C4631; // WLF1
    private static final int SALT_BYTES = 32;
    private static final int CLEAR_BYTES = 4 + SALT_BYTES;
    private static final String LABEL = "ward/file/1";
    private static final Suite SUITE = Suite.AES_256_GCM;

    private final Path file;
    private final RootKey root;
    private final byte[] about;

    private SealedFile(Path file, RootKey root, byte[] about) {
        this.file = file;
        this.root = root;
        this.about = about;
    }

    /**
     * A file of a gateway's data folder.
     *
     * @throws KeyRefused when the root key or the keyring are missing or do not fit
     */
    public static SealedFile in(Path folder, Path keyFile, String name) throws IOException {
        RootKey root = RootKey.read(keyFile);
        byte[] gateway = Keyring.read(folder, root).gatewayId();
        byte[] about = new Sink(64).raw(gateway).text(name).toBytes();
        return new SealedFile(folder.resolve(name), root, about);
    }

    /**
     * What was written last; empty where nothing was.
     *
     * @throws NotOpened when it is not as it was sealed
     */
    public Optional<byte[]> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > MAX_BYTES + CLEAR_BYTES + Suite.TAG_BYTES) {
            throw new NotOpened(file.getFileName() + " is longer than it can be");
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            Source in = new Source(bytes);
            if (in.u32() != MAGIC) {
                throw new NotOpened(file.getFileName() + " is of another kind or a later version");
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, in.raw(SALT_BYTES));
            return Optional.of(cipher.doFinal(in.raw(in.left())));
        } catch (Source.Malformed | GeneralSecurityException e) {
            throw new NotOpened(file.getFileName() + " does not open", e);
        }
    }

    /** Puts this in place of what was there. When it returns, it is on the disk. */
    public void write(byte[] plain) throws IOException {
        if (plain.length > MAX_BYTES) {
            throw new IOException(file.getFileName() + " would grow over " + MAX_BYTES + " bytes");
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, salt).doFinal(plain);
            DurableFiles.replace(
                    file,
                    new Sink(CLEAR_BYTES + sealed.length)
                            .u32(MAGIC)
                            .raw(salt)
                            .raw(sealed)
                            .toBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal", e);
        }
    }

    private Cipher cipher(int mode, byte[] salt) throws GeneralSecurityException {
        byte[] key = root.derive(salt, LABEL, about);
        Cipher cipher = SUITE.cipher();
        cipher.init(mode, SUITE.key(key), SUITE.nonce(Suite.nonceOf(0)));
        cipher.updateAAD(new Sink(96).raw(Texts.ascii(LABEL)).raw(about).toBytes());
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    @Override
    public String toString() {
        return "sealed " + file.getFileName();
    }
}
