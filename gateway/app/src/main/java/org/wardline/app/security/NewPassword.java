package org.wardline.app.security;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;

/** What {@code config hash-password} does: a password in, its hash out, for a line of a users file. */
public final class NewPassword {
    /** The shortest that is taken (NIST SP 800-63B, section 5.1.1.1: at least 8 characters). */
    public static final int MIN_BYTES = 8;

    private NewPassword() {}

    /**
     * Reads the first line, without its end, and gives the hash as text.
     *
     * @throws IOException saying what a password must be; never what it was
     */
    public static String hashOf(InputStream in) throws IOException {
        byte[] read = in.readNBytes(PasswordHash.MAX_PASSWORD_BYTES + 2);
        int length = 0;
        while (length < read.length && read[length] != '\n' && read[length] != '\r') {
            length++;
        }
        byte[] password = Arrays.copyOf(read, length);
        Arrays.fill(read, (byte) 0);
        if (length < MIN_BYTES || length > PasswordHash.MAX_PASSWORD_BYTES) {
            throw new IOException(
                    "a password must have " + MIN_BYTES + " to " + PasswordHash.MAX_PASSWORD_BYTES + " bytes");
        }
        String hash = PasswordHash.of(password, new SecureRandom()).encoded();
        Arrays.fill(password, (byte) 0);
        return hash;
    }
}
