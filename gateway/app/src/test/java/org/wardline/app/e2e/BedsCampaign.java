package org.wardline.app.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/**
 * {@code ./wardline campaign beds}: 100 beds, then 1,000, each with a reading a second and ten open stations, on a gateway in its
 * own process; from an abnormal reading's last byte to its alarm on the topic. Arguments: seconds, and stations.
 */
public final class BedsCampaign {
    private static final int ABNORMAL_EACH = 20;
    private static final long WARM_UP_S = 8;
    private static final double SECOND_NS = 1e9;

    private final int beds;
    private final Map<Integer, Long> sentNs = new ConcurrentHashMap<>();
    private final Queue<Long> latenciesNs = new ConcurrentLinkedQueue<>();
    private final AtomicLong streamedBytes = new AtomicLong();
    private volatile boolean isMeasured;

    private BedsCampaign(int beds) {
        this.beds = beds;
    }

    /** What came of a run. */
    private record Result(int beds, double p50Ms, double p99Ms, double cores, double streamedMibS, int alarms) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%5d beds: alert p50 %.1f ms, p99 %.1f ms (%d alarms); gateway %.2f cores; streams %.1f MiB/s",
                    beds,
                    p50Ms,
                    p99Ms,
                    alarms,
                    cores,
                    streamedMibS);
        }
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        int stations = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        Result few = new BedsCampaign(100).run(seconds, stations);
        System.out.println(few);
        Result many = new BedsCampaign(1_000).run(seconds, stations);
        System.out.println(many);
        double times = many.p99Ms() / few.p99Ms();
        System.out.printf(Locale.ROOT, "p99 of 1,000 beds is %.2f times that of 100 (%d stations)%n", times, stations);
        System.exit(times <= 3 ? 0 : 1);
    }

    private Result run(int seconds, int stations) throws Exception {
        try (var gateway = GatewayProcess.start(
                Files.createTempDirectory("wardline-beds-").resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "alarms.delay=0s",
                "alarms.flood={ward: 100000, stay: 100000}")) {
            MqttAsyncClient ears = connected(gateway, "ears");
            ears.setCallback(new Heard(this));
            ears.subscribe(new MqttSubscription("wards/w1/alarms/+", 0)).waitForCompletion(10_000);
            MqttAsyncClient mouth = connected(gateway, "mouth");
            List<Thread> screens = new ArrayList<>();
            for (int n = 0; n < stations; n++) {
                screens.add(Thread.ofVirtual().start(() -> look(gateway.station())));
            }
            speak(mouth, WARM_UP_S, 0);
            isMeasured = true;
            long cpuMs = gateway.cpuMs();
            long bytes = streamedBytes.get();
            long beganNs = System.nanoTime();
            speak(mouth, seconds, (int) WARM_UP_S);
            double tookS = (System.nanoTime() - beganNs) / SECOND_NS;
            double cores = (gateway.cpuMs() - cpuMs) / 1_000.0 / tookS;
            double mib = (streamedBytes.get() - bytes) / tookS / (1 << 20);
            mouth.disconnectForcibly(0, 100, false);
            ears.disconnectForcibly(0, 100, false);
            screens.forEach(Thread::interrupt);
            return result(cores, mib);
        }
    }

    private Result result(double cores, double mib) {
        double[] ms = latenciesNs.stream().mapToDouble(ns -> ns / 1e6).sorted().toArray();
        if (ms.length == 0) {
            throw new IllegalStateException("no alarm came");
        }
        return new Result(beds, ms[ms.length / 2], ms[(int) (0.99 * (ms.length - 1))], cores, mib, ms.length);
    }

    private static MqttAsyncClient connected(GatewayProcess gateway, String name) throws MqttException {
        var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), name, new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setReceiveMaximum(65_000);
        client.connect(options).waitForCompletion(10_000);
        return client;
    }

    /** Each bed a reading a second, spread over the second; every twentieth of a bed is abnormal. */
    private void speak(MqttAsyncClient client, long seconds, int fromRound) throws MqttException {
        long startNs = System.nanoTime();
        long gapNs = 1_000_000_000L / beds;
        for (int n = 0; n < seconds * beds; n++) {
            long dueNs = startNs + n * gapNs;
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(Math.max(1, dueNs - System.nanoTime()));
            }
            int bed = n % beds;
            int round = fromRound + n / beds;
            boolean isAbnormal = (round + bed) % ABNORMAL_EACH == 0;
            if (isAbnormal) {
                sentNs.put(bed, System.nanoTime());
            }
            String reading = "{\"seq\":" + round + ",\"hr\":" + (70 + round % 7) + ",\"spo2\":" + (isAbnormal ? 82 : 97)
                    + ",\"rr\":" + (14 + round % 3) + "}";
            client.publish("wards/w1/devices/" + bed + "/json", reading.getBytes(StandardCharsets.UTF_8), 0, false);
        }
    }

    private void heard(String topic, String payload) {
        if (!payload.contains("\"raised\"") || !payload.contains("spo2.low")) {
            return;
        }
        Long sent = sentNs.remove(Integer.parseInt(topic.substring(topic.lastIndexOf('/') + 1)));
        if (sent != null && isMeasured) {
            latenciesNs.add(System.nanoTime() - sent);
        }
    }

    /** A station: reads its stream. */
    private void look(String station) {
        byte[] some = new byte[1 << 16];
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!Thread.currentThread().isInterrupted()) {
                var request = HttpRequest.newBuilder(URI.create(station + "/api/stream"))
                        .build();
                try (InputStream in = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
                    for (int length = in.read(some); length >= 0; length = in.read(some)) {
                        streamedBytes.addAndGet(length);
                    }
                }
            }
        } catch (IOException | InterruptedException _) { // the run is over
            Arrays.fill(some, (byte) 0);
        }
    }

    /** Hears alarms. */
    private record Heard(BedsCampaign campaign) implements QuietCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            campaign.heard(topic, new String(message.getPayload(), StandardCharsets.UTF_8));
        }
    }
}
