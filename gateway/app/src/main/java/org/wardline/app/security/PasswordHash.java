package org.wardline.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash of a password (RFC 9106, version 0x13), as the text
 * {@code $argon2id$v=19$m=MEMORY_KIB,t=ROUNDS,p=LANES$SALT$HASH} with salt and hash in base64 without padding: the form of
 * the reference implementation's command line.
 *
 * <p>New ones take 19 MiB and 2 rounds (OWASP Password Storage Cheat Sheet, Argon2id, second of its equal settings): RFC 9106's
 * 64 MiB do not fit beside the gateway in 128 MiB of heap. Costs beyond {@link #MAX_MEMORY_KIB} and its like are refused
 * when a hash is read, so that a file cannot make a login exhaust the machine.
 */
public final class PasswordHash {
    /** The most memory that a hash may ask for. */
    public static final int MAX_MEMORY_KIB = 32 * 1024;

    /** The most rounds. */
    public static final int MAX_ROUNDS = 10;

    /** The most lanes. */
    public static final int MAX_LANES = 4;

    /** The longest password, in bytes. */
    public static final int MAX_PASSWORD_BYTES = 256;

    private static final int NEW_MEMORY_KIB = 19 * 1024;
    private static final int NEW_ROUNDS = 2;
    private static final int NEW_LANES = 1;
    private static final int NEW_SALT_BYTES = 16;
    private static final int NEW_HASH_BYTES = 32;
    private static final int LEAST_BYTES = 8; // RFC 9106, section 3.1: of a salt; of a hash we ask 16
    private static final int LEAST_HASH_BYTES = 16;
    private static final int MOST_BYTES = 64;
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,3})\\$([A-Za-z0-9+/]{2,90})\\$([A-Za-z0-9+/]{2,90})");

    private final int memoryKiB;
    private final int rounds;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int memoryKiB, int rounds, int lanes, byte[] salt, byte[] hash) {
        this.memoryKiB = memoryKiB;
        this.rounds = rounds;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** Reads the text form; empty when it is none, or asks for more than the bounds allow. */
    public static Optional<PasswordHash> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int memoryKiB = Integer.parseInt(parts.group(1));
        int rounds = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        boolean isBounded = rounds >= 1
                && rounds <= MAX_ROUNDS
                && lanes >= 1
                && lanes <= MAX_LANES
                && memoryKiB >= 8 * lanes // RFC 9106, section 3.1
                && memoryKiB <= MAX_MEMORY_KIB;
        if (!isBounded) {
            return Optional.empty();
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts.group(4));
            byte[] hash = Base64.getDecoder().decode(parts.group(5));
            boolean isSized = salt.length >= LEAST_BYTES
                    && salt.length <= MOST_BYTES
                    && hash.length >= LEAST_HASH_BYTES
                    && hash.length <= MOST_BYTES;
            return isSized ? Optional.of(new PasswordHash(memoryKiB, rounds, lanes, salt, hash)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a length that base64 cannot have
        }
    }

    /** Hashes a new password with a fresh salt. */
    public static PasswordHash of(byte[] password, SecureRandom random) {
        byte[] salt = new byte[NEW_SALT_BYTES];
        random.nextBytes(salt);
        var blank = new PasswordHash(NEW_MEMORY_KIB, NEW_ROUNDS, NEW_LANES, salt, new byte[NEW_HASH_BYTES]);
        return new PasswordHash(NEW_MEMORY_KIB, NEW_ROUNDS, NEW_LANES, salt, blank.derive(password));
    }

    /** Whether this is the password's; takes as long as its costs say. One that is too long is not. */
    public boolean matches(byte[] password) {
        return password.length <= MAX_PASSWORD_BYTES && MessageDigest.isEqual(hash, derive(password));
    }

    /** The text form, for a users file. */
    public String encoded() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKiB + ",t=" + rounds + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /** Only that it is one. */
    @Override
    public String toString() {
        return "an Argon2id hash";
    }

    private byte[] derive(byte[] password) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKiB)
                .withIterations(rounds)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[hash.length];
        int written = generator.generateBytes(password, derived);
        if (written != derived.length) {
            throw new IllegalStateException("Argon2 gave " + written + " bytes");
        }
        return derived;
    }

    /** Bytes of a password as a client sends it. */
    public static byte[] bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
