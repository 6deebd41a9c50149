package org.wardline.app.cli;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.wardline.simulator.SimulatedMessage;
import org.wardline.simulator.SimulatedWard;

/** Lets a simulated ward speak in real time through a {@link Feed}. */
final class SimulatedFeed {
    private static final long STEP_MS = 40;

    private final SimulatedWard ward;
    private final Feed feed;
    private final String topicPrefix;

    SimulatedFeed(SimulatedWard ward, Feed feed, String wardName) {
        this.ward = ward;
        this.feed = feed;
        this.topicPrefix = "wards/" + wardName + "/devices/";
    }

    /** Publishes what is due, until it need not go on; on the caller's thread. */
    void play(BooleanSupplier goesOn) throws MqttException, InterruptedException {
        while (goesOn.getAsBoolean()) {
            for (SimulatedMessage message : ward.advance(System.currentTimeMillis())) {
                String topic = topicPrefix + message.device().name() + "/" + message.kind();
                if (message.isWaveform()) {
                    feed.wave(topic, message.payload());
                } else {
                    feed.reading(topic, message.payload());
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MS));
        }
    }
}
