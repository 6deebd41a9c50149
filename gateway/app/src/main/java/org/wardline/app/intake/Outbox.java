package org.wardline.app.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own messages on their way to a broker: kept while it is away, sent in order when it is back, never more in
 * flight than a broker allows. Lives on the broker's thread; answers come from Paho's, so its methods exclude each other.
 *
 * <p>Bounded: {@link #MAX_WAITING}; past it the oldest goes (the log and the station have it). Of a retained topic only the
 * newest waits.
 */
final class Outbox {
    static final int MAX_WAITING = 10_000;
    /** Below the least receive maximum met (mosquitto: 20). */
    static final int MAX_IN_FLIGHT = 16;

    private final Deque<Item> waiting = new ArrayDeque<>();
    private final Map<String, Item> retained = new LinkedHashMap<>();
    private @Nullable BrokerSession session; // null: the broker is away
    private int inFlight;
    private int dropped;

    /** One message. */
    private static final class Item {
        final String topic;
        final byte[] payload;
        final boolean isRetained;

        Item(String topic, byte[] payload, boolean isRetained) {
            this.topic = topic;
            this.payload = payload;
            this.isRetained = isRetained;
        }
    }

    synchronized void publish(String topic, byte[] payload, boolean isRetained) {
        var item = new Item(topic, payload, isRetained);
        if (isRetained) {
            retained.put(topic, item);
        } else {
            waiting.addLast(item);
            if (waiting.size() > MAX_WAITING) {
                waiting.removeFirst();
                dropped++;
            }
        }
        send();
    }

    synchronized void connected(BrokerSession connected) {
        session = connected;
        inFlight = 0;
        send();
    }

    synchronized void disconnected() {
        session = null;
    }

    /** How many were given up while the broker was away. */
    synchronized int dropped() {
        return dropped;
    }

    private void send() {
        BrokerSession now = session;
        while (now != null && inFlight < MAX_IN_FLIGHT) {
            Optional<Item> next = next();
            if (next.isEmpty()) {
                return;
            }
            if (!sent(now, next.get())) {
                return; // it waits for the next publication, answer or connection
            }
            inFlight++;
        }
    }

    private Optional<Item> next() {
        var newest = retained.entrySet().iterator();
        if (newest.hasNext()) {
            Item item = newest.next().getValue();
            newest.remove();
            return Optional.of(item);
        }
        return Optional.ofNullable(waiting.pollFirst());
    }

    private boolean sent(BrokerSession over, Item item) {
        try {
            over.publish(item.topic, item.payload, item.isRetained, isTaken -> answered(over, item, isTaken));
            return true;
        } catch (MqttException _) { // Paho took nothing over
            back(item);
            return false;
        }
    }

    private synchronized void answered(BrokerSession over, Item item, boolean isTaken) {
        if (!isTaken) {
            back(item);
        }
        if (over == session) {
            inFlight--;
            if (isTaken) {
                send();
            }
        }
    }

    private void back(Item item) {
        if (item.isRetained) {
            var _ = retained.putIfAbsent(item.topic, item); // a newer one may wait already
        } else {
            waiting.addFirst(item);
        }
    }
}
