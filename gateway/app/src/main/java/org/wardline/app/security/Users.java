package org.wardline.app.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.wardline.vitals.Names;

/**
 * Who may sign in: {@code NAME:HASH} a line, where the hash is {@link PasswordHash#encoded()}; empty lines and lines that begin
 * with {@code #} say nothing.
 *
 * <p>A verification costs tens of milliseconds and 19 MiB on purpose, so there is never more than one at a time, and an answer is remembered
 * (as a keyed digest, in this process only): after a power cut a whole ward reconnects within seconds, with passwords that were right
 * before. It blocks: never call it on an event loop.
 */
public final class Users {
    /** The most users of one file. */
    public static final int MAX_USERS = 4096;

    /** Answers that are remembered, right ones and wrong ones apart, so that guesses do not push out the ward. */
    static final int MAX_REMEMBERED = MAX_USERS;

    private static final int MAX_FILE_BYTES = MAX_USERS * 320;
    private static final int KEY_BYTES = 32;

    private final Map<String, PasswordHash> hashes;
    private final PasswordHash nobody;
    private final byte[] key = new byte[KEY_BYTES];
    private final Object hashing = new Object(); // held for long: one hash at a time
    private final Object answers = new Object(); // never held for long; guards the next two
    private final Map<String, Boolean> right = remembering();
    private final Map<String, Boolean> wrong = remembering();
    private final AtomicLong verifications = new AtomicLong();

    private Users(Map<String, PasswordHash> hashes) {
        this.hashes = Map.copyOf(hashes);
        SecureRandom random = new SecureRandom();
        random.nextBytes(key);
        this.nobody = hashes.isEmpty()
                ? PasswordHash.of(key, random)
                : hashes.values().iterator().next();
    }

    /**
     * What is wrong with a line.
     *
     * @param line from 1; 0 for the file as a whole
     * @param what what is allowed
     */
    public record Wrong(int line, String what) {}

    /** What a file gave: the users of its good lines, and what is wrong with the others. */
    public record Parsed(Users users, List<Wrong> wrong) {
        public Parsed {
            wrong = List.copyOf(wrong);
        }
    }

    /** Reads a users file for a server; every line must be good (the configuration's check has said so before). */
    public static Users load(Path file) throws IOException {
        Parsed parsed = read(file);
        if (!parsed.wrong.isEmpty()) {
            Wrong first = parsed.wrong.getFirst();
            throw new IOException(file + ":" + first.line + ": " + first.what);
        }
        return parsed.users;
    }

    /** Reads a users file and tells every wrong line. */
    public static Parsed read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        }
        return bytes.length > MAX_FILE_BYTES
                ? new Parsed(new Users(Map.of()), List.of(tooMany()))
                : parse(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }

    static Parsed parse(List<String> lines) {
        Map<String, PasswordHash> hashes = new HashMap<>();
        List<Wrong> wrong = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon);
            Optional<PasswordHash> hash = PasswordHash.parse(line.substring(colon + 1));
            if (!Names.isName(name) || hash.isEmpty()) {
                wrong.add(new Wrong(at + 1, "must be NAME:HASH with a hash of ./wardline config hash-password"));
            } else if (hashes.putIfAbsent(name, hash.get()) != null) {
                wrong.add(new Wrong(at + 1, "stands here twice; each user once"));
            }
        }
        if (hashes.size() > MAX_USERS) {
            wrong.add(tooMany());
        }
        return new Parsed(new Users(hashes), wrong);
    }

    private static Wrong tooMany() {
        return new Wrong(0, "too many users; at most " + MAX_USERS);
    }

    /** Whether this user has this password. Takes the same work whether the user or the password is wrong. */
    public boolean accepts(String user, byte[] password) {
        String asked = digest(user, password);
        Optional<Boolean> known = remembered(asked);
        if (known.isPresent()) {
            return known.get(); // who is known does not wait for the hashes of others
        }
        synchronized (hashing) {
            known = remembered(asked); // somebody asked the same meanwhile
            if (known.isPresent()) {
                return known.get();
            }
            PasswordHash hash = hashes.get(user);
            var _ = verifications.incrementAndGet();
            boolean isRight = (hash == null ? nobody : hash).matches(password) && hash != null;
            synchronized (answers) {
                var _ = (isRight ? right : wrong).put(asked, isRight);
            }
            return isRight;
        }
    }

    /** What {@link #accepts} would say, where it needs no hash for it: this does not block. */
    public Optional<Boolean> known(String user, byte[] password) {
        return remembered(digest(user, password));
    }

    private Optional<Boolean> remembered(String asked) {
        synchronized (answers) {
            return Optional.ofNullable(right.get(asked)).or(() -> Optional.ofNullable(wrong.get(asked)));
        }
    }

    /** How many users there are. */
    public int size() {
        return hashes.size();
    }

    /** How often a password was really hashed: what a reconnect storm must not drive up. */
    public long verifications() {
        return verifications.get();
    }

    private String digest(String user, byte[] password) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] name = user.getBytes(StandardCharsets.UTF_8);
            sha.update(key);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            sha.update(name);
            return Base64.getEncoder().encodeToString(sha.digest(password));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Map<String, Boolean> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }
}
