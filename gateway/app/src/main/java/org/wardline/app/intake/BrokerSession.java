package org.wardline.app.intake;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.intake.Router.Route;
import org.wardline.core.Burst.Arrival;
import org.wardline.core.Ending;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.TopicFilter;

/** One connection to a broker, with the one Paho client object that belongs to it and dies with it. */
final class BrokerSession implements MqttCallback {
    /** Messages that the broker may have on their way to our disk. */
    static final int RECEIVE_MAXIMUM = 500;
    /** A broker that waits for us is quiet this long: it may allow as few as 20 messages in flight. */
    static final long QUIET_MS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSession.class);
    private static final long ANSWER_TIMEOUT_MS = 10_000;

    private final MqttAsyncClient client;
    private final IntakePorts ports;
    private final ScheduledExecutorService thread;
    private final Consumer<BrokerSession> lost;
    private final Hunger hunger = new Hunger(QUIET_MS); // guarded by itself
    private final Acks acks;
    private final AtomicInteger withheld = new AtomicInteger();
    private boolean isWatched;

    private BrokerSession(
            MqttAsyncClient client, IntakePorts ports, ScheduledExecutorService thread, Consumer<BrokerSession> lost) {
        this.client = client;
        this.ports = ports;
        this.thread = thread;
        this.lost = lost;
        this.acks = new Acks(thread::execute, this::acknowledge);
    }

    /** Connects and subscribes; waits, on the broker's own thread, until the broker has said yes to both. */
    static BrokerSession open(
            BrokerIntake.Settings settings,
            MqttConnectionOptions options,
            IntakePorts ports,
            ScheduledExecutorService thread,
            Consumer<BrokerSession> lost)
            throws MqttException {
        var client = new MqttAsyncClient(settings.url(), settings.clientId(), new MemoryPersistence());
        client.setManualAcks(true);
        var session = new BrokerSession(client, ports, thread, lost);
        client.setCallback(session);
        try {
            client.connect(options).waitForCompletion(ANSWER_TIMEOUT_MS);
            client.subscribe(session.subscriptions()).waitForCompletion(ANSWER_TIMEOUT_MS);
            return session;
        } catch (MqttException e) {
            session.discard();
            throw e;
        }
    }

    private MqttSubscription[] subscriptions() {
        return ports.router().subscriptions().stream()
                .map(filter -> new MqttSubscription(filter.text(), 1))
                .toArray(MqttSubscription[]::new);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        long receipt = Acks.receipt(message.getId(), message.getQos(), message.getPayload().length);
        synchronized (hunger) {
            hunger.heard(ports.monotonicMs().getAsLong());
        }
        if (message.isRetained()) {
            ports.unheard().accept(Ending.IGNORED);
            acks.ended(receipt, false);
            return;
        }
        Route route = ports.router().route(topic);
        RawMessage raw = route.message(topic, ports.wallMs().getAsLong(), message.getPayload());
        var arrival =
                new Arrival(raw, route.decode(raw), false, ending -> acks.ended(receipt, ending == Ending.REFUSED));
        if (!ports.inbox().offer(arrival)) {
            ports.unheard().accept(Ending.REFUSED);
            acks.ended(receipt, true);
        }
        watchHunger();
    }

    /** On the broker's thread: acknowledges what was flushed, to the client that delivered it and only while it is connected. */
    private void acknowledge(long[] receipts, int count) {
        for (int at = 0; at < count; at++) {
            if (Acks.isRefused(receipts[at])) {
                var _ = withheld.incrementAndGet(); // only whether there are any is asked
            } else if (Acks.qos(receipts[at]) > 0 && client.isConnected()) {
                acknowledge(Acks.packetId(receipts[at]), Acks.qos(receipts[at]));
            }
        }
        synchronized (hunger) {
            hunger.acknowledged(count, ports.monotonicMs().getAsLong());
        }
    }

    private void acknowledge(int packetId, int qos) {
        try {
            client.messageArrivedComplete(packetId, qos);
        } catch (MqttException e) {
            LOG.debug("not acknowledged (reason {}): the broker will send it again", e.getReasonCode());
        }
    }

    private void watchHunger() {
        synchronized (hunger) {
            if (isWatched || !hunger.isQuick()) {
                return;
            }
            isWatched = true;
        }
        var _ = thread.schedule(this::feed, QUIET_MS, TimeUnit.MILLISECONDS); // nobody waits for it
    }

    private void feed() {
        boolean isHungry;
        synchronized (hunger) {
            isWatched = false;
            isHungry = hunger.isHungry(ports.monotonicMs().getAsLong());
        }
        if (isHungry) {
            ports.hurry().run();
        } else {
            watchHunger();
        }
    }

    boolean hasWithheld() {
        return withheld.get() > 0;
    }

    /**
     * Publishes one of our own messages.
     *
     * @param answered called on Paho's thread with whether the broker took it
     */
    void publish(String topic, byte[] payload, boolean isRetained, Consumer<Boolean> answered) throws MqttException {
        var message = new MqttMessage(payload, 1, isRetained, new MqttProperties());
        var _ = client.publish(topic, message, null, new PublishAnswer(answered)); // the listener hears of it
    }

    void unsubscribe() {
        try {
            String[] filters = ports.router().subscriptions().stream()
                    .map(TopicFilter::text)
                    .toArray(String[]::new);
            client.unsubscribe(filters).waitForCompletion(1_000);
        } catch (MqttException e) {
            LOG.debug("not unsubscribed (reason {})", e.getReasonCode());
        }
    }

    void close() {
        try {
            client.disconnect(1_000).waitForCompletion(2_000);
        } catch (MqttException e) {
            LOG.debug("not disconnected in order (reason {})", e.getReasonCode());
        }
        discard();
    }

    /** Throws the client object away: it must never be used again. */
    void discard() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            LOG.debug("was not connected (reason {})", e.getReasonCode());
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("not closed in order (reason {})", e.getReasonCode());
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        lost.accept(this);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        LOG.debug("MQTT error (reason {})", exception.getReasonCode());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // said to the listener of each publication
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // waited for by open
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // no extended authentication
    }
}
