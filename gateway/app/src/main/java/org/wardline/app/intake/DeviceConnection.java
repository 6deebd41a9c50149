package org.wardline.app.intake;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardline.app.intake.Router.Route;
import org.wardline.core.Burst.Arrival;
import org.wardline.core.Ending;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.TopicFilter;

/**
 * One MQTT connection at the gateway's own endpoint. Lives on its event loop; only {@link #ended} is called from elsewhere.
 *
 * <p>Bounds: {@link #MAX_UNACKNOWLEDGED} messages or {@link #MAX_UNACKNOWLEDGED_BYTES} on their way to the disk; a client
 * that goes past is disconnected (MQTT 5: 0x93) and sends again. QoS 0 has no such word: past the bound it is judged, not
 * kept, and counted {@code refused}. A subscriber that does not keep up is dropped: behind by {@link #MAX_UNCONFIRMED_BYTES} at
 * once, by {@link #MAX_UNCONFIRMED} when it has not confirmed those a moment later, for alarms can come faster than anybody confirms.
 */
final class DeviceConnection {
    static final int MAX_UNACKNOWLEDGED = 4_096;
    static final long MAX_UNACKNOWLEDGED_BYTES = 8L << 20;
    /** Alarms on their way to a subscriber. */
    static final int MAX_UNCONFIRMED = 1_024;

    static final long MAX_UNCONFIRMED_BYTES = 8L << 20;
    /** A turn of the ward can bring more alarms than {@link #MAX_UNCONFIRMED} before the first confirmation is read. */
    private static final long CATCH_UP_MS = 3_000;
    /** Topics whose route is remembered. */
    private static final int MAX_ROUTES = 4_096;

    private final MqttEndpoint endpoint;
    private final Context context;
    private final Vertx vertx;
    private final IntakePorts ports;
    private final Consumer<DeviceConnection> subscribed;
    private final Map<String, Route> routes = new HashMap<>();
    private final Map<TopicFilter, MqttQoS> subscriptions = new LinkedHashMap<>();
    private volatile boolean isListening;
    private final Hunger hunger = new Hunger(Hunger.QUICK_MS);
    private final Acks acks;
    private long unacknowledgedBytes;
    private int withheld;
    private final Deque<Integer> unconfirmed = new ArrayDeque<>(); // their bytes; confirmed in their order
    private long unconfirmedBytes;
    private long confirmed;
    private boolean isBehind;
    private boolean isWatched;
    private boolean isClosed;

    DeviceConnection(MqttEndpoint endpoint, Vertx vertx, IntakePorts ports, Consumer<DeviceConnection> subscribed) {
        this.endpoint = endpoint;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.ports = ports;
        this.subscribed = subscribed;
        this.acks = new Acks(task -> context.runOnContext(_ -> task.run()), this::acknowledge);
    }

    /** Takes over a connection that was accepted. */
    void open() {
        endpoint.publishHandler(this::heard)
                .publishReleaseHandler(endpoint::publishComplete)
                .publishAcknowledgeHandler(_ -> confirmed())
                .subscribeHandler(subscribe -> {
                    var granted = subscribe.topicSubscriptions().stream()
                            .map(wanted -> subscribed(wanted.topicName(), wanted.qualityOfService()))
                            .toList();
                    endpoint.subscribeAcknowledge(subscribe.messageId(), granted);
                    subscribed.accept(this);
                })
                .unsubscribeHandler(unsubscribe -> {
                    unsubscribe
                            .topics()
                            .forEach(topic -> subscriptions
                                    .keySet()
                                    .removeIf(filter -> filter.text().equals(topic)));
                    endpoint.unsubscribeAcknowledge(unsubscribe.messageId());
                });
    }

    private MqttQoS subscribed(String filter, MqttQoS wanted) {
        MqttQoS granted = wanted == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        try {
            subscriptions.put(new TopicFilter(filter), granted);
            isListening = true;
            return granted;
        } catch (IllegalArgumentException _) { // what it asks for is no filter: MQTT says so with a failure
            return MqttQoS.FAILURE;
        }
    }

