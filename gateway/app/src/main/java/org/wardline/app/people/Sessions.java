package org.wardline.app.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in at which browser. A session's secret is 256 random bits; only their hash is kept, and nothing of it on the
 * disk: a restart asks to sign in again. It ends after some time without an act, and after a shift in any case.
 */
final class Sessions {
    /** A ward has some dozen screens and phones; the oldest goes first. */
    static final int MAX = 1_000;

    private static final int SECRET_BYTES = 32;

    private final long idleMs;
    private final long longestMs;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byDigest = new LinkedHashMap<>();

    /** Somebody's time at a station. */
    private record Session(String account, long beganMs, long activeMs) {}

    Sessions(long idleMs, long longestMs) {
        this.idleMs = idleMs;
        this.longestMs = longestMs;
    }

    /** Begins one; gives its secret, for the browser alone. */
    String begin(String account, long nowMs) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        while (byDigest.size() >= MAX) {
            byDigest.remove(byDigest.keySet().iterator().next());
        }
        byDigest.put(digest(text), new Session(account, nowMs, nowMs));
        return text;
    }

    /** Whose secret this is, unless its time is over. */
    Optional<String> accountOf(String secret, long nowMs) {
        String digest = digest(secret);
        Session session = byDigest.get(digest);
        if (session != null && leftMs(session, nowMs) <= 0) {
            byDigest.remove(digest);
            return Optional.empty();
        }
        return Optional.ofNullable(session).map(Session::account);
    }

    /** How long it goes on when nothing more is done. */
    long leftMs(String secret, long nowMs) {
        Session session = byDigest.get(digest(secret));
        return session == null ? 0 : Math.max(0, leftMs(session, nowMs));
    }

    private long leftMs(Session session, long nowMs) {
        return Math.min(session.activeMs() + idleMs, session.beganMs() + longestMs) - nowMs;
    }

    /** Somebody did something. */
    void isActive(String secret, long nowMs) {
        byDigest.computeIfPresent(
                digest(secret), (_, session) -> new Session(session.account(), session.beganMs(), nowMs));
    }

    void end(String secret) {
        byDigest.remove(digest(secret));
    }

    /** Ends all of a person. */
    void endAllOf(String account) {
        byDigest.values().removeIf(session -> session.account().equals(account));
    }

    int size() {
        return byDigest.size();
    }

    private static String digest(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
