package org.wardline.app.intake;

import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;

/** Whether a broker took what we published. */
record PublishAnswer(Consumer<Boolean> answered) implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
        answered.accept(true);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable fault) {
        answered.accept(false);
    }
}
