package org.wardline.app.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;

/** The code that makes the first administrator: 75 random bits for one use, in groups that can be read aloud. */
public final class SetUpCode {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz023456789"; // no i, l, o, 1: 5 bits each
    private static final int GROUPS = 3;
    private static final int GROUP = 5;

    private final String code;

    private SetUpCode(String code) {
        this.code = code;
    }

    static SetUpCode fresh(SecureRandom random) {
        var text = new StringBuilder();
        for (int at = 0; at < GROUPS * GROUP; at++) {
            if (at > 0 && at % GROUP == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new SetUpCode(text.toString());
    }

    boolean is(String said) {
        byte[] mine = code.getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(mine, said.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /** For the standard error of the start, and nobody else. */
    public String text() {
        return code;
    }

    @Override
    public String toString() {
        return "a set-up code";
    }
}
