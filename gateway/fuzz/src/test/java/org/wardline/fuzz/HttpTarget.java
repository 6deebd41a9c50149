package org.wardline.fuzz;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The station over a socket: raw bytes, or a body for one of its endpoints, or a query. The well-behaved device is served
 * meanwhile, and no error is logged.
 */
public final class HttpTarget {
    private static final List<String> OTHERS =
            List.of("/", "/health/ward", "/metrics", "/fhir/Observation", "/api/stream", "/api/no");

    private static List<String> paths = OTHERS;

    private HttpTarget() {}

    /** The one gateway, made at the first input. */
    private static final class Holder {
        static final WholeGateway GATEWAY = made();

        private static WholeGateway made() {
            try {
                return new WholeGateway();
            } catch (Exception e) {
                throw new IllegalStateException("the gateway does not start", e);
            }
        }
    }

    /** Makes the gateway before the first input, and asks it what endpoints there are. */
    public static void fuzzerInitialize() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + Holder.GATEWAY.stationPort() + "/api/openapi.json");
            String text = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            List<String> all = new ArrayList<>(OTHERS);
            new JsonObject(text)
                    .getJsonObject("paths").fieldNames().stream()
                            .map(path -> path.replaceAll("\\{\\w+\\}", "f1"))
                            .map(path -> path.startsWith("/api") ? path : "/api" + path)
                            .forEach(all::add);
            paths = List.copyOf(all);
        }
    }

    /** One request, or what is to be taken for one. */
    public static void fuzzerTestOneInput(byte[] said) throws Exception {
        if (said.length < 2) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(said, 2, said.length);
        String path = paths.get((said[1] & 0xff) % paths.size());
        byte[] request = switch (said[0] & 3) {
            case 0 -> rest;
            case 1 -> with(head("POST", path, rest.length, "application/json"), rest);
            case 2 -> with(("GET " + path + "?").getBytes(StandardCharsets.UTF_8), with(rest, tail()));
            default -> with(head("POST", path, rest.length + (said[1] & 7) - 3, "text/plain"), rest);
        };
        Holder.GATEWAY.hear(Holder.GATEWAY.stationPort(), request);
    }

    private static byte[] tail() {
        return " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] head(String method, String path, int length, String type) {
        return (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] with(byte[] head, byte[] rest) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(rest);
        return out.toByteArray();
    }
}
