package org.wardline.app.intake;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own MQTT endpoint, 3.1.1 and 5: takes readings, and serves subscriptions to the gateway's own topics.
 *
 * <p>An acknowledgement goes out after the log's flush and never before. QoS 2 is offered to 3.1.1 only; its PUBREC is what
 * waits for the flush. Sessions are never present. RETAIN is ignored: what comes here is live.
 */
public final class MqttEndpointIntake implements Intake {
    /** Connections at once; the next is refused as unavailable. */
    static final int MAX_CONNECTIONS = 2_000;
    /** Clients whose passwords wait to be looked at; the next is refused as unavailable and comes again. */
    static final int MAX_KNOCKING = 500;
    /** Frames up to here are read, so that the head of an over-long message can be kept and the message acknowledged. */
    static final int MAX_FRAME_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(MqttEndpointIntake.class);
    private static final int CONNECT_TIMEOUT_S = 10;
    private static final int MAX_CLIENT_ID_LENGTH = 128;

    private final Vertx vertx;
    private final Context context;
    private final MqttServerOptions options;
    private final Login login;
    private final IntakePorts ports;
    private final Map<String, DeviceConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, Buffer> retained = new ConcurrentHashMap<>();
    private final AtomicInteger knocking = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private volatile boolean isStopped;
    private MqttServer server;

    /** Who may connect. */
    @FunctionalInterface
    public interface Login {
        /** Whether a name and password may; hashing takes its time, so the answer comes later, on the asker's context. */
        Future<Boolean> mayEnter(String name, String password);
    }

    /**
     * An endpoint, not listening yet.
     *
     * @param options host, port (0: a free one) and TLS
     */
    public MqttEndpointIntake(Vertx vertx, Context context, MqttServerOptions options, Login login, IntakePorts ports) {
        this.vertx = vertx;
        this.context = context;
        this.options = options.setMaxMessageSize(MAX_FRAME_BYTES)
                .setMaxClientIdLength(MAX_CLIENT_ID_LENGTH)
                .setTimeoutOnConnect(CONNECT_TIMEOUT_S);
        this.options.setTcpNoDelay(true);
        this.login = login;
        this.ports = ports;
        this.server = MqttServer.create(vertx, this.options);
    }

    @Override
    public Future<String> start() {
        Promise<String> started = Promise.promise();
        context.exceptionHandler(MqttEndpointIntake::unhandled);
        context.runOnContext(_ -> {
            server.endpointHandler(this::connected);
            server.exceptionHandler(fault -> LOG.debug(
                    "a connection broke the protocol: {}", fault.getClass().getSimpleName()));
            server.listen()
                    .map(listening -> options.getHost() + ":" + listening.actualPort())
                    .onComplete(started);
        });
        return started.future();
    }

    /**
     * At a packet before CONNECT, or after a close that the client has not noticed yet, vertx-mqtt closes the connection and
     * throws, a packet a time. That is the client's fault, not news: a log that anybody can fill is none.
     */
    private static void unhandled(Throwable fault) {
        var frames = List.of(fault.getStackTrace());
        boolean isOurs = frames.stream().anyMatch(frame -> frame.getClassName().startsWith("org.wardline."));
        boolean isFromClient =
                frames.stream().anyMatch(frame -> frame.getClassName().startsWith("io.vertx.mqtt."));
        if (isFromClient && !isOurs) {
            LOG.debug("a packet from a client that is not connected");
        } else {
            LOG.error("a task failed", fault);
        }
    }

    private void connected(MqttEndpoint endpoint) {
        if (isStopped || connections.size() >= MAX_CONNECTIONS || knocking.get() >= MAX_KNOCKING) {
            endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
            return;
        }
        var isGone = new AtomicBoolean();
        endpoint.closeHandler(_ -> isGone.set(true));
        knocking.incrementAndGet();
        login(endpoint).onComplete(answer -> {
            knocking.decrementAndGet();
            if (answer.failed() || !answer.result()) {
                refused.increment();
            }
            if (isGone.get()) {
                return; // it did not wait for its password to be hashed
            }
            if (answer.succeeded() && answer.result()) {
                welcome(endpoint);
            } else {
                endpoint.reject(
                        endpoint.protocolVersion() == 5
                                ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                                : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
            }
        });
    }

    @Override
    public long refusedLogins() {
        return refused.sum();
    }

    private void welcome(MqttEndpoint endpoint) {
        var connection = new DeviceConnection(endpoint, vertx, ports, this::sayRetained);
        DeviceConnection older = connections.put(endpoint.clientIdentifier(), connection);
        if (older != null) {
            older.closeLater(MqttDisconnectReasonCode.SESSION_TAKEN_OVER);
        }
        endpoint.exceptionHandler(fault -> {
            LOG.debug("a connection broke: {}", fault.getClass().getSimpleName());
            connection.close(MqttDisconnectReasonCode.MALFORMED_PACKET);
        });
        endpoint.closeHandler(_ -> {
            connection.gone();
            connections.remove(endpoint.clientIdentifier(), connection);
        });
        endpoint.disconnectHandler(_ -> connection.gone());
        connection.open();
        endpoint.accept(false, greeting(endpoint));
    }

    private Future<Boolean> login(MqttEndpoint endpoint) {
        String name = endpoint.auth() == null ? "" : endpoint.auth().getUsername();
        String password = endpoint.auth() == null ? "" : endpoint.auth().getPassword();
        return login.mayEnter(name == null ? "" : name, password == null ? "" : password);
    }

    /** What an MQTT 5 client is told: how much it may send, and that QoS 2 and sessions are not here. */
    private static MqttProperties greeting(MqttEndpoint endpoint) {
        var properties = new MqttProperties();
        if (endpoint.protocolVersion() == 5) {
            properties.add(number(MqttProperties.RECEIVE_MAXIMUM, DeviceConnection.MAX_UNACKNOWLEDGED));
            properties.add(number(MqttProperties.MAXIMUM_QOS, 1));
            properties.add(number(MqttProperties.RETAIN_AVAILABLE, 0));
            properties.add(number(MqttProperties.MAXIMUM_PACKET_SIZE, MAX_FRAME_BYTES));
            properties.add(number(MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
        }
        return properties;
    }

    private static MqttProperties.IntegerProperty number(int type, int value) {
        return new MqttProperties.IntegerProperty(type, value);
    }

    @Override
    public void publish(String topic, Buffer payload, boolean isRetained) {
        if (isRetained) {
            retained.put(topic, payload);
        }
        connections.values().forEach(connection -> connection.publish(topic, payload));
    }

    private void sayRetained(DeviceConnection connection) {
        retained.forEach(connection::publish);
    }

    @Override
    public void logStoresAgain() {
        connections.values().forEach(DeviceConnection::logStoresAgain);
    }

    /** How many devices and listeners are connected. */
    public int connectionCount() {
        return connections.size();
    }

    @Override
    public Future<Void> stop() {
        isStopped = true;
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        connections
                .values()
                .forEach(connection -> connection.closeLater(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN));
        return server.close();
    }
}
