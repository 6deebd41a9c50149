package org.wardline.app.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Devices that behave: numbered readings at QoS 1, kept until acknowledged, sent again after a lost connection. Knows what
 * it sent and what was acknowledged.
 */
public final class Bedside {
    private static final int IN_FLIGHT = 200;

    private final int devices;
    private final Map<String, byte[]> unacknowledged = new LinkedHashMap<>(); // guarded by itself
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<String> sent = new ArrayList<>();
    private final List<Sent> readings = new ArrayList<>();
    private int next;

    public Bedside(int devices) {
        this.devices = devices;
    }

    /** Connects to a gateway or broker and sends readings until told to stop, or until the connection is gone. */
    public void speak(String address, int readings) throws MqttException, InterruptedException {
        var client = new MqttAsyncClient("tcp://" + address, "bedside", new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setConnectionTimeout(5);
        client.connect(options).waitForCompletion(10_000);
        try {
            for (Map.Entry<String, byte[]> old : waiting()) {
                publish(client, old.getKey(), old.getValue());
            }
            for (int n = 0; n < readings && client.isConnected(); n++) {
                String key = "m-" + next % devices + "," + next / devices;
                byte[] payload = payload(next++);
                synchronized (unacknowledged) {
                    while (unacknowledged.size() >= IN_FLIGHT && client.isConnected()) {
                        unacknowledged.wait(100);
                    }
                    unacknowledged.put(key, payload);
                }
                sent.add(key);
                publish(client, key, payload);
            }
            awaitAcknowledged(client);
        } finally {
            client.disconnectForcibly(0, 100, false);
            client.close(true);
        }
    }

    private List<Map.Entry<String, byte[]>> waiting() {
        synchronized (unacknowledged) {
            return List.copyOf(unacknowledged.entrySet());
        }
    }

    private void awaitAcknowledged(MqttAsyncClient client) throws InterruptedException {
        long until = System.nanoTime() + 15_000_000_000L;
        synchronized (unacknowledged) {
            while (!unacknowledged.isEmpty() && client.isConnected() && System.nanoTime() < until) {
                unacknowledged.wait(100);
            }
        }
    }

    private void publish(MqttAsyncClient client, String key, byte[] payload) {
        String topic = "wards/w1/devices/" + key.substring(0, key.indexOf(',')) + "/json";
        try {
            client.publish(topic, payload, 1, false, null, new Answer(key));
        } catch (MqttException _) { // the connection is gone: it stays unacknowledged
        }
    }

    /** Every reading that was sent. */
    public List<Sent> readings() {
        return List.copyOf(readings);
    }

    /** A reading that was sent. */
    public record Sent(String device, int seq, long atMs) {}

    /** Every 50th reading of a device is abnormal. */
    private byte[] payload(int n) {
        int seq = n / devices;
        boolean isAbnormal = seq % 50 == 49;
        long atMs = System.currentTimeMillis();
        readings.add(new Sent("m-" + n % devices, seq, atMs));
        String json = "{\"ts\":" + atMs + ",\"seq\":" + seq + ",\"hr\":" + (isAbnormal ? 150 : 72) + ",\"spo2\":"
                + (isAbnormal ? 80 : 97) + ",\"rr\":" + (isAbnormal ? 35 : 16) + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code device,seq} of all that was sent. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** {@code device,seq} of all that was acknowledged. */
    public Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Hears of one acknowledgement. */
    private final class Answer implements MqttActionListener {
        private final String key;

        Answer(String key) {
            this.key = key;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            acknowledged.add(key);
            synchronized (unacknowledged) {
                unacknowledged.remove(key);
                unacknowledged.notifyAll();
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable fault) {
            synchronized (unacknowledged) {
                unacknowledged.notifyAll();
            }
        }
    }
}
