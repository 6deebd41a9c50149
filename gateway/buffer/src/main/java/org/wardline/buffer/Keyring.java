package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The epoch keys, wrapped under the root key, in two copies of a small file.
 *
 * <pre>
 * "WLK1" | version 8 | gateway id 16 | store id 16 | n 4 | n × (epoch 4, made at 8, suite 1, salt 32, wrapped key 48) | HMAC 32
 *
 * root key R ─ HKDF(salt gateway id, "ward/kek/1") ─▶ KEK ─ HKDF(salt of the epoch, "ward/wrap/1" | epoch) ─▶ wrapping key
 *            └ HKDF(salt gateway id, "ward/keyring/1") ─▶ key of the HMAC over all before it
 * </pre>
 *
 * Each wrapping key is used once, so its nonce is zero. A copy that does not verify is passed over; of two good ones the higher
 * version counts, so a power cut while writing leaves the old or the new keyring, never none.
 */
final class Keyring {
    static final int ID_BYTES = 16;
    private static final int MAGIC = 0x574C4B31; // WLK1
    private static final int MAC_BYTES = 32;
    private static final int SALT_BYTES = 32;
    private static final int WRAPPED_BYTES = Suite.KEY_BYTES + Suite.TAG_BYTES;
    private static final List<String> COPIES = List.of("keyring.1", "keyring.2");

    private final Path folder;
    private final RootKey root;
    private final byte[] gatewayId;
    private byte[] storeId;
    private long version;
    private final TreeMap<Integer, Epoch> epochs = new TreeMap<>();

    /** One key and when it was made. */
    private static final class Epoch {
        private final long madeAtMs;
        private final Suite suite;
        private final byte[] salt;
        private final byte[] wrapped;

        Epoch(long madeAtMs, Suite suite, byte[] salt, byte[] wrapped) {
            this.madeAtMs = madeAtMs;
            this.suite = suite;
            this.salt = salt;
            this.wrapped = wrapped;
        }
    }

    private Keyring(Path folder, RootKey root, byte[] gatewayId, byte[] storeId) {
        this.folder = folder;
        this.root = root;
        this.gatewayId = gatewayId;
        this.storeId = storeId;
    }

