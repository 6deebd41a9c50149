package org.wardline.app.people;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.wardline.app.security.NewPassword;
import org.wardline.app.security.PasswordHash;

/** What passwords, PINs and badges may be. */
public final class Secrets {
    private static final Pattern PIN = Pattern.compile("[0-9]{4,8}");
    private static final Pattern BADGE = Pattern.compile("[!-~]{4,64}");

    private Secrets() {}

    static PasswordHash password(String text, SecureRandom random) throws NotAllowed {
        byte[] bytes = PasswordHash.bytes(text);
        if (bytes.length < NewPassword.MIN_BYTES || bytes.length > PasswordHash.MAX_PASSWORD_BYTES) {
            throw new NotAllowed(
                    "a password has " + NewPassword.MIN_BYTES + " to " + PasswordHash.MAX_PASSWORD_BYTES + " bytes");
        }
        return PasswordHash.of(bytes, random);
    }

    static Account.Quick quick(String badge, String pin, SecureRandom random) throws NotAllowed {
        if (!BADGE.matcher(badge).matches()) {
            throw new NotAllowed("a badge has 4 to 64 visible characters");
        }
        if (!PIN.matcher(pin).matches()) {
            throw new NotAllowed("a PIN has 4 to 8 digits");
        }
        if (isEasy(pin)) {
            throw new NotAllowed("this PIN is among the first that are guessed");
        }
        return new Account.Quick(badge, PasswordHash.of(PasswordHash.bytes(pin), random));
    }

    /** One digit over and over, or a run such as 1234 and 8765. */
    static boolean isEasy(String pin) {
        int step = pin.charAt(1) - pin.charAt(0);
        return Math.abs(step) <= 1
                && IntStream.range(1, pin.length()).allMatch(at -> pin.charAt(at) - pin.charAt(at - 1) == step);
    }

    /** A PIN that is not easy. */
    public static String freshPin(SecureRandom random) {
        String pin = String.format(java.util.Locale.ROOT, "%06d", random.nextInt(1_000_000));
        return isEasy(pin) ? freshPin(random) : pin;
    }
}
