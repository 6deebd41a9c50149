package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.app.alarm.Receiver.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.alarm.Receiver;

/** Supervised delivery over a real gateway: a station that is gone, hidden or mute, the local sounder, the next step of escalation. */
@Timeout(120)
class SupervisedTest {
    @TempDir
    private Path folder = Path.of("");

    private GatewayProcess gateway(Receiver receiver) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), Receiver.SECRET);
        Path program = folder.resolve("sounder");
        Path said = Files.createFile(folder.resolve("said"));
        Files.writeString(program, "#!/bin/sh\necho \"$1 $$\" >> " + said + "\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "alarms.delay=0s",
                "alarms.stale=10m",
                "alarms.stations={alive: 1s, grace: 1s}",
                "alarms.unseen=2s",
                "models.use=[]",
                "buffer.commit.max=20ms",
                "alarms.sounder=[" + program + ", '{level}']",
                "alarms.webhook.url=" + receiver.url(),
                "alarms.webhook.secretFile=" + secret);
    }

    private List<String> sounded() throws IOException {
        return Files.readAllLines(folder.resolve("said"));
    }

    private static boolean hasSaid(Receiver receiver, String... parts) {
        return receiver.bodies().stream()
                .anyMatch(body -> List.of(parts).stream().allMatch(body::contains));
    }

    @Test
    void givenStation_whenItIsGoneHiddenOrMute_thenTheGatewaySoundsAndTheNextStepIsTold() throws Exception {
        try (var receiver = new Receiver();
                var gateway = gateway(receiver);
                var monitor = new OneMonitor(gateway, "m-1");
                var screen = new Screen(gateway.station())) {
            monitor.says(1, 97);
            screen.isVisible(true, true);
            monitor.says(2, 85);
            await(() -> hasSaid(receiver, "\"change\":\"raised\"", "spo2.low:1"));
            screen.saw(receiver);
            TimeUnit.MILLISECONDS.sleep(2_500); // longer than alarms.unseen: it was seen
            assertThat(receiver.bodies()).noneMatch(body -> body.contains("unseen"));
            assertThat(sounded()).isEmpty();

            String[] troubles = {"mute", "hidden", "none"};
            for (int n = 0; n < troubles.length; n++) {
                String blind = "gateway:stations.blind:" + (n + 1) + "\"";
                switch (troubles[n]) {
                    case "mute" -> screen.isVisible(true, false);
                    case "hidden" -> screen.isVisible(false, true);
                    default -> screen.kill();
                }
                String why = "\"why\":\"" + troubles[n] + "\"";
                await(() -> hasSaid(receiver, "\"change\":\"raised\"", blind, why));
                await(() -> hasSaid(receiver, "\"change\":\"notify\"", blind, "\"step\":1", "\"why\":\"unseen\""));
                int starts = n + 1;
                await(() -> soundedTimes(starts));
                if (n < troubles.length - 1) {
                    screen.isVisible(true, true);
                    await(() -> hasSaid(receiver, "\"change\":\"ended\"", blind));
                }
            }
            assertThat(sounded()).hasSize(3).allMatch(line -> line.startsWith("high "));
            long program = Long.parseLong(sounded().getLast().substring("high ".length()));
            assertThat(ProcessHandle.of(program)).as("it sounds").isPresent();
            assertThat(gateway.stop()).isZero();
            assertThat(ProcessHandle.of(program).filter(ProcessHandle::isAlive))
                    .as("it is gone with the gateway")
                    .isEmpty();
        }
    }

    private boolean soundedTimes(int starts) {
        try {
            return sounded().size() >= starts;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What a page does: a stream, and a heartbeat. */
    private static final class Screen implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final String station;
        private final HttpResponse<InputStream> stream;
        private final Thread heart = Thread.ofVirtual().unstarted(this::beat);
        private volatile String state = "\"visible\":true,\"canSound\":true";
        private volatile boolean isGone;

        Screen(String station) throws Exception {
            this.station = station;
            stream = http.send(
                    HttpRequest.newBuilder(URI.create(station + "/api/stream?waves=none&station=st1"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            heart.start();
        }

        void isVisible(boolean isVisible, boolean canSound) throws Exception {
            state = "\"visible\":" + isVisible + ",\"canSound\":" + canSound;
            post("alive", "{\"station\":\"st1\"," + state + "}");
        }

        void saw(Receiver receiver) throws Exception {
            String alarm = receiver.taken().stream()
                    .filter(id -> id.endsWith("spo2.low:1:1"))
                    .findFirst()
                    .orElseThrow();
            post(
                    "saw",
                    "{\"station\":\"st1\",\"alarm\":\"" + alarm.substring(0, alarm.length() - 2)
                            + "\",\"v\":1,\"visible\":true}");
        }

        private void beat() {
            try {
                while (!isGone) {
                    post("alive", "{\"station\":\"st1\"," + state + "}");
                    TimeUnit.MILLISECONDS.sleep(300);
                }
            } catch (Exception e) {
                state = e.toString(); // the gateway is gone
            }
        }

        private void post(String what, String body) throws Exception {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(station + "/api/station/" + what))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        /** The browser dies: its sockets are closed. */
        void kill() throws Exception {
            isGone = true;
            heart.join();
            stream.body().close();
        }

        @Override
        public void close() {
            isGone = true;
            http.shutdownNow();
        }
    }
}
