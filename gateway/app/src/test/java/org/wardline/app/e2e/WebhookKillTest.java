package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.app.alarm.Receiver.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.alarm.Receiver;

/** A receiver that lies and a gateway that is killed: every change that was stored arrives, with one id, in order. */
@Timeout(120)
class WebhookKillTest {
    private static final int ALARMS_A_LIFE = 6;
    private static final long SEED = 20_261_126;

    @TempDir
    private Path folder = Path.of("");

    private GatewayProcess gateway(Receiver receiver) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), Receiver.SECRET);
        return GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "alarms.delay=0s",
                "models.use=[]",
                "buffer.commit.max=20ms",
                "alarms.webhook.url=" + receiver.url(),
                "alarms.webhook.secretFile=" + secret,
                "alarms.webhook.timeout=500ms");
    }

    private static void alarms(GatewayProcess gateway, int from) throws Exception {
        try (var monitor = new OneMonitor(gateway, "m-1")) {
            for (int n = from; n < from + ALARMS_A_LIFE; n++) {
                monitor.says(2 * n, 85);
                monitor.says(2 * n + 1, 97);
            }
        }
    }

    private static Receiver.Answer lie(Random random) {
        int kind = random.nextInt(4);
        return request -> {
            switch (kind) {
                case 0 -> request.sendResponseHeaders(500, -1);
                case 1 -> request.sendResponseHeaders(410, -1);
                case 2 -> request.close();
                default -> {
                    request.getResponseHeaders().add("Retry-After", "1");
                    request.sendResponseHeaders(503, -1);
                }
            }
        };
    }

    @Test
    void givenKillsAndLies_whenAllIsOver_thenEachChangeArrivedInOrderWithItsOneId() throws Exception {
        System.out.println("webhook kills, seed " + SEED);
        var random = new Random(SEED);
        try (var receiver = new Receiver()) {
            for (int life = 0; life < 2; life++) {
                receiver.script(IntStream.range(0, 2).mapToObj(_ -> lie(random)).toArray(Receiver.Answer[]::new));
                try (var gateway = gateway(receiver)) {
                    alarms(gateway, life * ALARMS_A_LIFE);
                    gateway.kill();
                }
            }
            try (var gateway = gateway(receiver)) {
                alarms(gateway, 2 * ALARMS_A_LIFE);
                await(() -> arrived(receiver).size() >= 3 * ALARMS_A_LIFE * 2);
                assertThat(gateway.stop()).isZero();
            }

            Map<String, Integer> versions = new HashMap<>();
            for (String change : arrived(receiver)) { // without repeats
                int at = change.lastIndexOf(':');
                int version = Integer.parseInt(change.substring(at + 1));
                assertThat(version).as(change).isEqualTo(versions.merge(change.substring(0, at), 1, Integer::sum));
            }
            assertThat(versions).as("alarms").hasSize(3 * ALARMS_A_LIFE);
            assertThat(versions.values()).as("raised and ended").containsOnly(2);
        }
    }

    /** Ids of changes of the saturation's alarms, as they first arrived. */
    private static List<String> arrived(Receiver receiver) {
        return new ArrayList<>(new LinkedHashSet<>(receiver.taken().stream()
                .filter(id -> id.matches("[^:]+:spo2\\.low:\\d+:\\d+"))
                .toList()));
    }
}
