package org.wardline.app.e2e;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** One monitor that says a saturation and waits until that is stored. */
public final class OneMonitor implements AutoCloseable {
    private final String device;
    private final MqttAsyncClient client;

    public OneMonitor(GatewayProcess gateway, String device) throws MqttException {
        this.device = device;
        client = new MqttAsyncClient("tcp://" + gateway.mqtt(), device, new MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
    }

    /** Returns when the gateway has it on the disk. */
    public void says(int seq, double spo2) throws MqttException {
        String reading = "{\"seq\":" + seq + ",\"spo2\":" + spo2 + "}";
        client.publish("wards/w1/devices/" + device + "/json", reading.getBytes(StandardCharsets.UTF_8), 1, false)
                .waitForCompletion(10_000);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) { // the gateway may be gone
            client.disconnect(1_000).waitForCompletion(5_000);
        }
        client.close(true);
    }
}