    private void heard(MqttPublishMessage message) {
        if (isClosed) {
            return; // read together with what it was closed for
        }
        MqttQoS qos = message.qosLevel();
        boolean isPromised = qos != MqttQoS.AT_MOST_ONCE;
        int lengthBytes = message.payload().length();
        boolean isOver = hunger.unacknowledged() >= MAX_UNACKNOWLEDGED
                || unacknowledgedBytes + lengthBytes > MAX_UNACKNOWLEDGED_BYTES;
        if (isOver && isPromised) {
            close(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
            return;
        }
        long nowMs = ports.monotonicMs().getAsLong();
        hunger.heard(nowMs);
        unacknowledgedBytes += lengthBytes;
        watchHunger();
        deliver(message, isOver);
    }

    private void deliver(MqttPublishMessage message, boolean isOverBound) {
        Route route = route(message.topicName());
        byte[] payload = bytes(message.payload());
        RawMessage raw = route.message(message.topicName(), ports.wallMs().getAsLong(), payload);
        long receipt = Acks.receipt(message.messageId(), message.qosLevel().value(), payload.length);
        var arrival = new Arrival(raw, route.decode(raw), isOverBound, ending -> ended(receipt, ending));
        if (!ports.inbox().offer(arrival)) {
            ports.unheard().accept(Ending.REFUSED);
            close(MqttDisconnectReasonCode.SERVER_BUSY);
        }
    }

    /** Not copied where they are an array of their own already, as Vert.x makes them. */
    private static byte[] bytes(Buffer payload) {
        ByteBuf held = ((BufferInternal) payload).getByteBuf();
        boolean isWhole = held.hasArray() && held.readableBytes() == held.array().length;
        return isWhole ? held.array() : payload.getBytes();
    }

    private Route route(String topic) {
        Route known = routes.get(topic);
        if (known != null) {
            return known;
        }
        Route route = ports.router().route(topic);
        if (routes.size() < MAX_ROUTES) {
            routes.put(topic, route);
        }
        return route;
    }

    /** From the log's thread: a message came to its end. */
    private void ended(long receipt, Ending ending) {
        acks.ended(receipt, ending == Ending.REFUSED);
    }

    /** On the event loop: says the acknowledgements of one flush in one go. */
    private void acknowledge(long[] receipts, int count) {
        int answered = 0;
        for (int at = 0; at < count; at++) {
            long receipt = receipts[at];
            if (Acks.isRefused(receipt) && Acks.qos(receipt) > 0) {
                withheld++;
                continue;
            }
            unacknowledgedBytes -= Acks.lengthBytes(receipt);
            answered++;
            if (isClosed || Acks.qos(receipt) == 0) {
                continue;
            }
            if (Acks.qos(receipt) == 1) {
                endpoint.publishAcknowledge(Acks.packetId(receipt));
            } else {
                endpoint.publishReceived(Acks.packetId(receipt));
            }
        }
        hunger.acknowledged(answered, ports.monotonicMs().getAsLong());
    }

    private void watchHunger() {
        if (hunger.isQuick() && !isWatched) {
            isWatched = true;
            vertx.setTimer(Hunger.QUICK_MS, _ -> {
                isWatched = false;
                if (hunger.isHungry(ports.monotonicMs().getAsLong())) {
                    ports.hurry().run();
                } else {
                    watchHunger();
                }
            });
        }
    }

    /** The log stores again: whoever was left without an acknowledgement is to send again, which MQTT does on a new connection. */
    void logStoresAgain() {
        context.runOnContext(_ -> {
            if (withheld > 0) {
                close(MqttDisconnectReasonCode.SERVER_BUSY);
            }
        });
    }

    /** Publishes where somebody here listens. */
    void publish(String topic, Buffer payload) {
        if (isListening) {
            context.runOnContext(_ -> publishHere(topic, payload));
        }
    }

    private void publishHere(String topic, Buffer payload) {
        MqttQoS qos = granted(topic);
        if (isClosed || qos == null) {
            return;
        }
        if (unconfirmedBytes + payload.length() > MAX_UNCONFIRMED_BYTES) {
            close(MqttDisconnectReasonCode.QUOTA_EXCEEDED);
            return;
        }
        unconfirmed.add(payload.length());
        unconfirmedBytes += payload.length();
        if (unconfirmed.size() > MAX_UNCONFIRMED && !isBehind) {
            isBehind = true;
            long due = confirmed + unconfirmed.size();
            vertx.setTimer(CATCH_UP_MS, _ -> catchUp(due));
        }
        var written =
                endpoint.publish(topic, payload, qos, false, false); // a lost subscriber asks again when it is back
        if (qos == MqttQoS.AT_MOST_ONCE) {
            var _ = written.onComplete(_ -> confirmed()); // by nobody: the wire took it, or it waits here
        }
    }

    private void confirmed() {
        Integer bytes = unconfirmed.poll();
        if (bytes != null) { // who confirms what never was says nothing
            unconfirmedBytes -= bytes;
            confirmed++;
        }
    }

    private void catchUp(long due) {
        isBehind = false;
        if (confirmed < due) {
            close(MqttDisconnectReasonCode.QUOTA_EXCEEDED);
        }
    }

    private @Nullable MqttQoS granted(String topic) {
        for (var subscription : subscriptions.entrySet()) {
            if (subscription.getKey().matches(topic)) {
                return subscription.getValue();
            }
        }
        return null;
    }

    void close(MqttDisconnectReasonCode reason) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (!endpoint.isConnected()) {
            return; // it went by itself, and its close handler is about to say so
        }
        if (endpoint.protocolVersion() == 5) {
            endpoint.disconnect(reason, MqttProperties.NO_PROPERTIES); // and closes
        } else {
            endpoint.close();
        }
    }

    /** Closes from any thread. */
    void closeLater(MqttDisconnectReasonCode reason) {
        context.runOnContext(_ -> close(reason));
    }

    void gone() {
        isClosed = true;
    }
}
