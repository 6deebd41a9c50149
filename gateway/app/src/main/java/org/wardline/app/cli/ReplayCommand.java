package org.wardline.app.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.simulator.Bidmc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: real, de-identified patients of a research collection, stamped now. */
@Command(name = "replay", description = "Publishes recorded patients of a research collection, stamped now.")
final class ReplayCommand implements Callable<Integer> {
    private static final int BAR = 40;

    @Option(names = "--dataset", required = true, paramLabel = "NAME", description = "bidmc")
    private String dataset = "";

    @Parameters(paramLabel = "DIR", description = "The collection's folder.")
    private Path folder = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "mqtt://HOST:PORT", description = "Where to.")
    private @Nullable URI to;

    @Option(names = "--ward", paramLabel = "NAME", description = "The ward in the topics; default demo.")
    private String ward = DemoConfig.WARD;

    @Option(names = "--beds", paramLabel = "N", description = "Patients; default 12.")
    private int beds = 12;

    @Option(names = "--duration", paramLabel = "T", description = "Ends by itself before the records do.")
    private @Nullable String duration;

    @Override
    public Integer call() throws Exception {
        URI url = Targets.checked(to);
        if (!dataset.equals("bidmc")) {
            throw new Misuse("--dataset: bidmc is the only one known");
        }
        if (!Files.isDirectory(folder)) {
            throw new Misuse(folder + " is no folder");
        }
        long startMs = System.currentTimeMillis();
        Bidmc patients = Bidmc.read(folder, beds, startMs);
        long endMs =
                duration == null ? patients.endMs() : Math.min(patients.endMs(), startMs + Durations.parse(duration));
        try (Feed feed = Feed.connect(url, "replay-bidmc")) {
            System.err.println("replaying " + patients.beds().size() + " recorded patients (BIDMC, de-identified)");
            new SimulatedFeed(patients, feed, ward).play(() -> {
                progress(startMs, endMs);
                return feed.isConnected() && System.currentTimeMillis() < endMs;
            });
            boolean isDrained = feed.drained(5_000);
            System.err.println();
            System.err.println(feed.published() + " readings published, " + feed.acknowledged() + " acknowledged");
            return isDrained && System.currentTimeMillis() >= endMs ? 0 : 1;
        }
    }

    private static void progress(long startMs, long endMs) {
        long done = Math.min(BAR, BAR * (System.currentTimeMillis() - startMs) / Math.max(1, endMs - startMs));
        System.err.print(
                "\r[" + "#".repeat((int) done) + "-".repeat((int) (BAR - done)) + "] " + 100 * done / BAR + " %");
    }
}
