package org.wardline.app.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a dashboard reads: the stream of the station, opened again whenever it ends. */
final class Dashboard implements AutoCloseable {
    private static final long AGAIN_MS = 200;

    private final Supplier<String> station;
    private final Ear ear;
    private final AtomicInteger silences = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread thread;

    /** Who is told what is on the screen. */
    interface Ear {
        void raised(String device, long seq);

        void open(String bed);
    }

    Dashboard(Supplier<String> station, Ear ear) {
        this.station = station;
        this.ear = ear;
        this.thread = Thread.ofPlatform().daemon().name("dashboard").start(this::live);
    }

    private void live() {
        while (!Thread.currentThread().isInterrupted()) {
            var request = HttpRequest.newBuilder(URI.create(station.get() + "/api/stream?waves=none"))
                    .build();
            try (var lines = new BufferedReader(new InputStreamReader(
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8))) {
                read(lines);
                TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
            } catch (IOException _) { // it is gone: again, as pages do
                LockSupport.parkNanos(AGAIN_MS * 1_000_000);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void read(BufferedReader lines) throws IOException {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ") && event.equals("alarm")) {
                alarm(new JsonObject(line.substring("data: ".length())));
            } else if (line.startsWith("data: ")
                    && (event.equals("ward") || event.equals("beds"))) { // whole, or what changed
                ward(new JsonObject(line.substring("data: ".length())));
            }
        }
    }

    private void alarm(JsonObject alarm) {
        if (!"raised".equals(alarm.getString("change"))) {
            return;
        }
        String name = alarm.getString("alarm", "");
        if (name.contains(":spo2.low:")) {
            ear.raised(alarm.getString("device", ""), alarm.getLong("seq", -1L));
        } else if (name.contains(".silent:")) {
            silences.incrementAndGet();
        }
    }

    private void ward(JsonObject ward) {
        JsonArray beds = ward.getJsonArray("beds");
        each(
                beds,
                bed -> each(bed.getJsonArray("alarms"), alarm -> {
                    if (alarm.getString("alarm").contains(":spo2.low:")
                            && alarm.getString("state").equals("active")) {
                        ear.open(bed.getString("bed"));
                    }
                }));
    }

    private static void each(JsonArray all, Consumer<JsonObject> what) {
        for (int n = 0; n < all.size(); n++) {
            what.accept(all.getJsonObject(n));
        }
    }

    /** Alarms that a device is silent. */
    int silences() {
        return silences.get();
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }
}
