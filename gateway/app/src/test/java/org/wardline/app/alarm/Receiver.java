package org.wardline.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.wardline.buffer.Signer;

/** Somebody who is told of alarms, and may lie, be slow, or say nothing: each request takes the next answer of its script, then 204. */
public final class Receiver implements AutoCloseable {
    public static final String SECRET = "a secret that both sides know";

    /** What it does with one request. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange request) throws IOException;
    }

    private final HttpServer server;
    private final Deque<Answer> script = new ArrayDeque<>(); // guarded by itself
    private final List<String> attempts = new ArrayList<>(); // guarded by itself, as the next
    private final List<String> taken = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hear);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alarms");
    }

    /** The answers that come next. */
    public void script(Answer... answers) {
        synchronized (script) {
            script.addAll(List.of(answers));
        }
    }

    static Answer status(int status) {
        return request -> request.sendResponseHeaders(status, -1);
    }

    private void hear(HttpExchange request) throws IOException {
        String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String id = request.getRequestHeaders().getFirst("Webhook-Id");
        String stamp = request.getRequestHeaders().getFirst("Webhook-Timestamp");
        byte[] signed = new Signer(SECRET.getBytes(StandardCharsets.UTF_8))
                .sign((id + "." + stamp + "." + body).getBytes(StandardCharsets.UTF_8));
        boolean isTrue = ("v1," + Base64.getEncoder().encodeToString(signed))
                .equals(request.getRequestHeaders().getFirst("Webhook-Signature"));
        boolean isTaken;
        Answer answer;
        synchronized (script) {
            isTaken = script.isEmpty();
            answer = isTaken ? status(isTrue ? 204 : 401) : script.removeFirst();
            attempts.add(id);
            if (isTaken && isTrue) {
                taken.add(id);
                bodies.add(body);
            }
        }
        try (request) {
            answer.to(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client hung up
        }
    }

    /** Ids of all requests, in order. */
    public List<String> attempts() {
        synchronized (script) {
            return List.copyOf(attempts);
        }
    }

    /** Ids of those that it took, in order. */
    public List<String> taken() {
        synchronized (script) {
            return List.copyOf(taken);
        }
    }

    /** Bodies of those. */
    public List<String> bodies() {
        synchronized (script) {
            return List.copyOf(bodies);
        }
    }

    /** Waits for what must happen soon, in real time: this is a network. */
    public static void await(BooleanSupplier happened) throws InterruptedException {
        for (int n = 0; n < 1_000 && !happened.getAsBoolean(); n++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(happened.getAsBoolean()).as("it happened within 20 s").isTrue();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
