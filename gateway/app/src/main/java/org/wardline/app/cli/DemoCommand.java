package org.wardline.app.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardline.app.Gateway;
import org.wardline.app.Summary;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.config.ConfigLoader;
import org.wardline.app.people.Role;
import org.wardline.app.wire.Json;
import org.wardline.simulator.SimulatedWard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: a simulated ward over real MQTT, watched, shown, delivered into a folder of FHIR files. */
@Command(name = "demo", description = "A simulated ward, watched: look at it in a browser.")
final class DemoCommand implements Callable<Integer> {
    private static final String NOTICE = "Simulated patients";
    private static final long SETTLE_MS = 5_000;

    @Option(names = "--duration", paramLabel = "T", description = "Ends by itself after 60s, 10m, ...")
    private @Nullable String duration;

    @Option(names = "--json", description = "Ends with one JSON object of what happened.")
    private boolean isJson;

    @Option(names = "--beds", paramLabel = "N", description = "Beds, 1 to 1000; default 12.")
    private int beds = 12;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed, the same ward; default 1.")
    private long seed = 1;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A configuration key of the gateway.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--people", description = "Says badge and PIN of one person of every role, not of a nurse alone.")
    private boolean isEverybody;

    private final CountDownLatch isOver = new CountDownLatch(1);
    private volatile boolean isPlaying = true;

    @Override
    public Integer call() throws Exception {
        long durationMs = duration == null ? Long.MAX_VALUE : Durations.parse(duration);
        var ward = simulated();
        Path folder = Files.createTempDirectory("wardline-demo-");
        Gateway gateway = RunCommand.make(configuration(ward, folder));
        Map<Role, String> people =
                gateway.people().isPresent() ? DemoPeople.in(gateway.people().get()) : Map.of();
        Gateway.Ready ready = RunCommand.started(gateway);
        say("Wardline demo: " + beds + " SIMULATED patients, seed " + seed + ". Nobody here is real.");
        say("  station   " + ready.station());
        people.forEach((role, how) -> {
            if (role == Role.NURSE || isEverybody) {
                say("  sign in   " + how + " (" + role.wireName() + ")");
            }
        });
        say("  devices   mqtt://" + ready.mqtt());
        say("  data      " + folder + " (sealed log in data/, FHIR NDJSON in records/)");
        say("  Ctrl-C ends it.");
        Thread stop = Thread.ofPlatform().name("stop").unstarted(() -> end(gateway));
        Runtime.getRuntime().addShutdownHook(stop);
        play(simulated(), ready, gateway, durationMs); // the same ward, beginning now that somebody listens
        return 0;
    }

    private SimulatedWard simulated() throws Misuse {
        if (beds < 1 || beds > SimulatedWard.MAX_BEDS) {
            throw new Misuse("--beds: a whole number from 1 to " + SimulatedWard.MAX_BEDS);
        }
        return new SimulatedWard(seed, beds, System.currentTimeMillis());
    }

    private ConfigLoader.Valid configuration(SimulatedWard ward, Path folder) throws Misuse {
        List<String> all = new ArrayList<>(DemoConfig.sets(ward, folder));
        if (sets.stream().noneMatch(set -> set.startsWith("intake.mqtt.listen="))) {
            all.add("intake.mqtt.listen=127.0.0.1:0");
        }
        if (sets.stream().noneMatch(set -> set.startsWith("station.listen="))) {
            all.add("station.listen=127.0.0.1:" + (Ports.isFree(8080) ? 8080 : 0));
        }
        all.addAll(sets);
        ConfigLoader.Valid loaded = ConfigFiles.load(Optional.empty(), all);
        List<String> notices = new ArrayList<>(loaded.notices());
        notices.add(NOTICE);
        return new ConfigLoader.Valid(loaded.config(), notices);
    }

    /** Lets the ward speak until the time is over or somebody stops it, then says what happened. */
    private void play(SimulatedWard ward, Gateway.Ready ready, Gateway gateway, long durationMs) throws Exception {
        long endMs = durationMs == Long.MAX_VALUE ? Long.MAX_VALUE : System.currentTimeMillis() + durationMs;
        try (Feed feed = Feed.connect(URI.create("mqtt://" + ready.mqtt()), "simulated-ward")) {
            var line = Thread.ofPlatform().daemon(true).name("summary").start(() -> summarise(gateway));
            new SimulatedFeed(ward, feed, DemoConfig.WARD)
                    .play(() -> isPlaying && feed.isConnected() && System.currentTimeMillis() < endMs);
            line.interrupt();
            boolean isDrained = feed.drained(SETTLE_MS);
            if (!isDrained && isPlaying) {
                System.err.println("wardline: the gateway did not acknowledge everything in time");
            }
        }
        settle(gateway);
        end(gateway);
    }

    /** Gives the record system a moment to take what is waiting. */
    private static void settle(Gateway gateway) throws InterruptedException {
        long untilMs = System.currentTimeMillis() + SETTLE_MS;
        while (System.currentTimeMillis() < untilMs && Summary.of(gateway).waiting() > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void summarise(Gateway gateway) {
        try {
            while (isPlaying) {
                TimeUnit.SECONDS.sleep(1);
                if (!isJson) {
                    System.out.print("\r" + Summary.of(gateway).line() + "  ");
                    System.out.flush();
                }
            }
        } catch (InterruptedException _) { // the demo is over
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end(Gateway gateway) {
        if (isOver.getCount() == 0) {
            return;
        }
        isPlaying = false;
        gateway.stop();
        Summary summary = Summary.of(gateway);
        System.out.println(isJson ? Json.text(summary.document()) : "\r" + summary.line());
        System.out.flush();
        isOver.countDown();
    }

    private void say(String line) {
        (isJson ? System.err : System.out).println(line);
    }
}
