package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.testkit.BrokenMessages;
import org.wardline.vitals.DeviceId;

/** What strangers do to a gateway: listen to its alarms, send it rubbish, ask how it is. */
class StrangersTest {
    private static final String[] SETS = {
        "intake.mqtt.listen=127.0.0.1:0", "station.listen=127.0.0.1:0", "devices.admit=any", "alarms.delay=0s"
    };
    private static final Pattern COUNTER = Pattern.compile("(?m)^wardline_messages_total\\{ending=\"(\\w+)\"} (\\S+)$");

    @TempDir
    private Path folder = Path.of("");

    private static MqttAsyncClient client(GatewayProcess gateway, String id) throws Exception {
        var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), id, new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setCleanStart(true);
        client.connect(options).waitForCompletion(10_000);
        return client;
    }

    private static String get(GatewayProcess gateway, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(gateway.station() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static long ended(String metrics, String ending) {
        Matcher counters = COUNTER.matcher(metrics);
        while (counters.find()) {
            if (counters.group(1).equals(ending)) {
                return (long) Double.parseDouble(counters.group(2));
            }
        }
        return 0;
    }

    private static void publish(MqttAsyncClient client, String topic, byte[] payload) throws Exception {
        client.publish(topic, payload, 1, false).waitForCompletion(30_000);
    }

    @Test
    void givenThousandsOfBrokenMessages_whenPublished_thenEachIsCountedAndNoGoodValueIsLost() throws Exception {
        try (var gateway = GatewayProcess.start(folder.resolve("data"), SETS)) {
            var device = new DeviceId("m-1");
            var messages = BrokenMessages.of(device);
            MqttAsyncClient client = client(gateway, "rubbish");
            var tokens = new ArrayList<org.eclipse.paho.mqttv5.client.IMqttToken>();
            for (var message : messages) {
                tokens.add(client.publish("wards/w1/devices/m-1/json", message.payload(), 1, false));
                if (tokens.size() % 100 == 0) {
                    tokens.getLast().waitForCompletion(30_000);
                }
            }
            for (var token : tokens) {
                token.waitForCompletion(30_000);
            }
            publish(client, "wards/w1/devices/m-1/json", "{\"seq\":1,\"hr\":72}".getBytes(StandardCharsets.UTF_8));

            String metrics = get(gateway, "/metrics");
            long sum = ended(metrics, "stored")
                    + ended(metrics, "duplicate")
                    + ended(metrics, "quarantined")
                    + ended(metrics, "ignored");
            assertThat(messages).hasSizeGreaterThan(1_000);
            assertThat(sum).isEqualTo(messages.size() + 1L);
            assertThat(ended(metrics, "refused")).isZero();
            assertThat(ended(metrics, "quarantined")).isPositive();
            client.disconnect(1_000).waitForCompletion(5_000);
            assertThat(gateway.stop()).isZero();
        }
        assertThat(GatewayProcess.run(
                        0, "quarantine", "list", folder.resolve("data").toString()))
                .contains("\"reason\":");
    }

    @Test
    void givenListener_whenReadingIsBeyondThreeLimits_thenThreeAlarmsNameIt() throws Exception {
        try (var gateway = GatewayProcess.start(folder.resolve("data"), SETS)) {
            List<String> heard = Collections.synchronizedList(new ArrayList<>());
            MqttAsyncClient listener = client(gateway, "listener");
            listener.setCallback(new Ear(heard));
            listener.subscribe("wards/w1/alarms/+", 1).waitForCompletion(10_000);
            MqttAsyncClient device = client(gateway, "device");

            publish(
                    device,
                    "wards/w1/devices/m-1/json",
                    "{\"seq\":42,\"hr\":150,\"spo2\":80,\"rr\":35}".getBytes(StandardCharsets.UTF_8));
            for (int n = 0; n < 200 && heard.size() < 3; n++) {
                TimeUnit.MILLISECONDS.sleep(20); // bounded wait for another process
            }

            assertThat(heard)
                    .hasSize(3)
                    .allSatisfy(alarm -> assertThat(alarm)
                            .contains(
                                    "\"change\":\"raised\"",
                                    "\"device\":\"m-1\"",
                                    "\"seq\":42",
                                    "\"at\":\"",
                                    "\"text\":\""));
            assertThat(String.join("\n", heard)).contains("spo2.low:1\"", "heart_rate.high:1\"", "resp_rate.high:1\"");
        }
    }

    @Test
    void givenWrongTopicAndOverSize_whenPublished_thenTheyAreAcknowledgedAndKeptAside() throws Exception {
        try (var gateway = GatewayProcess.start(folder.resolve("data"), SETS)) {
            MqttAsyncClient client = client(gateway, "lost");

            publish(client, "somewhere/else", "x".getBytes(StandardCharsets.UTF_8));
            publish(client, "wards/w1/devices/m-1/json", new byte[300 * 1024]);

            assertThat(ended(get(gateway, "/metrics"), "quarantined")).isEqualTo(2);
            assertThat(gateway.stop()).isZero();
        }
        assertThat(GatewayProcess.run(
                        0, "quarantine", "list", folder.resolve("data").toString()))
                .contains("unknown-topic", "too-large");
    }

    @Test
    void givenRunningGateway_whenItsStoreIsExported_thenItSaysWhoHasIt() throws Exception {
        try (var gateway = GatewayProcess.start(folder.resolve("data"), SETS)) {
            assertThat(GatewayProcess.run(
                            1, "buffer", "export", folder.resolve("data").toString()))
                    .contains("use");
            assertThat(get(gateway, "/health/ward")).contains("\"state\":\"ok\"");
        }
    }

    /** Writes down what it hears. */
    private record Ear(List<String> heard) implements org.eclipse.paho.mqttv5.client.MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(new String(message.getPayload(), StandardCharsets.UTF_8));
        }

        @Override
        public void disconnected(org.eclipse.paho.mqttv5.client.MqttDisconnectResponse response) {
            heard.add("disconnected");
        }

        @Override
        public void mqttErrorOccurred(org.eclipse.paho.mqttv5.common.MqttException exception) {
            heard.add("error");
        }

        @Override
        public void deliveryComplete(org.eclipse.paho.mqttv5.client.IMqttToken token) {
            // publishes nothing
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // waited for
        }

        @Override
        public void authPacketArrived(int reasonCode, org.eclipse.paho.mqttv5.common.packet.MqttProperties properties) {
            // none
        }
    }
}
