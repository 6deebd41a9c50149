package org.wardline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.wardline.core.Burst.Arrival;
import org.wardline.core.Ending;

/** The endpoint's word by word behaviour, spoken with raw bytes: nothing between us and the wire. */
class MqttEndpointIntakeTest {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int CONNACK = 0x20;
    private static final int SUBACK = 0x90;
    private static final int DISCONNECT = 0xE0;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Arrival> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ending> unheard = new LinkedBlockingQueue<>();
    private final Promise<Boolean> hashing = Promise.promise();
    private final MqttEndpointIntake intake = new MqttEndpointIntake(
            vertx,
            context(vertx),
            options(),
            (name, _) -> name.equals("slow") ? hashing.future() : Future.succeededFuture(!name.equals("mallory")),
            new IntakePorts(
                    new Router("w1", List.of()),
                    new Inbox(Runnable::run, burst -> heard.addAll(burst.arrivals())),
                    () -> 1_000,
                    () -> 1_000,
                    () -> {},
                    unheard::add));
    private int port;

    private static MqttServerOptions options() {
        var options = new MqttServerOptions();
        options.setHost("127.0.0.1");
        options.setPort(0);
        return options;
    }

    private static Context context(Vertx vertx) {
        var own = new CompletableFuture<Context>();
        var _ = vertx.deployVerticle(context -> {
            own.complete(context);
            return Future.succeededFuture();
        });
        return own.join();
    }