    static boolean isIn(Path folder) {
        return COPIES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    /** A keyring with new identities and no key yet. */
    static Keyring begin(Path folder, RootKey root) throws IOException {
        Keyring ring = new Keyring(folder, root, random(ID_BYTES), random(ID_BYTES));
        ring.write();
        return ring;
    }

    /** The newest copy that verifies. */
    static Keyring read(Path folder, RootKey root) throws IOException {
        @Nullable Keyring newest = null;
        for (String name : COPIES) {
            @Nullable Keyring ring = copy(folder, folder.resolve(name), root);
            if (ring != null && (newest == null || ring.version > newest.version)) {
                newest = ring;
            }
        }
        if (newest == null) {
            throw new KeyRefused("no copy of the keyring in " + folder
                    + " verifies: either the root key is another one, or both copies are damaged");
        }
        return newest;
    }

    private static @Nullable Keyring copy(Path folder, Path file, RootKey root) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length - MAC_BYTES;
            Source in = new Source(bytes, 0, Math.max(0, end));
            if (in.u32() != MAGIC) {
                return null;
            }
            long version = in.u64();
            Keyring ring = new Keyring(folder, root, in.raw(ID_BYTES), in.raw(ID_BYTES));
            ring.version = version;
            byte[] mac = Arrays.copyOfRange(bytes, end, bytes.length);
            if (!MessageDigest.isEqual(mac, ring.mac(bytes, end))) {
                return null;
            }
            for (int left = in.u32(); left > 0; left--) {
                Integer epoch = in.u32();
                ring.epochs.put(
                        epoch, new Epoch(in.u64(), Suite.of(in.u8()), in.raw(SALT_BYTES), in.raw(WRAPPED_BYTES)));
            }
            return ring;
        } catch (NoSuchFileException | Source.Malformed e) {
            return null; // the other copy may do
        }
    }

    private byte[] mac(byte[] bytes, int end) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(root.derive(gatewayId, "ward/keyring/1", new byte[0]), "HmacSHA256"));
            mac.update(bytes, 0, end);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    private void write() throws IOException {
        version++;
        Sink out =
                new Sink(64).u32(MAGIC).u64(version).raw(gatewayId).raw(storeId).u32(epochs.size());
        for (Map.Entry<Integer, Epoch> each : epochs.entrySet()) {
            Epoch epoch = each.getValue();
            var _ = out.u32(each.getKey())
                    .u64(epoch.madeAtMs)
                    .u8(epoch.suite.code())
                    .raw(epoch.salt)
                    .raw(epoch.wrapped);
        }
        byte[] body = out.toBytes();
        byte[] whole = out.raw(mac(body, body.length)).toBytes();
        for (String name : COPIES) {
            DurableFiles.replace(folder.resolve(name), whole);
        }
    }

    boolean isWeak() {
        return root.isWeak();
    }

    byte[] gatewayId() {
        return gatewayId.clone();
    }

    byte[] storeId() {
        return storeId.clone();
    }

    /** Whether a key was ever made, that is, whether there was a store. */
    boolean hasEpochs() {
        return !epochs.isEmpty();
    }

    int newestEpoch() {
        return epochs.isEmpty() ? 0 : epochs.lastKey();
    }

    long newestMadeAtMs() {
        return epochs.isEmpty() ? 0 : epochs.lastEntry().getValue().madeAtMs;
    }

    /** Another identity for a store that begins anew. */
    void beginStore() throws IOException {
        storeId = random(ID_BYTES);
        write();
    }

    /** Makes the next epoch's key. */
    void beginEpoch(long nowWallMs) throws IOException {
        int number = newestEpoch() + 1;
        byte[] salt = random(SALT_BYTES);
        Suite suite = Suite.AES_256_GCM;
        byte[] key = random(Suite.KEY_BYTES);
        try {
            Cipher cipher = suite.cipher();
            cipher.init(Cipher.ENCRYPT_MODE, suite.key(wrappingKey(number, salt)), suite.nonce(Suite.nonceOf(0)));
            cipher.updateAAD(label(number));
            epochs.put(number, new Epoch(nowWallMs, suite, salt, cipher.doFinal(key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot wrap a key", e);
        }
        Arrays.fill(key, (byte) 0);
        write();
    }

    /** The key of an epoch, to derive session keys from. */
    byte[] epochKey(int number) throws KeyRefused {
        @Nullable Epoch epoch = epochs.get(number);
        if (epoch == null) {
            throw new KeyRefused("the keyring holds no key of epoch " + number);
        }
        try {
            Cipher cipher = epoch.suite.cipher();
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    epoch.suite.key(wrappingKey(number, epoch.salt)),
                    epoch.suite.nonce(Suite.nonceOf(0)));
            cipher.updateAAD(label(number));
            return cipher.doFinal(epoch.wrapped);
        } catch (GeneralSecurityException e) {
            throw new KeyRefused("the key of epoch " + number + " does not unwrap", e);
        }
    }

    /** Forgets the keys of all epochs that nothing is sealed under any more; the newest stays. */
    void keepOnly(Set<Integer> inUse) throws IOException {
        int newest = newestEpoch();
        if (epochs.keySet().removeIf(epoch -> epoch != newest && !inUse.contains(epoch))) {
            write();
        }
    }

    private byte[] wrappingKey(int epoch, byte[] salt) {
        byte[] kek = root.derive(gatewayId, "ward/kek/1", new byte[0]);
        return Hkdf.derive(kek, salt, "ward/wrap/1", new Sink(4).u32(epoch).toBytes(), Suite.KEY_BYTES);
    }

    /** A key of this gateway for another purpose. */
    byte[] derive(String label, byte[] context) {
        return root.derive(gatewayId, label, context);
    }

    private byte[] label(int epoch) {
        return new Sink(20).raw(gatewayId).u32(epoch).toBytes();
    }

    private static byte[] random(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "keyring of " + epochs.size() + " epochs";
    }
}
