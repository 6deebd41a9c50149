package org.wardline.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of public data that tests read in place and the repository does not hold: named by the system property or the
 * environment variable {@code WARDLINE_SHARED}, else {@code shared} beside the checkout.
 */
public final class Shared {
    private static final String NAME = "WARDLINE_SHARED";
    private static final String MARK = "DESIGN.md";

    private Shared() {}

    /** A folder or file in it; empty where there is none, and a test is then skipped, visibly. */
    public static Optional<Path> folder(String inside) {
        String named = System.getProperty(NAME, System.getenv().getOrDefault(NAME, ""));
        Optional<Path> root = named.isEmpty() ? beside(Path.of("").toAbsolutePath()) : Optional.of(Path.of(named));
        return root.map(folder -> folder.resolve(inside)).filter(Files::exists);
    }

    private static Optional<Path> beside(Path from) {
        for (Path above = from; above != null; above = above.getParent()) {
            Path candidate = above.resolve("shared");
            if (Files.exists(candidate.resolve(MARK))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
