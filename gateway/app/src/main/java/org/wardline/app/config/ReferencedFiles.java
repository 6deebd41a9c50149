package org.wardline.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.wardline.app.security.SecretFile;
import org.wardline.app.security.Users;

/** Files that the configuration names: there, readable and of the right kind now, rather than at the first connection. */
final class ReferencedFiles {
    private static final int MAX_PEM_BYTES = 1024 * 1024;
    private static final String PEM_MARK = "-----BEGIN ";

    private ReferencedFiles() {}

    /** A text as a path; empty when it is none. */
    static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A PEM file. */
    static Optional<Path> pem(Section section, String name) {
        return section.parsed(
                name, "", "a readable PEM file", text -> path(text).filter(ReferencedFiles::isPem));
    }

    /** A file that holds one secret line. */
    static Optional<Path> secret(Section section, String name) {
        return section.parsed(
                name,
                "",
                "a readable file that holds one line",
                text -> path(text).filter(ReferencedFiles::isSecret));
    }

    /** A users file; a wrong line of it is a problem of its own. */
    static Optional<Path> users(Section section, String name, Findings findings) {
        Optional<Path> file = section.parsed(
                name,
                "",
                "a readable file of NAME:HASH lines",
                text -> path(text).filter(Files::isReadable));
        file.ifPresent(path -> {
            try {
                Users.read(path)
                        .wrong()
                        .forEach(wrong -> findings.problem(new Place(path.toString(), wrong.line()), "", wrong.what()));
            } catch (IOException e) {
                section.problem(name, "must be a readable file of NAME:HASH lines");
            }
        });
        return file;
    }

    private static boolean isPem(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_PEM_BYTES);
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM_MARK);
        } catch (IOException e) {
            return false; // said by the caller, as what is allowed
        }
    }

    private static boolean isSecret(Path file) {
        try {
            return !SecretFile.read(file).isEmpty();
        } catch (IOException e) {
            return false; // said by the caller, as what is allowed
        }
    }
}
