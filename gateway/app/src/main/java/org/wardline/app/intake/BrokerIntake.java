package org.wardline.app.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that the hospital already has, through Paho: takes readings with manual acknowledgements after the log's flush,
 * and publishes the gateway's own topics.
 *
 * <p>Everything that may wait runs on one thread of its own, {@code broker}. Each attempt makes a new client object with the
 * same client id: Paho's own reconnect stays off, since one acknowledgement on a lost connection would spoil the object.
 * The promise to a device behind a broker begins here, not at the device: the broker's own acknowledgement is not durable.
 */
public final class BrokerIntake implements Intake {
    static final long FIRST_PAUSE_MS = 250;
    static final long LONGEST_PAUSE_MS = 15_000;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerIntake.class);
    private static final long CLOSE_TIMEOUT_S = 3;
    /** How long a start waits for the first connection: the ward is watched whether the broker is there or not. */
    private static final long START_TIMEOUT_S = 2;

    private final Settings settings;
    private final IntakePorts ports;
    private final Consumer<Boolean> state;
    private final Outbox outbox = new Outbox();
    private final Promise<String> started = Promise.promise();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("broker").daemon(true).factory());
    private @Nullable BrokerSession session; // null: not connected
    private long pauseMs = FIRST_PAUSE_MS;
    private boolean isStopped;

    /**
     * Where the broker is and how to enter.
     *
     * @param url {@code tcp://HOST:PORT} or {@code ssl://HOST:PORT}
     * @param tls trusts the hospital's CA; empty for plain TCP or the system's own trust
     */
    public record Settings(
            String url,
            String clientId,
            Optional<String> user,
            Optional<String> password,
            Optional<SSLSocketFactory> tls,
            long sessionExpiryS) {
        @Override
        public String toString() {
            return "broker " + url;
        }
    }

    /**
     * An intake, not connected yet.
     *
     * @param state told on the broker's thread whether there is a connection, whenever that changes
     */
    public BrokerIntake(Settings settings, IntakePorts ports, Consumer<Boolean> state) {
        this.settings = settings;
        this.ports = ports;
        this.state = state;
    }

    @Override
    public Future<String> start() {
        thread.execute(this::connect);
        return started.future().timeout(START_TIMEOUT_S, TimeUnit.SECONDS).otherwise(settings.url());
    }

    private void connect() {
        if (isStopped) {
            return;
        }
        try {
            session = BrokerSession.open(settings, options(), ports, thread, this::lost);
            pauseMs = FIRST_PAUSE_MS;
            LOG.info("connected to the {}", settings);
            started.tryComplete(settings.url());
            outbox.connected(session);
            state.accept(true);
        } catch (MqttException e) {
            session = null;
            state.accept(false);
            LOG.warn("no connection to the {} (reason {}), next try in {} ms", settings, e.getReasonCode(), pauseMs);
            later(this::connect, pauseMs);
            pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        }
    }

    /** On any thread: the connection of a session is gone. */
    private void lost(BrokerSession gone) {
        later(
                () -> {
                    if (session == gone) {
                        LOG.warn("lost the {}", settings);
                        session = null;
                        state.accept(false);
                        outbox.disconnected();
                        gone.discard();
                        connect();
                    }
                },
                0);
    }

    private MqttConnectionOptions options() {
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(settings.sessionExpiryS());
        options.setReceiveMaximum(BrokerSession.RECEIVE_MAXIMUM);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(15);
        options.setConnectionTimeout(10);
        settings.user().ifPresent(options::setUserName);
        settings.password().ifPresent(word -> options.setPassword(word.getBytes(StandardCharsets.UTF_8)));
        settings.tls().ifPresent(options::setSocketFactory);
        return options;
    }

    @Override
    public void publish(String topic, Buffer payload, boolean isRetained) {
        later(() -> outbox.publish(topic, payload.getBytes(), isRetained), 0);
    }

    @Override
    public void logStoresAgain() {
        later(
                () -> {
                    BrokerSession now = session;
                    if (now != null && now.hasWithheld()) {
                        lost(now);
                    }
                },
                0);
    }

    private void later(Runnable task, long delayMs) {
        try {
            var _ = thread.schedule(task, delayMs, TimeUnit.MILLISECONDS); // nobody waits for it
        } catch (RejectedExecutionException _) { // closed meanwhile: nothing is to be done any more
            LOG.debug("the broker's thread is closed");
        }
    }

    @Override
    public Future<Void> stop() {
        return onThread(() -> {
            isStopped = true;
            BrokerSession now = session;
            if (now != null) {
                now.unsubscribe();
            }
        });
    }

    @Override
    public Future<Void> close() {
        return onThread(() -> {
                    isStopped = true;
                    BrokerSession now = session;
                    if (now != null) {
                        now.close();
                    }
                    session = null;
                })
                .onComplete(_ -> thread.shutdown());
    }

    private Future<Void> onThread(Runnable task) {
        Promise<Void> done = Promise.promise();
        later(
                () -> {
                    task.run();
                    done.tryComplete();
                },
                0);
        return done.future().timeout(CLOSE_TIMEOUT_S, TimeUnit.SECONDS).otherwiseEmpty();
    }
}
