package org.wardline.models.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the research collections; tests that need them are skipped, and say so, where they are not. */
final class SharedData {
    private SharedData() {}

    /** The folder {@code data} beside the checkout, or what {@code WARDLINE_SHARED} names. */
    static Path folder() {
        Path found = find();
        assumeTrue(Files.isDirectory(found.resolve("bidmc-icu-waveforms")), "no shared data beside the checkout");
        return found;
    }

    private static Path find() {
        @Nullable String named = System.getProperty("WARDLINE_SHARED", System.getenv("WARDLINE_SHARED"));
        if (named != null) {
            return Path.of(named, "data");
        }
        @Nullable Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("shared").resolve("DESIGN.md"))) {
            at = at.getParent();
        }
        return at == null ? Path.of("none") : at.resolve("shared").resolve("data");
    }
}
