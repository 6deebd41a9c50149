package org.wardline.sync.uplink;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A record system that says what a test tells it to; its honest answer keeps what it says it kept. */
final class ScriptedServer {
    static final String FHIR_JSON = "application/fhir+json;charset=utf-8";
    private static final Pattern ENTRY =
            Pattern.compile("\"url\":\"(Observation|Patient)\",\"ifNoneExist\":\"([^\"]+)\"");

    final Map<String, String> kept = new LinkedHashMap<>();
    final List<String> bodies = new ArrayList<>();
    final List<HttpServerRequest> requests = new ArrayList<>();
    Script script = this::honest;

    private final HttpServer server;

    /** Answers one POST. */
    @FunctionalInterface
    interface Script {
        void answer(HttpServerRequest request, String body);
    }

    private ScriptedServer(HttpServer server) {
        this.server = server;
    }

    static ScriptedServer start(Vertx vertx) {
        return start(vertx, new HttpServerOptions());
    }

    static ScriptedServer start(Vertx vertx, HttpServerOptions options) {
        var scripted = new ScriptedServer(vertx.createHttpServer(options));
        scripted.server.requestHandler(scripted::handle);
        HttpServer started = await(scripted.server.listen(0, "127.0.0.1"));
        assert started.actualPort() > 0;
        return scripted;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/fhir");
    }

    /** Waits for what must happen soon, in real time: this is a network. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("it did not happen", e);
        }
    }

    void honest(HttpServerRequest request, String body) {
        say(request, 200, FHIR_JSON, honestText(body));
    }

    /** Keeps what is new and says 201, or 200 where it had it. */
    String honestText(String body) {
        List<String> entries = new ArrayList<>();
        for (Matcher entry = ENTRY.matcher(body); entry.find(); ) {
            boolean isNew = !kept.containsKey(entry.group(2));
            String place = kept.computeIfAbsent(entry.group(2), name -> entry.group(1) + "/" + (kept.size() + 1));
            entries.add("{\"response\":{\"status\":\"" + (isNew ? "201 Created" : "200 OK") + "\",\"location\":\""
                    + place + "/_history/1\"}}");
        }
        return bundle("transaction-response", entries);
    }

    static String bundle(String type, List<String> entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":["
                + entries.stream().collect(Collectors.joining(",")) + "]}";
    }

    static String outcome(String code) {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"" + code
                + "\",\"diagnostics\":\"Patient 4711 …\"}]}";
    }

    static void say(HttpServerRequest request, int status, String type, String body) {
        var _ = request.response() // a test that hangs up first must not fail here
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .end(body);
    }

    private void handle(HttpServerRequest request) {
        requests.add(request);
        var _ = request.body()
                .onSuccess(
                        body -> { // as above
                            if (request.method().equals(HttpMethod.GET)) {
                                found(request);
                                return;
                            }
                            String text = text(request, body);
                            bodies.add(text);
                            script.answer(request, text);
                        });
    }

    private void found(HttpServerRequest request) {
        String query = String.valueOf(request.query());
        String name = query.substring(0, query.indexOf('&'));
        String value = name.substring(name.indexOf("%7C") + 3);
        String entry =
                "{\"resource\":{\"resourceType\":\"Observation\",\"identifier\":[{\"value\":\"" + value + "\"}]}}";
        say(request, 200, FHIR_JSON, bundle("searchset", kept.containsKey(name) ? List.of(entry) : List.of()));
    }

    private static String text(HttpServerRequest request, Buffer body) {
        if (!"gzip".equals(request.getHeader("Content-Encoding"))) {
            return body.toString(StandardCharsets.UTF_8);
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
