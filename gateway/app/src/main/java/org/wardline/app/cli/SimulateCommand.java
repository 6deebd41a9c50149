package org.wardline.app.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.simulator.SimulatedWard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: the demo's patients alone, to any gateway or broker. */
@Command(name = "simulate", description = "Publishes simulated patients to a gateway or broker.")
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--to", required = true, paramLabel = "mqtt://HOST:PORT", description = "Where to.")
    private @Nullable URI to;

    @Option(names = "--ward", paramLabel = "NAME", description = "The ward in the topics; default demo.")
    private String ward = DemoConfig.WARD;

    @Option(names = "--beds", paramLabel = "N", description = "Beds; default 12.")
    private int beds = 12;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed, the same ward; default 1.")
    private long seed = 1;

    @Option(names = "--duration", paramLabel = "T", description = "Ends by itself after 60s, 10m, ...")
    private @Nullable String duration;

    @Override
    public Integer call() throws Exception {
        URI url = Targets.checked(to);
        if (beds < 1 || beds > SimulatedWard.MAX_BEDS) {
            throw new Misuse("--beds: a whole number from 1 to " + SimulatedWard.MAX_BEDS);
        }
        long durationMs = duration == null ? TimeUnit.DAYS.toMillis(3650) : Durations.parse(duration);
        long endMs = System.currentTimeMillis() + durationMs;
        try (Feed feed = Feed.connect(url, "simulated-ward-" + seed)) {
            System.err.println("publishing " + beds + " SIMULATED patients, seed " + seed + "; Ctrl-C ends it");
            new SimulatedFeed(new SimulatedWard(seed, beds, System.currentTimeMillis()), feed, ward)
                    .play(() -> feed.isConnected() && System.currentTimeMillis() < endMs);
            boolean isDrained = feed.drained(5_000);
            System.err.println(feed.published() + " readings published, " + feed.acknowledged() + " acknowledged");
            return isDrained && System.currentTimeMillis() >= endMs ? 0 : 1;
        }
    }
}
