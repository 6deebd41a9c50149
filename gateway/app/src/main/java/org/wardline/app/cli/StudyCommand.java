package org.wardline.app.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code study}: how many alarms there would have been on recorded patients, and which septic ones would have been called for. */
@Command(
        name = "study",
        description = "Alarms per bed-day of plain limits, NEWS2 and the defaults on recorded patients, side by side.")
final class StudyCommand implements Callable<Integer> {
    private static final int MOST_PATIENTS = 100_000;
    private static final int MOST_DRAWS = 100_000;

    @Option(names = "--data", paramLabel = "DIR", description = "Holds the collections; default WARDLINE_SHARED/data.")
    private @Nullable Path data;

    @Option(names = "--patients", paramLabel = "N", description = "Of the hourly collection; default 2000.")
    private int patients = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of the sample and the intervals; default 20261126.")
    private long seed = 20_261_126;

    @Option(names = "--draws", paramLabel = "N", description = "Of the bootstrap; default 1000.")
    private int draws = 1_000;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the tables there as well; else nothing is written.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
        if (patients < 1 || patients > MOST_PATIENTS || draws < 1 || draws > MOST_DRAWS) {
            throw new Misuse("--patients and --draws: from 1 to " + MOST_PATIENTS);
        }
        List<String> lines = new ArrayList<>();
        new Study(new Study.Settings(folder(), patients, seed, draws), line -> {
                    lines.add(line);
                    System.out.println(line);
                })
                .run();
        if (file != null) {
            Files.write(file, lines, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private Path folder() throws Misuse {
        Optional<Path> named = Optional.ofNullable(data)
                .or(() -> Optional.ofNullable(System.getenv("WARDLINE_SHARED"))
                        .map(Path::of)
                        .map(shared -> shared.resolve("data")));
        Path folder = named.or(StudyCommand::beside).orElse(Path.of("data"));
        if (!Files.isDirectory(folder)) {
            throw new Misuse("the collections are not here: --data DIR, or WARDLINE_SHARED");
        }
        return folder;
    }

    /** {@code shared/data} beside any folder above this one. */
    private static Optional<Path> beside() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("shared").resolve("data");
            if (Files.isDirectory(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
