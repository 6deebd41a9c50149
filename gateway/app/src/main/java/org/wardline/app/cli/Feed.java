package org.wardline.app.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Plays bedside devices: publishes their messages over real MQTT with Paho, as a client of its own. Readings go at QoS 1,
 * never more than {@link #MAX_IN_FLIGHT} unacknowledged; waveforms at QoS 0.
 */
final class Feed implements AutoCloseable {
    static final int MAX_IN_FLIGHT = 256;

    private static final long ANSWER_TIMEOUT_MS = 10_000;
    /** Paho: an answer did not come in time. */
    private static final int CLIENT_TIMEOUT = 32_000;

    private final MqttAsyncClient client;
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicLong acknowledged = new AtomicLong();
    private long published;

    private Feed(MqttAsyncClient client) {
        this.client = client;
    }

    /**
     * Connects.
     *
     * @param url {@code mqtt://HOST:PORT}; name and password in front of the host where the gateway asks for them
     */
    static Feed connect(URI url, String clientId) throws MqttException {
        String scheme = "mqtts".equals(url.getScheme()) ? "ssl" : "tcp";
        var client = new MqttAsyncClient(
                scheme + "://" + url.getHost() + ":" + url.getPort(), clientId, new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(10);
        String login = url.getUserInfo();
        if (login != null) {
            int colon = login.indexOf(':');
            options.setUserName(colon < 0 ? login : login.substring(0, colon));
            options.setPassword((colon < 0 ? "" : login.substring(colon + 1)).getBytes(StandardCharsets.UTF_8));
        }
        client.connect(options).waitForCompletion(ANSWER_TIMEOUT_MS);
        return new Feed(client);
    }

    /** A reading or several: waits for room, so that a slow gateway slows us down. */
    void reading(String topic, byte[] payload) throws MqttException, InterruptedException {
        if (!room.tryAcquire(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
            throw new MqttException(CLIENT_TIMEOUT);
        }
        published++;
        var _ = client.publish(topic, payload, 1, false, null, new Acknowledged()); // the listener hears of it
    }

    /** A waveform chunk: nobody promises anything for it. */
    void wave(String topic, byte[] payload) throws MqttException {
        var _ = client.publish(topic, payload, 0, false); // QoS 0 has no answer
    }

    boolean isConnected() {
        return client.isConnected();
    }

    long published() {
        return published;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until all is acknowledged; false when the time is up before. */
    boolean drained(long timeoutMs) throws InterruptedException {
        boolean isDrained = room.tryAcquire(MAX_IN_FLIGHT, timeoutMs, TimeUnit.MILLISECONDS);
        if (isDrained) {
            room.release(MAX_IN_FLIGHT);
        }
        return isDrained;
    }

    @Override
    public void close() throws MqttException {
        try {
            if (client.isConnected()) {
                client.disconnect(1_000).waitForCompletion(2_000);
            }
        } finally {
            client.close(true);
        }
    }

    /** Makes room when the gateway has acknowledged. */
    private final class Acknowledged implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            var _ = acknowledged.incrementAndGet(); // only the sum is asked for
            room.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable fault) {
            room.release(); // a lost connection is seen by isConnected
        }
    }
}
