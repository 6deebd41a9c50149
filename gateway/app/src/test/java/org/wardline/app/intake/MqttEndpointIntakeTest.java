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
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
        try (var client = new RawMqtt(port, false, "")) {
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
        try (var client = new RawMqtt(port, false, "")) {
            assertThat(kind(client.next())).isEqualTo(CONNACK);
            client.publish(2, 9, "a", 3);
            arrival().receipt().ended(Ending.STORED);

            assertThat(kind(client.next())).isEqualTo(PUBREC);
        }
    }

    @Test
    void givenMqtt5_whenConnected_thenItIsToldReceiveMaximumAndMaximumQos() throws Exception {
        try (var client = new RawMqtt(port, true, "")) {
            byte[] connack = client.next();
            String said = java.util.HexFormat.of().formatHex(connack);

            assertThat(said).contains("2110" + "00").contains("2401"); // 4,096 = 0x1000; maximum QoS 1
        }
    }

    @Test
    void givenWrongLogin_whenConnecting_thenItIsRefused() throws Exception {
        try (var client = new RawMqtt(port, false, "mallory")) {
            byte[] connack = client.next();

            assertThat(kind(connack)).isEqualTo(CONNACK);
            assertThat(connack[2]).isEqualTo((byte) 4); // bad user name or password
        }
        assertThat(intake.refusedLogins()).isEqualTo(1);
    }

    @Test
    void givenManyWhosePasswordsWait_whenOneMoreKnocks_thenItIsRefusedUntilThereIsRoom() throws Exception {
        List<RawMqtt> waiting = new ArrayList<>();
        try {
            for (int n = 0; n < MqttEndpointIntake.MAX_KNOCKING; n++) {
                waiting.add(new RawMqtt(port, false, "slow"));
            }
            while (true) { // the loop takes them one after another
                try (var oneMore = new RawMqtt(port, false, "")) {
                    byte[] connack = oneMore.next();
                    if (connack[2] == 3) { // unavailable
                        break;
                    }
                }
            }
            hashing.complete(false);
            for (RawMqtt each : waiting) {
                assertThat(each.next()[2]).isEqualTo((byte) 4);
            }
        } finally {
            for (RawMqtt each : waiting) {
                each.close();
            }
        }
        try (var next = new RawMqtt(port, false, "")) {
            assertThat(next.next()[2]).isEqualTo((byte) 0);
        }
        assertThat(intake.refusedLogins()).isEqualTo(MqttEndpointIntake.MAX_KNOCKING);
    }

    @Test
    void given311Client_whenItPassesTheBound_thenTheConnectionIsClosed() throws Exception {
        try (var client = new RawMqtt(port, false, "")) {
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
        try (var client = new RawMqtt(port, true, "")) {
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
        try (var client = new RawMqtt(port, false, "")) {
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
        try (var client = new RawMqtt(port, false, "")) {
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
        try (var client = new RawMqtt(port, false, "")) {
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
        try (var raw = new RawMqtt(port, false, "")) {
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
        try (var raw = new RawMqtt(port, false, "")) {
            assertThat(raw.next()[0] & 0xF0).isEqualTo(CONNACK);
            raw.subscribe("wards/#", qos);
            assertThat(raw.next()[0] & 0xF0).isEqualTo(SUBACK);
            Buffer alarm = Buffer.buffer(new byte[16_384]);
            for (int n = 0; n < 4_000; n++) {
                intake.publish("wards/w1/alarms/b", alarm, false);
            }

            try (var other = new RawMqtt(port, false, "ann")) { // its turn comes after all of them
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
        try (var late = new RawMqtt(port, true, "");
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
        try (var next = new RawMqtt(port, false, "")) {
            assertThat(kind(next.next())).as("others are served").isEqualTo(CONNACK);
        }
        root.detachAppender(logged);
        assertThat(heard).hasSize(DeviceConnection.MAX_UNACKNOWLEDGED);
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }
}
