package org.wardline.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of reference material that lies beside a checkout, for tests that read it in place: named by the system property or
 * environment variable {@code WARDLINE_SHARED}, else {@code shared} beside any folder above this one.
 */
public final class SharedFolder {
    private static final String NAME = "WARDLINE_SHARED";

    private SharedFolder() {}

    public static Optional<Path> find() {
        String named = System.getProperty(NAME, String.valueOf(System.getenv(NAME)));
        if (!named.equals("null")) {
            return Optional.of(Path.of(named)).filter(SharedFolder::isOne);
        }
        for (Path folder = above(Path.of("").toAbsolutePath()); folder != null; folder = above(folder)) {
            Path shared = folder.resolve("shared");
            if (isOne(shared)) {
                return Optional.of(shared);
            }
        }
        return Optional.empty();
    }

    private static boolean isOne(Path folder) {
        return Files.exists(folder.resolve("DESIGN.md"));
    }

    private static @Nullable Path above(Path folder) {
        return folder.getParent();
    }
}
