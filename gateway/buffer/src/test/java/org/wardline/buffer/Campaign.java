package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Power cuts by the thousand: {@code Campaign CUTS [FIRST_SEED]}. Prints one line for each kind of tearing, and each seed that
 * failed.
 */
final class Campaign {
    /** How a run went. */
    record Outcome(int seeds, int cuts, int commits, List<String> failures) {
        Outcome {
            failures = List.copyOf(failures);
        }
    }

    private Campaign() {}

    public static void main(String[] arguments) throws IOException {
        int cuts = Integer.parseInt(arguments[0]);
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        System.out.println("| tear | sector | barrier | seeds | cuts | commits | failed seeds |");
        for (SimDisk.Tear tear : SimDisk.Tear.values()) {
            for (int sector : new int[] {512, 4096}) {
                Outcome outcome = run(first, cuts / 8 / 6, tear, sector, true, false);
                print(tear, sector, "yes", outcome);
            }
        }
    }

    static void print(SimDisk.Tear tear, int sector, String barrier, Outcome outcome) {
        System.out.printf(
                "| %s | %d | %s | %d | %d | %d | %d |%n",
                tear, sector, barrier, outcome.seeds, outcome.cuts, outcome.commits, outcome.failures.size());
        outcome.failures.stream().limit(5).forEach(System.out::println);
    }

    /** Runs seeds one after the other. */
    static Outcome run(long first, int seeds, SimDisk.Tear tear, int sector, boolean hasBarrier, boolean isLying)
            throws IOException {
        List<String> failures = new ArrayList<>();
        int cuts = 0;
        int commits = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            Path keys = Lives.keysFolder();
            Lives lives = new Lives(seed, tear, sector, hasBarrier, keys);
            try {
                if (isLying) {
                    lives.disk().lie();
                }
                lives.run();
            } catch (Lives.Broken | RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            } finally {
                cuts += lives.cuts();
                commits += lives.commits();
                delete(keys);
            }
        }
        return new Outcome(seeds, cuts, commits, failures);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
