package org.wardline.app.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.wardline.app.Gateway;
import org.wardline.app.Summary;
import org.wardline.simulator.SimulatedMessage;
import org.wardline.simulator.SimulatedWard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code selftest}: a gateway on free ports and a folder of its own takes simulated readings, seals and acknowledges them.
 * Proves an installation; with many readings it is also what the JVM's start-up cache is trained with, so that a gateway knows
 * from its first second on which code is busy.
 */
@Command(name = "selftest", description = "Proves that this installation works.")
final class SelfTestCommand implements Callable<Integer> {
    private static final int BEDS = 12;
    private static final long STEP_MS = 1_000;
    private static final long PATIENCE_MS = 20_000;
    private static final int TOGETHER = 20;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "24",
            description = "About so many, the later half twenty a message (default: ${DEFAULT-VALUE}).")
    private int readings;

    private final Map<String, List<byte[]>> together = new HashMap<>();
    private long said;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("wardline-selftest-");
        try {
            return test(folder);
        } finally {
            delete(folder);
        }
    }

    private int test(Path folder) throws Exception {
        long steps = Math.max(2, readings / BEDS); // a bed speaks once a second
        long beganMs = System.currentTimeMillis() - steps * STEP_MS;
        var ward = new SimulatedWard(1, BEDS, beganMs);
        List<String> sets = DemoConfig.sets(ward, folder);
        sets.add("intake.mqtt.listen=127.0.0.1:0");
        sets.add("station.listen=127.0.0.1:0");
        sets.add("alarms.delay=0s"); // minutes are told in a moment: judged as they come
        Gateway gateway = RunCommand.make(ConfigFiles.load(Optional.empty(), sets));
        Gateway.Ready ready = RunCommand.started(gateway);
        boolean isDrained;
        try (Feed feed = Feed.connect(URI.create("mqtt://" + ready.mqtt()), "selftest")) {
            for (long step = 1; step <= steps; step++) {
                boolean isTogether = step > steps / 2;
                for (SimulatedMessage message : ward.advance(beganMs + step * STEP_MS)) {
                    say(message, isTogether, feed);
                }
            }
            for (var left : together.entrySet()) {
                flush(left.getKey(), left.getValue(), feed);
            }
            isDrained = feed.drained(PATIENCE_MS) && feed.acknowledged() == feed.published();
        }
        gateway.stop();
        Summary summary = Summary.of(gateway);
        boolean isWell = isDrained && said > 0 && summary.readings() == said;
        System.out.println("selftest " + (isWell ? "passed: " : "FAILED: ") + summary.line());
        return isWell ? 0 : 1;
    }

    private void say(SimulatedMessage message, boolean isTogether, Feed feed) throws Exception {
        String topic =
                "wards/" + DemoConfig.WARD + "/devices/" + message.device().name() + "/" + message.kind();
        if (message.isWaveform()) {
            return;
        }
        said++;
        List<byte[]> waiting = together.computeIfAbsent(topic, _ -> new ArrayList<>());
        waiting.add(message.payload());
        if (!isTogether || waiting.size() == TOGETHER) {
            flush(topic, waiting, feed);
        }
    }

    /** One reading as it is, several as a list of them. */
    private static void flush(String topic, List<byte[]> waiting, Feed feed) throws Exception {
        if (waiting.isEmpty()) {
            return;
        }
        var list = new StringJoiner(",", "[", "]");
        waiting.forEach(payload -> list.add(new String(payload, StandardCharsets.UTF_8)));
        feed.reading(
                topic,
                waiting.size() == 1 ? waiting.getFirst() : list.toString().getBytes(StandardCharsets.UTF_8));
        waiting.clear();
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
