package org.wardline.sync.uplink;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.wardline.sync.fhir.Answer;

/** HTTP to one FHIR server: 1.1 only, no redirects, every wait and every answer bounded. */
final class FhirHttp {
    /** The longest answer that is read: far more than one to the largest batch. */
    static final int MAX_ANSWER_BYTES = 4 << 20;
    /** A body from here on is sent packed. */
    static final int PACK_FROM_BYTES = 4 << 10;

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int CLOSE_TIMEOUT_MS = 5_000;
    private static final int MAX_TOKEN_CHARS = 16 << 10;
    private static final String FHIR_JSON = "application/fhir+json";

    private final Vertx vertx;
    private final FhirSettings settings;
    private final HttpClientAgent connections;
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final WebClient client;
    private Optional<String> token = Optional.empty();
    private boolean isPacking = true;

    FhirHttp(Vertx vertx, FhirSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        var options = new WebClientOptions();
        options.setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setSsl(settings.isTls())
                .setVerifyHost(true)
                .setFollowRedirects(false)
                .setUserAgentEnabled(false);
        settings.ca().ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        this.connections = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(2))
                .withConnectHandler(this::opened)
                .build();
        this.client = WebClient.wrap(connections, options);
    }

    /** Posts a Bundle to the base. */
    Future<Answer> post(byte[] body) {
        boolean isPacked = isPacking && body.length >= PACK_FROM_BYTES;
        HttpRequest<Buffer> request = request(HttpMethod.POST, "")
                .putHeader("Content-Type", FHIR_JSON)
                .putHeader("Prefer", "return=minimal");
        if (isPacked) {
            request.putHeader("Content-Encoding", "gzip");
        }
        return exchange(request, Optional.of(Buffer.buffer(isPacked ? packed(body) : body)));
    }

    /** Gets what lies behind a relative path and query. */
    Future<Answer> get(String relative) {
        return exchange(request(HttpMethod.GET, relative).putHeader("Cache-Control", "no-cache"), Optional.empty());
    }

    /** The server does not unpack; false when it was not asked to. */
    boolean stopPacking() {
        boolean was = isPacking;
        isPacking = false;
        return was;
    }

    /** Forgets the token, so that the next request reads it again; false when there is none to read. */
    boolean forgetToken() {
        token = Optional.empty();
        return settings.tokenFile().isPresent();
    }

    Future<Void> close() {
        return connections.close();
    }

    private HttpRequest<Buffer> request(HttpMethod method, String relative) {
        return client.requestAbs(method, address(relative))
                .putHeader("Accept", FHIR_JSON)
                .connectTimeout(CONNECT_TIMEOUT_MS)
                .idleTimeout(settings.timeoutMs()) // ends it even where it connects after nobody waits for it any more
                .traceOperation("fhir");
    }

    private Future<Answer> exchange(HttpRequest<Buffer> request, Optional<Buffer> body) {
        var read = new AnswerBody(MAX_ANSWER_BYTES);
        HttpRequest<Void> reading = request.as(BodyCodec.pipe(read));
        return bearer().compose(bearer -> {
                    bearer.ifPresent(reading::bearerTokenAuthentication);
                    return body.map(reading::sendBuffer).orElseGet(reading::send);
                })
                .map(response -> answer(response, read))
                .timeout(settings.timeoutMs(), TimeUnit.MILLISECONDS)
                .recover(failure -> dropped().transform(done -> Future.failedFuture(failure)));
    }

    private static Answer answer(HttpResponse<Void> response, AnswerBody read) {
        return new Answer(
                response.statusCode(), header(response, "Content-Type"), header(response, "Retry-After"), read.bytes());
    }

    private static String header(HttpResponse<Void> response, String name) {
        String value = response.getHeader(name);
        return value == null ? "" : value;
    }

    private void opened(HttpConnection connection) {
        open.add(connection);
        connection.closeHandler(closed -> open.remove(connection));
    }

    /**
     * Hangs up. The web client reads an answer that nobody wants to its end, and one may have none; which connection it comes
     * over it does not say. With one batch after the other it is the only one in use.
     */
    private Future<?> dropped() {
        return Future.join(open.stream().map(HttpConnection::close).toList())
                .timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private Future<Optional<String>> bearer() {
        if (settings.tokenFile().isEmpty() || token.isPresent()) {
            return Future.succeededFuture(token);
        }
        return vertx.fileSystem()
                .readFile(settings.tokenFile().get().toString())
                .map(bytes -> {
                    String text = new String(bytes.getBytes(), StandardCharsets.UTF_8).strip();
                    boolean isToken = !text.isEmpty()
                            && text.length() <= MAX_TOKEN_CHARS
                            && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
                    if (!isToken) {
                        throw new IllegalArgumentException("the token file holds no token");
                    }
                    token = Optional.of(text);
                    return token;
                });
    }

    private String address(String relative) {
        String base = settings.url().toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return relative.isEmpty() ? trimmed : trimmed + '/' + relative;
    }

    private static byte[] packed(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes takes all", e);
        }
        return bytes.toByteArray();
    }
}
