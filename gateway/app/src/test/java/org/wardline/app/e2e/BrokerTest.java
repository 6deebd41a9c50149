package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital's own broker, a real mosquitto, between devices and gateway. */
class BrokerTest {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");

    @TempDir
    private Path folder = Path.of("");

    private int port;

    @BeforeEach
    void thereIsAMosquitto() throws IOException {
        assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private Process broker() throws Exception {
        Path config = folder.resolve("mosquitto.conf");
        Files.createDirectories(folder.resolve("broker"));
        Files.writeString(
                config,
                "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location "
                        + folder.resolve("broker") + "/\nautosave_interval 1\nautosave_on_changes true\n"
                        + "max_queued_messages 0\nset_tcp_nodelay true\nuser root\n");
        Process process = new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        for (int attempt = 0; attempt < 200; attempt++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return process;
            } catch (IOException _) { // not up yet
                TimeUnit.MILLISECONDS.sleep(25);
            }
        }
        throw new IllegalStateException("mosquitto did not come up");
    }

    private GatewayProcess gateway() throws Exception {
        return GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "alarms.delay=0s",
                "intake.broker.url=tcp://127.0.0.1:" + port);
    }

    private void publish(String topic, String payload, String... more) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                "mosquitto_pub", "-h", "127.0.0.1", "-p", String.valueOf(port), "-q", "1", "-t", topic, "-m", payload));
        command.addAll(List.of(more));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void givenStranger_whenMosquittoPubSpeaks_thenItIsStoredAndAlarmsGoToTheBroker() throws Exception {
        Process broker = broker();
        try (var gateway = gateway()) {
            Process ear = new ProcessBuilder(
                            "mosquitto_sub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            String.valueOf(port),
                            "-q",
                            "1",
                            "-C",
                            "1",
                            "-W",
                            "20",
                            "-t",
                            "wards/w1/alarms/+")
                    .start();
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> text(ear));
            TimeUnit.MILLISECONDS.sleep(500); // the subscriber is another process
            publish("wards/w1/devices/m-9/json", "{\"seq\":7,\"spo2\":80}");
            publish("wards/w1/devices/m-9/json", "{\"seq\":8,\"spo2\":79}", "-r"); // still live: we are subscribed

            assertThat(heard.get(30, TimeUnit.SECONDS)).contains("\"device\":\"m-9\"", "\"seq\":7");
            assertThat(gateway.stop()).isZero();
        } finally {
            broker.destroy();
        }
        assertThat(GatewayProcess.stored(folder.resolve("data"))).contains("m-9,7");
    }

    @Test
    void givenNoBroker_whenGatewayStarts_thenTheWardIsWatchedAllTheSame() throws Exception {
        try (var gateway = gateway(); // nothing listens at the broker's port
                var monitor = new OneMonitor(gateway, "m-9")) {
            monitor.says(1, 97);
            assertThat(gateway.stop()).isZero();
        }
        assertThat(GatewayProcess.stored(folder.resolve("data"))).containsExactly("m-9,1");
    }

    @Test
    void givenRetainedMessage_whenGatewaySubscribes_thenItIsOldAndIgnored() throws Exception {
        Process broker = broker();
        publish("wards/w1/devices/m-9/json", "{\"seq\":1,\"spo2\":80}", "-r");
        try (var gateway = gateway()) {
            publish("wards/w1/devices/m-9/json", "{\"seq\":2,\"spo2\":97}");
            TimeUnit.MILLISECONDS.sleep(300); // another process
            assertThat(gateway.stop()).isZero();
        } finally {
            broker.destroy();
        }
        assertThat(GatewayProcess.stored(folder.resolve("data"))).containsExactly("m-9,2");
    }

    @Test
    void givenGatewayKilledBehindABroker_whenItIsBack_thenNothingTheBrokerTookIsLostOrTwice() throws Exception {
        Process broker = broker();
        var bedside = new Bedside(5);
        try {
            try (var gateway = gateway()) {
                CompletableFuture<Void> speaking = CompletableFuture.runAsync(() -> speak(bedside, 2_000));
                TimeUnit.MILLISECONDS.sleep(900); // the moment of the kill is the test's input
                gateway.kill();
                speaking.get(60, TimeUnit.SECONDS);
            }
            try (var gateway = gateway()) {
                speak(bedside, 10);
                TimeUnit.SECONDS.sleep(3); // what waited in the broker comes
                assertThat(gateway.stop()).isZero();
            }
        } finally {
            broker.destroy();
        }
        List<String> stored = GatewayProcess.stored(folder.resolve("data"));
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(stored).containsAll(bedside.acknowledged());
    }

    private void speak(Bedside bedside, int readings) {
        try {
            bedside.speak("127.0.0.1:" + port, readings);
        } catch (Exception e) {
            throw new IllegalStateException("the bedside cannot speak", e);
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
