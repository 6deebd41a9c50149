package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real {@code kill -9} in mid-stream: what was acknowledged is there, once. */
class KillTest {
    private static final String[] SETS = {
        "intake.mqtt.listen=127.0.0.1:0", "station.listen=127.0.0.1:0", "devices.admit=any", "alarms.delay=0s"
    };

    @TempDir
    private Path folder = Path.of("");

    @Test
    void givenKillsInMidStream_whenAllIsOver_thenNothingAcknowledgedIsLostAndNothingIsTwice() throws Exception {
        int _ = survive(folder.resolve("data"), 3, 20_261_126);
    }

    /** So many kills, at moments that the seed says; gives how many readings were acknowledged. */
    static int survive(Path data, int kills, long seed) throws Exception {
        var random = new Random(seed);
        System.out.println("kills " + kills + ", seed " + seed);
        var bedside = new Bedside(10);
        for (int kill = 0; kill < kills; kill++) {
            try (var gateway = GatewayProcess.start(data, SETS)) {
                CompletableFuture<Void> speaking = speaking(bedside, gateway, 100_000);
                TimeUnit.MILLISECONDS.sleep(700 + random.nextInt(1_200)); // the moment of the kill is the test's input
                gateway.kill();
                cutOff(speaking);
            }
        }
        try (var gateway = GatewayProcess.start(data, SETS)) {
            speaking(bedside, gateway, 200).get(60, TimeUnit.SECONDS);
            assertThat(gateway.stop()).as("exit code after SIGTERM").isZero();
        }

        List<String> stored = GatewayProcess.stored(data);

        assertThat(bedside.acknowledged()).hasSizeGreaterThan(100 * kills);
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(stored).containsAll(bedside.acknowledged());
        assertThat(bedside.sent()).containsAll(stored);
        return bedside.acknowledged().size();
    }

    /** The bedside notices that the gateway is gone, perhaps while it still says hello. */
    private static void cutOff(CompletableFuture<Void> speaking) throws Exception {
        try {
            speaking.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() == null || !(e.getCause().getCause() instanceof MqttException)) {
                throw e;
            }
        }
    }

    private static CompletableFuture<Void> speaking(Bedside bedside, GatewayProcess gateway, int readings) {
        return CompletableFuture.runAsync(() -> {
            try {
                bedside.speak(gateway.mqtt(), readings);
            } catch (Exception e) {
                throw new IllegalStateException("the bedside cannot speak", e);
            }
        });
    }
}