    @BeforeEach
    void listens() throws Exception {
        String address =
                intake.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    @AfterEach
    void closes() throws Exception {
        intake.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A client of raw bytes. */
    private final class Raw implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final DataInputStream in;
        private final boolean isFive;

        Raw(boolean isFive, String user) throws IOException {
            this.isFive = isFive;
            socket.setSoTimeout(10_000);
            in = new DataInputStream(socket.getInputStream());
            var body = new ByteArrayOutputStream();
            text(body, "MQTT");
            body.write(isFive ? 5 : 4);
            body.write(user.isEmpty() ? 2 : 2 | 0xC0);
            body.write(0);
            body.write(60);
            if (isFive) {
                body.write(0);
            }
            text(body, "raw" + user);
            if (!user.isEmpty()) {
                text(body, user);
                text(body, "secret");
            }
            send(0x10, body.toByteArray());
        }

        void publish(int qos, int packetId, String topic, int payloadBytes) throws IOException {
            var body = new ByteArrayOutputStream();
            text(body, topic);
            if (qos > 0) {
                body.write(packetId >> 8);
                body.write(packetId);
            }
            if (isFive) {
                body.write(0);
            }
            body.write(new byte[payloadBytes]);
            send(0x30 | (qos << 1), body.toByteArray());
        }

        void subscribe(String filter, int qos) throws IOException {
            var body = new ByteArrayOutputStream();
            body.write(0);
            body.write(1);
            text(body, filter);
            body.write(qos);
            send(0x82, body.toByteArray());
        }

        private void send(int head, byte[] body) throws IOException {
            var frame = new ByteArrayOutputStream();
            frame.write(head);
            int left = body.length;
            do {
                frame.write(left > 127 ? (left & 127) | 128 : left);
                left >>= 7;
            } while (left > 0);
            frame.write(body);
            socket.getOutputStream().write(frame.toByteArray());
            socket.getOutputStream().flush();
        }

        /** The next packet: its first byte, then its body; empty at the end of the connection. */
        byte[] next() throws IOException {
            int head = in.read();
            if (head < 0) {
                return new byte[0];
            }
            int length = 0;
            int shift = 0;
            int part;
            do {
                part = in.readUnsignedByte();
                length |= (part & 127) << shift;
                shift += 7;
            } while (part > 127);
            byte[] packet = new byte[length + 1];
            packet[0] = (byte) head;
            in.readFully(packet, 1, length);
            return packet;
        }

        private void text(ByteArrayOutputStream to, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            to.write(bytes.length >> 8);
            to.write(bytes.length);
            to.writeBytes(bytes);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Arrival arrival() throws InterruptedException {
        Arrival arrival = heard.poll(10, TimeUnit.SECONDS);
        assertThat(arrival).isNotNull();
        return java.util.Objects.requireNonNull(arrival);
    }

    private static int kind(byte[] packet) {
        return packet[0] & 0xf0;
    }

    @Test
    void givenMessage_whenLogHasNotFlushed_thenItIsNotAcknowledged() throws Exception {
        try (var client = new Raw(false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            client.publish(1, 7, "a", 3);
            Arrival arrival = arrival();
            client.publish(0, 0, "b", 1);
            arrival().receipt().ended(Ending.STORED); // the second ends first: QoS 0 has no answer
            arrival.receipt().ended(Ending.STORED);

            byte[] packet = client.next();
            assertThat(kind(packet)).isEqualTo(PUBACK);
            assertThat(packet[2]).isEqualTo((byte) 7);
        }
    }

    @Test
    void givenQos2From311_whenFlushed_thenPubrecIsTheAnswer() throws Exception {
        try (var client = new Raw(false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            client.publish(2, 9, "a", 3);
            arrival().receipt().ended(Ending.STORED);

            assertThat(kind(client.next())).isEqualTo(PUBREC);
        }
    }

    @Test
    void givenMqtt5_whenConnected_thenItIsToldReceiveMaximumAndMaximumQos() throws Exception {
        try (var client = new Raw(true, "")) {
            byte[] connack = client.next();
            String said = java.util.HexFormat.of().formatHex(connack);

            assertThat(said).contains("2110" + "00").contains("2401"); // 4,096 = 0x1000; maximum QoS 1
        }
    }

    @Test
    void givenWrongLogin_whenConnecting_thenItIsRefused() throws Exception {
        try (var client = new Raw(false, "mallory")) {
            byte[] connack = client.next();

            assertThat(kind(connack)).isEqualTo(CONNACK);
            assertThat(connack[2]).isEqualTo((byte) 4); // bad user name or password
        }
        assertThat(intake.refusedLogins()).isEqualTo(1);
    }

    @Test
    void givenManyWhosePasswordsWait_whenOneMoreKnocks_thenItIsRefusedUntilThereIsRoom() throws Exception {
        List<Raw> waiting = new ArrayList<>();
        try {
            for (int n = 0; n < MqttEndpointIntake.MAX_KNOCKING; n++) {
                waiting.add(new Raw(false, "slow"));
            }
            while (true) { // the loop takes them one after another
                try (var oneMore = new Raw(false, "")) {
                    byte[] connack = oneMore.next();
                    if (connack[2] == 3) { // unavailable
                        break;
                    }
                }
            }
            hashing.complete(false);
            for (Raw each : waiting) {
                assertThat(each.next()[2]).isEqualTo((byte) 4);
            }
        } finally {
            for (Raw each : waiting) {
                each.close();
            }
        }
        try (var next = new Raw(false, "")) {
            assertThat(next.next()[2]).isEqualTo((byte) 0);
        }
        assertThat(intake.refusedLogins()).isEqualTo(MqttEndpointIntake.MAX_KNOCKING);
    }

    @Test
    void given311Client_whenItPassesTheBound_thenTheConnectionIsClosed() throws Exception {
        try (var client = new Raw(false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            for (int n = 1; n <= DeviceConnection.MAX_UNACKNOWLEDGED + 1; n++) {
                client.publish(1, n, "a", 1);
            }

            assertThat(client.next()).isEmpty();
        }
        assertThat(heard).hasSize(DeviceConnection.MAX_UNACKNOWLEDGED);
    }

    @Test
    void givenMqtt5Client_whenItBreaksTheReceiveMaximum_thenItHearsWhy() throws Exception {
        try (var client = new Raw(true, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            for (int n = 1; n <= DeviceConnection.MAX_UNACKNOWLEDGED + 1; n++) {
                client.publish(1, n, "a", 1);
            }

            byte[] packet = client.next();
            assertThat(kind(packet)).isEqualTo(DISCONNECT);
            assertThat(packet[1] & 0xff).isEqualTo(0x93);
        }
    }

    @Test
    void givenManyBytesUnacknowledged_whenTheBoundIsReached_thenTheConnectionIsClosed() throws Exception {
        int chunkBytes = 1 << 20;
        try (var client = new Raw(false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            for (int n = 1; n <= DeviceConnection.MAX_UNACKNOWLEDGED_BYTES / chunkBytes + 1; n++) {
                client.publish(1, n, "a", chunkBytes);
            }

            assertThat(client.next()).isEmpty();
        }
        assertThat(heard).hasSize((int) (DeviceConnection.MAX_UNACKNOWLEDGED_BYTES / chunkBytes));
    }

    @Test
    void givenQos0OverTheBound_whenItArrives_thenItIsJudgedButMarkedNotToBeKept() throws Exception {
        try (var client = new Raw(false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            for (int n = 0; n <= DeviceConnection.MAX_UNACKNOWLEDGED; n++) {
                client.publish(0, 0, "a", 1);
            }
            for (int n = 0; n < DeviceConnection.MAX_UNACKNOWLEDGED; n++) {
                assertThat(arrival().isOverBound()).isFalse();
            }

            assertThat(arrival().isOverBound()).isTrue();
        }
    }

    @Test
    void givenRefusedMessage_whenLogStoresAgain_thenItsSenderIsMadeToSendAgain() throws Exception {
        try (var client = new Raw(false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            client.publish(1, 7, "a", 3);
            client.publish(1, 8, "a", 3);
            arrival().receipt().ended(Ending.REFUSED);
            arrival().receipt().ended(Ending.STORED);
            byte[] packet = client.next();
            assertThat(packet[2]).as("only the stored one").isEqualTo((byte) 8);

            intake.logStoresAgain();

            assertThat(client.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void givenSubscriberThatReads_whenMoreAlarmsComeAtOnceThanAnybodyConfirms_thenItGetsAll(int qos) throws Exception {
        var mine = new MqttClientOptions().setMaxInflightQueue(10_000);
        MqttClient subscriber = MqttClient.create(vertx, mine);
        subscriber.connect(port, "127.0.0.1").await();
        var got = new CountDownLatch(3 * DeviceConnection.MAX_UNCONFIRMED);
        subscriber.publishHandler(_ -> got.countDown());
        var granted = new CountDownLatch(1);
        subscriber.subscribeCompletionHandler(_ -> granted.countDown());
        subscriber.subscribe("wards/#", qos).await(); // sent
        assertThat(granted.await(10, TimeUnit.SECONDS)).isTrue();

        Buffer alarm = Buffer.buffer(new byte[400]);
        for (int n = 0; n < 3 * DeviceConnection.MAX_UNCONFIRMED; n++) {
            intake.publish("wards/w1/alarms/b", alarm, false);
        }

        assertThat(got.await(20, TimeUnit.SECONDS))
                .as("still %s", got.getCount())
                .isTrue();
        assertThat(subscriber.isConnected()).isTrue();
    }

    @Test
    void givenSubscriberThatReadsAndConfirmsNothing_whenItHasHadTime_thenItIsDropped() throws Exception {
        try (var raw = new Raw(false, "")) {
            assertThat(raw.next()[0] & 0xF0).isEqualTo(CONNACK);
            raw.subscribe("wards/#", 1);
            assertThat(raw.next()[0] & 0xF0).isEqualTo(SUBACK);
            Buffer alarm = Buffer.buffer(new byte[40]);
            for (int n = 0; n < 2 * DeviceConnection.MAX_UNCONFIRMED; n++) {
                intake.publish("wards/w1/alarms/b", alarm, false);
            }

            int got = 0;
            while (raw.next().length > 0) {
                got++;
            }
            assertThat(got).as("all of it came").isEqualTo(2 * DeviceConnection.MAX_UNCONFIRMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void givenSubscriberThatNeverReads_whenTooMuchWaits_thenItIsDropped(int qos) throws Exception {
        try (var raw = new Raw(false, "")) {
            assertThat(raw.next()[0] & 0xF0).isEqualTo(CONNACK);
            raw.subscribe("wards/#", qos);
            assertThat(raw.next()[0] & 0xF0).isEqualTo(SUBACK);
            Buffer alarm = Buffer.buffer(new byte[16_384]);
            for (int n = 0; n < 4_000; n++) {
                intake.publish("wards/w1/alarms/b", alarm, false);
            }

            try (var other = new Raw(false, "ann")) { // its turn comes after all of them
                assertThat(other.next()[0] & 0xF0).isEqualTo(CONNACK);
            }

            int got = 0;
            while (raw.next().length > 0) {
                got++;
            }
            assertThat(got).as("what came before it was hung up on").isLessThan(2 * DeviceConnection.MAX_UNCONFIRMED);
        }
    }

    @Test
    void givenPacketsFromAClientThatIsNotConnected_whenTheyCome_thenItIsClosedAndTheLogIsNotFilled() throws Exception {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        root.addAppender(logged);
        try (var late = new Raw(true, "");
                var stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
            stranger.getOutputStream().write(new byte[] {0x30, 3, 0, 1, 'a', 0x30, 3, 0, 1, 'a'}); // no CONNECT
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);

            assertThat(kind(late.next())).isEqualTo(CONNACK);
            try {
                for (int n = 1; n <= DeviceConnection.MAX_UNACKNOWLEDGED + 2_000; n++) {
                    late.publish(1, n, "a", 1);
                }
            } catch (IOException _) { // closed while it still sends: as it should be
            }
        }
        try (var next = new Raw(false, "")) {
            assertThat(kind(next.next())).as("others are served").isEqualTo(CONNACK);
        }
        root.detachAppender(logged);
        assertThat(heard).hasSize(DeviceConnection.MAX_UNACKNOWLEDGED);
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }
}
