package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.StayId;

/**
 * Who the stays are: each sealed in a file of its own, under a key of its own. Readings, notes and the log's state carry none of
 * it, so whoever forgets the key of a stay has erased who it was, wherever copies of the sealed file lie.
 *
 * <pre>
 * identities/stay-keys.1, .2   "WLS1" | version 8 | n 4 | n × (stay text, ended at 8, salt 32, wrapped key 48) | HMAC 32
 * identities/STAY.sealed       the person under the key of the stay
 *
 * root key R ─ HKDF(salt gateway id, "ward/stay/1" | stay) ─▶ HKDF(salt of the key, "ward/stay-wrap/1") ─▶ wrapping key
 *            └ HKDF(salt gateway id, "ward/stay-keys/1") ─▶ key of the HMAC over all before it
 * </pre>
 *
 * A key seals once, so the nonces are zero. An erased key is gone from the files
 * at once, and from the free blocks of a card when they are written anew. Blocks on the disk: for a thread that may.
 */
public final class IdentityVault {
    /** Stays that are known; a ward of 100 beds has some 10,000 a year and forgets them after days. */
    public static final int MAX_STAYS = 10_000;

    private static final int MAGIC = 0x574C5331; // WLS1
    private static final int MAC_BYTES = 32;
    private static final int SALT_BYTES = 32;
    private static final Suite SUITE = Suite.AES_256_GCM;
    private static final int WRAPPED_BYTES = Suite.KEY_BYTES + Suite.TAG_BYTES;
    private static final List<String> COPIES = List.of("stay-keys.1", "stay-keys.2");
    private static final String SEALED = ".sealed";

    private final Path folder;
    private final Keyring ring;
    private final SecureRandom chance = new SecureRandom();
    private final TreeMap<String, StayKey> keys = new TreeMap<>();
    private long version;
    private int most = MAX_STAYS;

    /** The key of one stay, wrapped. */
    private static final class StayKey {
        final long endedMs; // 0: not known to have ended
        final byte[] salt;
        final byte[] wrapped;

        StayKey(long endedMs, byte[] salt, byte[] wrapped) {
            this.endedMs = endedMs;
            this.salt = salt;
            this.wrapped = wrapped;
        }
    }

    private IdentityVault(Path folder, Keyring ring) {
        this.folder = folder;
        this.ring = ring;
    }

    /** Opens the vault beside a log; makes it at the first use. */
    static IdentityVault open(Path data, Keyring ring) throws IOException {
        Path folder = data.resolve("identities");
        DurableFiles.ownFolder(folder);
        var vault = new IdentityVault(folder, ring);
        for (String name : COPIES) {
            vault.take(folder.resolve(name));
        }
        if (vault.version > 0) { // else what the keys open is not known: nothing is lost for good
            vault.sweep();
        }
        return vault;
    }

