package org.wardline.app.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.wardline.app.Gateway;
import org.wardline.app.Summary;
import org.wardline.core.Ending;
import org.wardline.simulator.SimulatedMessage;
import org.wardline.simulator.SimulatedWard;
import picocli.CommandLine.Command;

/**
 * {@code selftest}: a gateway on free ports and a folder of its own takes some simulated readings, seals and acknowledges
 * them. Proves an installation; also what the launcher trains the JVM's cache with.
 */
@Command(name = "selftest", description = "Proves that this installation works.")
final class SelfTestCommand implements Callable<Integer> {
    private static final int BEDS = 4;
    private static final long SPOKEN_MS = 3_000;
    private static final long PATIENCE_MS = 20_000;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("wardline-selftest-");
        try {
            return test(folder);
        } finally {
            delete(folder);
        }
    }

    private static int test(Path folder) throws Exception {
        long nowMs = System.currentTimeMillis();
        var ward = new SimulatedWard(1, BEDS, nowMs - SPOKEN_MS);
        List<String> sets = DemoConfig.sets(ward, folder);
        sets.add("intake.mqtt.listen=127.0.0.1:0");
        sets.add("station.listen=127.0.0.1:0");
        Gateway gateway = RunCommand.make(ConfigFiles.load(Optional.empty(), sets));
        Gateway.Ready ready = RunCommand.started(gateway);
        boolean isDrained;
        try (Feed feed = Feed.connect(URI.create("mqtt://" + ready.mqtt()), "selftest")) {
            for (SimulatedMessage message : ward.advance(nowMs)) {
                String topic = "wards/" + DemoConfig.WARD + "/devices/"
                        + message.device().name() + "/" + message.kind();
                if (!message.isWaveform()) {
                    feed.reading(topic, message.payload());
                }
            }
            isDrained = feed.drained(PATIENCE_MS) && feed.published() > 0;
        }
        gateway.stop();
        Summary summary = Summary.of(gateway);
        boolean isWell = isDrained
                && summary.readings() > 0
                && summary.readings() == gateway.ledger().count(Ending.STORED);
        System.out.println("selftest " + (isWell ? "passed: " : "FAILED: ") + summary.line());
        return isWell ? 0 : 1;
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
