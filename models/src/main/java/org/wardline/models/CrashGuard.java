package org.wardline.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardline.models.ModelRefused.Why;

/**
 * Remembers across restarts that a model was being tried out: a crash of native code leaves no other trace. After the second
 * start that did not come through, the model is not tried again until it is another one or the file is taken away.
 */
final class CrashGuard {
    /** Starts that may go down with a model. */
    static final int MAX_CRASHES = 2;

    private final Path file;

    CrashGuard(Path file) {
        this.file = file;
    }

    /** Writes down that a model is about to be loaded; refuses the one that took the process down before. */
    void beginning(String model) throws ModelRefused {
        int crashes = crashesOf(model);
        if (crashes >= MAX_CRASHES) {
            throw new ModelRefused(Why.BARRED, crashes + " starts went down with it");
        }
        try {
            Files.writeString(file, model + " " + (crashes + 1) + "\n");
        } catch (IOException e) {
            throw new ModelRefused(Why.BARRED, "its trial cannot be written down in " + file, e);
        }
    }

    /** It came through. */
    void survived() throws IOException {
        Files.deleteIfExists(file);
    }

    private int crashesOf(String model) {
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.UTF_8).trim().split(" ", -1);
            return words.length == 2 && words[0].equals(model) ? Integer.parseInt(words[1]) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0; // no file, or not ours: nothing is known against it
        }
    }
}