    /** Takes a copy of the keys, where it verifies and is newer. */
    private void take(Path file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length - MAC_BYTES;
            Source in = new Source(bytes, 0, Math.max(0, end));
            boolean isOurs = in.u32() == MAGIC
                    && MessageDigest.isEqual(Arrays.copyOfRange(bytes, end, bytes.length), mac(bytes, end));
            long found = isOurs ? in.u64() : 0;
            if (found <= version) {
                return;
            }
            version = found;
            keys.clear();
            for (int left = in.u32(); left > 0; left--) {
                keys.put(in.text(), new StayKey(in.u64(), in.raw(SALT_BYTES), in.raw(WRAPPED_BYTES)));
            }
        } catch (NoSuchFileException | Source.Malformed e) {
            return; // the other copy may do
        }
    }

    /** Removes what no key opens any more: an erasure, or a writing, that was cut short. */
    private void sweep() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean isLost =
                        name.endsWith(SEALED) && !keys.containsKey(name.substring(0, name.length() - SEALED.length()));
                if (isLost) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * Seals who a stay is, once. When it returns, it survives a power cut.
     *
     * @throws LogFull when {@link #MAX_STAYS} are known
     */
    public synchronized void put(StayId stay, Person person) throws IOException {
        if (keys.containsKey(stay.name())) {
            throw new IllegalStateException("a stay is named once: cut short, its new key would not open the old file");
        }
        if (keys.size() >= most) {
            throw new LogFull("the vault knows " + most + " stays");
        }
        byte[] key = random(Suite.KEY_BYTES);
        byte[] salt = random(SALT_BYTES);
        byte[] sealed = seal(key, stay, person.toBytes());
        byte[] wrapped = seal(wrappingKey(stay, salt), stay, key);
        Arrays.fill(key, (byte) 0);
        keys.put(stay.name(), new StayKey(0, salt, wrapped));
        try {
            writeKeys();
            DurableFiles.replace(fileOf(stay), sealed);
        } catch (IOException e) {
            keys.remove(stay.name());
            writeKeys();
            throw e;
        }
    }

    /** Who a stay is; empty when it never was, or is erased. */
    public synchronized Optional<Person> get(StayId stay) throws IOException {
        @Nullable StayKey key = keys.get(stay.name());
        if (key == null) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Files.readAllBytes(fileOf(stay));
            byte[] opened = open(wrappingKey(stay, key.salt), stay, key.wrapped);
            return Optional.of(Person.of(open(opened, stay, sealed)));
        } catch (NoSuchFileException | NotOpened | Source.Malformed e) {
            return Optional.empty(); // written by halves: the act that it belonged to was not stored
        }
    }

    /** All that are known. */
    public synchronized Map<StayId, Person> all() throws IOException {
        Map<StayId, Person> all = new HashMap<>();
        for (String stay : List.copyOf(keys.keySet())) {
            get(new StayId(stay)).ifPresent(person -> all.put(new StayId(stay), person));
        }
        return all;
    }

    /** When a stay was said to have ended, epoch milliseconds; empty while it lasts. */
    public synchronized Optional<Long> endOf(StayId stay) {
        @Nullable StayKey key = keys.get(stay.name());
        return key == null || key.endedMs == 0 ? Optional.empty() : Optional.of(key.endedMs);
    }

    /** Notes that a stay has ended, once. */
    public synchronized void ended(StayId stay, long wallMs) throws IOException {
        @Nullable StayKey key = keys.get(stay.name());
        if (key != null && key.endedMs == 0) {
            keys.put(stay.name(), new StayKey(wallMs, key.salt, key.wrapped));
            writeKeys();
        }
    }

    /** Notes that a stay lasts after all. */
    public synchronized void lasts(StayId stay) throws IOException {
        @Nullable StayKey key = keys.get(stay.name());
        if (key != null && key.endedMs != 0) {
            keys.put(stay.name(), new StayKey(0, key.salt, key.wrapped));
            writeKeys();
        }
    }

    /** Forgets the key of a stay, and with it who it was. When it returns, no restart brings it back. */
    public synchronized void erase(StayId stay) throws IOException {
        if (keys.remove(stay.name()) != null) {
            writeKeys();
        }
        Files.deleteIfExists(fileOf(stay));
    }

    /** For a test that reaches the bound. */
    void limitTo(int stays) {
        most = stays;
    }

    private void writeKeys() throws IOException {
        version++;
        Sink out = new Sink(64).u32(MAGIC).u64(version).u32(keys.size());
        keys.forEach((stay, key) -> {
            var _ = out.text(stay).u64(key.endedMs).raw(key.salt).raw(key.wrapped);
        });
        byte[] body = out.toBytes();
        byte[] whole = out.raw(mac(body, body.length)).toBytes();
        for (String name : COPIES) {
            DurableFiles.replace(folder.resolve(name), whole);
        }
    }

    private Path fileOf(StayId stay) {
        return folder.resolve(stay.name() + SEALED);
    }

    private byte[] mac(byte[] bytes, int end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ring.derive("ward/stay-keys/1", new byte[0]), "HmacSHA256"));
            mac.update(bytes, 0, Math.max(0, end));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    private byte[] wrappingKey(StayId stay, byte[] salt) {
        byte[] own = ring.derive("ward/stay/1", label(stay));
        return Hkdf.derive(own, salt, "ward/stay-wrap/1", new byte[0], Suite.KEY_BYTES);
    }

    private static byte[] label(StayId stay) {
        return new Sink(64).text(stay.name()).toBytes();
    }

    private static byte[] seal(byte[] key, StayId stay, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, stay).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal", e);
        }
    }

    private static byte[] open(byte[] key, StayId stay, byte[] sealed) throws NotOpened {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, stay).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new NotOpened("the identity of a stay does not open", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, StayId stay) throws GeneralSecurityException {
        Cipher cipher = SUITE.cipher();
        cipher.init(mode, SUITE.key(key), SUITE.nonce(Suite.nonceOf(0)));
        cipher.updateAAD(label(stay));
        return cipher;
    }

    private byte[] random(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        chance.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "vault of " + keys.size() + " stays";
    }
}
