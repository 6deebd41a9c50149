package org.wardline.app.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret (token, password) alone in a file: its first and only line. */
public final class SecretFile {
    /** The longest secret. */
    public static final int MAX_BYTES = 8192;

    private SecretFile() {}

    /**
     * Reads it, without the end of the line.
     *
     * @throws IOException naming the file, never what is in it: not readable, empty, too long, or more than one line
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        String secret = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        if (bytes.length > MAX_BYTES || secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(file + " must hold one line of at most " + MAX_BYTES + " bytes");
        }
        return secret;
    }
}
