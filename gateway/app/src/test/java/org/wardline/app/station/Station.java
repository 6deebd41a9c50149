package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.wardline.app.records.Shifts;
import org.wardline.app.station.StationPorts.Health;
import org.wardline.core.WardView;

/** A running station for tests: its ward and both clocks are turned by hand. */
final class Station implements AutoCloseable {
    private static final long PATIENCE_MS = 5_000;
    private static final int PATIENCE_EVENTS = 100;

    final Vertx vertx = Vertx.vertx();
    final AtomicLong nowMs = new AtomicLong(1_000_000);
    final DemoWard ward;
    final StationServer server;
    final WebClient web = WebClient.create(vertx);
    final DemoRecord record = new DemoRecord(this::view, this::wallMs);
    Health health = new Health(true, "{\"state\":\"ok\"}");

    Station(int beds, StationSettings settings) {
        ward = new DemoWard(beds, false, nowMs.get());
        server = new StationServer(vertx, ports(ward), settings);
        server.start().await();
    }

    Station() {
        this(12, StationSettings.loopback(0));
    }

    private WardView view() {
        return ward.at(nowMs.get(), wallMs());
    }

    long wallMs() {
        return 1_764_000_000_000L + nowMs.get();
    }

    StationPorts ports(Acts acts) {
        return new StationPorts(
                this::view,
                acts,
                nowMs::get,
                this::wallMs,
                () -> health,
                () -> health,
                () -> health,
                () -> "wardline_beds 12\n",
                new StationPorts.Desks(record, Records.none(Shifts.USUAL), CarePorts.NONE, Optional.empty()));
    }

    HttpResponse<Buffer> get(String path) {
        return web.get(server.port(), "127.0.0.1", path).send().await();
    }

    HttpResponse<Buffer> post(String path, Object body) {
        return web.post(server.port(), "127.0.0.1", path).sendJson(body).await();
    }

    static JsonObject json(HttpResponse<Buffer> response) {
        return Objects.requireNonNull(response.bodyAsJsonObject());
    }

    /** A page that listens. */
    Listening listen(String query) {
        var heard = new Listening();
        HttpClient client = vertx.createHttpClient();
        var status = client.request(HttpMethod.GET, server.port(), "127.0.0.1", "/api/stream" + query)
                .compose(request -> request.send())
                .onSuccess(response ->
                        heard.hangUp = () -> response.request().connection().close())
                .onSuccess(response -> response.handler(heard::take)
                        .endHandler(_ -> heard.events.add(new Event("end", new JsonObject()))))
                .map(response -> response.statusCode())
                .await();
        heard.status = status;
        return heard;
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    static Future<Acts.Answer> never() {
        return io.vertx.core.Promise.<Acts.Answer>promise().future();
    }

    /** One event of the stream. */
    record Event(String name, JsonObject data) {}

    /** What a page heard. */
    static final class Listening {
        final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
        int status;
        private Supplier<Future<Void>> hangUp = Future::succeededFuture;
        private final Buffer rest = Buffer.buffer();
        private int from;

        void take(Buffer chunk) {
            rest.appendBuffer(chunk);
            String text = rest.getString(from, rest.length());
            int end = text.indexOf("\n\n");
            while (end >= 0) {
                List<String> lines = text.substring(0, end).lines().toList();
                events.add(new Event(
                        lines.getFirst().substring("event: ".length()),
                        new JsonObject(lines.get(1).substring("data: ".length()))));
                from += text.substring(0, end + 2).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
                text = text.substring(end + 2);
                end = text.indexOf("\n\n");
            }
        }

        /** As a page that is closed. */
        void hangUp() {
            hangUp.get().await();
        }

        /** Passes over all up to the next event of a name. */
        void await(String name) throws InterruptedException {
            var _ = next(name);
        }

        /** The next event of a name; others before it are passed over. */
        JsonObject next(String name) throws InterruptedException {
            List<String> passed = new ArrayList<>();
            while (passed.size() < PATIENCE_EVENTS) {
                Event event = events.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
                if (event == null) {
                    break;
                }
                if (event.name().equals(name)) {
                    return event.data();
                }
                passed.add(event.name());
            }
            throw new AssertionError("no " + name + " came, only " + passed);
        }
    }
}
