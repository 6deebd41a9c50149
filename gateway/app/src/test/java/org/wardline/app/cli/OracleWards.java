package org.wardline.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Random wards written by the reference implementation ({@code ref.py}, which lies beside a checkout, never in it), with what it
 * says to them: judged here too, and compared line by line.
 */
final class OracleWards {
    /** One process for all seeds: each is a line of JSON. */
    private static final String SCRIPT = """
            import sys
            sys.path.insert(0, sys.argv[1])
            import ref, ref_random
            for seed in range(int(sys.argv[2]), int(sys.argv[2]) + int(sys.argv[3])):
                author = ref_random.Author(seed)
                config, events = author.write()
                print(ref.dumps({"seed": seed, "config": config, "events": events, "changes": author.changes}), flush=True)
            """;

    private OracleWards() {}

    /** A ward that both judged. */
    record Compared(String seed, List<?> expected, JudgeRun run) {
        boolean isSame() {
            return run.exit() == Judge.GOOD && run.changes().equals(expected);
        }

        /** The first line in which they differ. */
        String difference() {
            for (int at = 0; at < Math.max(expected.size(), run.changes().size()); at++) {
                @Nullable Object theirs = at < expected.size() ? expected.get(at) : null;
                @Nullable
                Object ours = at < run.changes().size() ? run.changes().get(at) : null;
                if (theirs == null || !theirs.equals(ours)) {
                    return "seed " + seed + ", line " + (at + 1) + ": expected " + theirs + ", was " + ours;
                }
            }
            return "seed " + seed + ": exit " + run.exit() + " " + run.error();
        }
    }

    static void each(Path shared, long firstSeed, int count, Consumer<Compared> consumer)
            throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        SCRIPT,
                        shared.resolve("reference/alarm-oracle").toString(),
                        String.valueOf(firstSeed),
                        String.valueOf(count))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int wards = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(compared(JsonLines.object(line)));
                wards++;
            }
        }
        int exit = python.waitFor();
        if (exit != 0 || wards != count) {
            throw new IOException("the reference gave " + wards + " of " + count + " wards, exit " + exit);
        }
    }

    private static Compared compared(Map<String, Object> ward) {
        List<String> lines = list(ward, "events").stream().map(JsonLines::text).toList();
        Map<?, ?> config = (Map<?, ?>) ward.getOrDefault("config", Map.of());
        return new Compared(
                String.valueOf(ward.get("seed")), list(ward, "changes"), JudgeRun.of(JudgeRun.args(config), lines));
    }

    private static List<?> list(Map<String, Object> ward, String field) {
        return (List<?>) ward.getOrDefault(field, List.of());
    }
}
