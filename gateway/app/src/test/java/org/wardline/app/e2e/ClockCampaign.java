package org.wardline.app.e2e;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * {@code ./wardline campaign clock [ROUNDS]}: the wall clock of the real process is set while readings flow (libfaketime, the
 * Debian package): an hour on, an hour back, to the year 2000. Promises 13 and 17: no limit's alarm is late, silence is found,
 * nothing is lost or twice, the order stays.
 */
public final class ClockCampaign {
    private static final Path[] LIBRARIES = {
        Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
        Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1")
    };
    private static final Duration ALARM = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final int DEVICES = 10;
    private static final int LIMIT_S = 30; // a device that owes a sign every second (alarm engine, section 6)

    private final Path rate;
    private final GatewayProcess gateway;
    private final BlockingQueue<Heard> alarms = new LinkedBlockingQueue<>();
    private final MqttAsyncClient client;
    private final List<String> acknowledged = new ArrayList<>();
    private final long[] seqs = new long[DEVICES];
    private long spokeAtNanos; // the one that falls silent
    private int failures;

    /** A change of an alarm, and when it came by our clock. */
    private record Heard(String text, long nanos) {}

    private ClockCampaign(Path folder, Path library) throws Exception {
        rate = Files.writeString(folder.resolve("rate"), "+0");
        gateway = GatewayProcess.start(
                folder.resolve("data"),
                Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        rate.toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "DONT_FAKE_MONOTONIC",
                        "1"),
                sets());
        client = new MqttAsyncClient("tcp://" + gateway.mqtt(), "clock", new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setCleanStart(true);
        client.connect(options).waitForCompletion(10_000);
        client.setCallback(new Ear());
        client.subscribe("wards/w1/alarms/+", 1).waitForCompletion(10_000);
    }

    private static String[] sets() {
        List<String> sets = new ArrayList<>(List.of(
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "alarms.delay=0s",
                "models.use=[]",
                "buffer.commit.max=50ms"));
        for (int device = 0; device < DEVICES; device++) {
            sets.add("devices.list.m-" + device + "={\"bed\": \"b" + device + "\", \"signs\": {\"spo2\": \"1s\"}}");
        }
        return sets.toArray(String[]::new);
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        Optional<Path> library = Stream.of(LIBRARIES).filter(Files::exists).findFirst();
        if (library.isEmpty()) {
            System.out.println("SKIPPED: there is no libfaketime here (Debian: apt-get install libfaketime)");
            return;
        }
        int failures = 0;
        for (int round = 0; round < rounds; round++) {
            Path folder = Files.createTempDirectory("wardline-clock-");
            failures += new ClockCampaign(folder, library.get()).run(folder.resolve("data"));
        }
        System.out.println("clock: " + rounds + " rounds, " + failures + " failures");
        System.exit(failures == 0 ? 0 : 1);
    }

    private int run(Path data) throws Exception {
        seconds(20); // every device is known
        step("an hour on", "+1h");
        step("and back", "+0");
        step("an hour back", "-1h");
        step("and on again", "+0");
        long toThe2000s = ChronoUnit.SECONDS.between(Instant.now(), Instant.parse("2000-01-01T00:00:00Z"));
        step("the year 2000", Long.toString(toThe2000s));
        step("and now", "+0");
        client.disconnect(1_000).waitForCompletion(5_000);
        check("ends with 0", gateway.stop() == 0);
        List<String> stored = GatewayProcess.stored(data);
        check("nothing twice", stored.stream().distinct().count() == stored.size());
        check("nothing lost of " + acknowledged.size(), stored.containsAll(acknowledged));
        for (int device = 0; device < DEVICES; device++) {
            String prefix = "m-" + device + ",";
            List<Long> seqsStored = stored.stream()
                    .filter(each -> each.startsWith(prefix))
                    .map(each -> Long.parseLong(each.substring(prefix.length())))
                    .toList();
            check(
                    "order of m-" + device,
                    seqsStored.equals(seqsStored.stream().sorted().toList()));
        }
        return failures;
    }

    /** The clock is set; then a patient is beyond a limit at once, and a device falls silent. */
    private void step(String what, String to) throws Exception {
        alarms.clear();
        Files.writeString(rate, to);
        seconds(2); // the library looks at its file once a second
        long begun = System.nanoTime();
        publish(1, 80);
        Optional<Long> alarm = await("spo2.low", "raised", begun, ALARM);
        check(what + ": a limit's alarm, ms " + alarm.map(ms -> ms.toString()).orElse("none"), alarm.isPresent());
        publish(1, 97);
        long silentSince = spokeAtNanos;
        for (int second = 0; second < LIMIT_S + 4; second++) { // all but one go on
            for (int device = 1; device < DEVICES; device++) {
                publish(device, 97);
            }
            TimeUnit.MILLISECONDS.sleep(1_000); // the campaign's own pace: real time is what is tried
        }
        List<Heard> all = new ArrayList<>(alarms);
        List<Heard> silences = all.stream()
                .filter(each -> each.text.contains(".silent:") && each.text.contains("\"raised\""))
                .toList();
        check(
                what + ": the silent device and no other is missed: " + silences.size(),
                silences.size() == 1 && silences.getFirst().text.contains("m-0"));
        if (!silences.isEmpty()) {
            long afterMs = (silences.getFirst().nanos - silentSince) / 1_000_000;
            check(what + ": after " + afterMs + " ms", Math.abs(afterMs - LIMIT_S * 1_000L) <= SILENCE.toMillis());
        }
        List<String> needless = all.stream()
                .map(Heard::text)
                .filter(text ->
                        text.contains("\"raised\"") && !text.contains("\"bed\":\"b0\"") && !text.contains(".clock:"))
                .toList();
        check(what + ": no other bed has an alarm " + needless, needless.isEmpty());
        seconds(5);
    }

    /** Everybody speaks, so many seconds. */
    private void seconds(int count) throws Exception {
        for (int second = 0; second < count; second++) {
            for (int device = 0; device < DEVICES; device++) {
                publish(device, 97);
            }
            TimeUnit.MILLISECONDS.sleep(1_000); // as above
        }
    }

    /** By the device's own clock, which nobody sets. */
    private void publish(int device, int spo2) throws Exception {
        long seq = seqs[device]++;
        if (device == 0) {
            spokeAtNanos = System.nanoTime();
        }
        String json = "{\"ts\":" + System.currentTimeMillis() + ",\"seq\":" + seq + ",\"spo2\":" + spo2 + "}";
        client.publish("wards/w1/devices/m-" + device + "/json", json.getBytes(StandardCharsets.UTF_8), 1, false)
                .waitForCompletion(10_000);
        acknowledged.add("m-" + device + "," + seq);
    }

    private Optional<Long> await(String kind, String change, long begun, Duration patience)
            throws InterruptedException {
        while (true) {
            long leftMs = patience.toMillis() - (System.nanoTime() - begun) / 1_000_000;
            Heard heard = alarms.poll(Math.max(0, leftMs), TimeUnit.MILLISECONDS);
            if (heard == null) {
                return Optional.empty();
            }
            if (heard.text.contains(kind) && heard.text.contains("\"" + change + "\"")) {
                return Optional.of((heard.nanos - begun) / 1_000_000);
            }
        }
    }

    private void check(String what, boolean isSo) {
        System.out.println((isSo ? "ok      " : "FAILED  ") + what);
        failures += isSo ? 0 : 1;
    }

    /** Hears alarms. */
    private final class Ear implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            alarms.add(new Heard(new String(message.getPayload(), StandardCharsets.UTF_8), System.nanoTime()));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
