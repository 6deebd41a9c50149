package org.wardline.sync.uplink;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.wardline.sync.fhir.Answer;

/** HTTP to one FHIR server: 1.1 only, no redirects, every wait and every answer bounded. */
final class FhirHttp {
    /** The longest answer that is read: far more than one to the largest batch. */
    static final int MAX_ANSWER_BYTES = 4 << 20;
    /** A body from here on is sent packed. */
    static final int PACK_FROM_BYTES = 4 << 10;

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int MAX_TOKEN_CHARS = 16 << 10;
    private static final String FHIR_JSON = "application/fhir+json";

    private final Vertx vertx;
    private final FhirSettings settings;
    private final HttpClientAgent client;
    private Optional<String> token = Optional.empty();
    private boolean isPacking = true;

    FhirHttp(Vertx vertx, FhirSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setSsl(settings.isTls())
                .setVerifyHost(true);
        settings.ca().ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(2));
    }

    /** Posts a Bundle to the base. */
    Future<Answer> post(byte[] body) {
        boolean isPacked = isPacking && body.length >= PACK_FROM_BYTES;
        byte[] sent = isPacked ? packed(body) : body;
        return exchange(HttpMethod.POST, "", request -> {
            request.putHeader(HttpHeaders.CONTENT_TYPE, FHIR_JSON).putHeader("Prefer", "return=minimal");
            if (isPacked) {
                request.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            }
            return Buffer.buffer(sent);
        });
    }

    /** Gets what lies behind a relative path and query. */
    Future<Answer> get(String relative) {
        return exchange(HttpMethod.GET, relative, request -> {
            request.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            return null;
        });
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
        return client.close();
    }

    /** Sets a request's headers and tells its body, null for none. */
    @FunctionalInterface
    private interface Fill {
        @Nullable
        Buffer fill(HttpClientRequest request);
    }

    private Future<Answer> exchange(HttpMethod method, String relative, Fill fill) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address(relative))
                .setFollowRedirects(false)
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setTraceOperation("fhir");
        return bearer().compose(bearer -> client.request(options).compose(request -> {
                    bearer.ifPresent(value -> request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + value));
                    return exchange(request.putHeader(HttpHeaders.ACCEPT, FHIR_JSON), fill);
                }))
                .timeout(settings.timeoutMs() + CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private Future<Answer> exchange(HttpClientRequest request, Fill fill) {
        @Nullable Buffer body = fill.fill(request);
        Future<HttpClientResponse> response = body == null ? request.send() : request.send(body);
        return response.compose(FhirHttp::read)
                .timeout(settings.timeoutMs(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset()); // a late answer must find nobody, and free the connection
    }

    private static Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() <= MAX_ANSWER_BYTES) {
                body.appendBuffer(part);
            } else if (whole.tryFail("the answer is too long")) { // who waits resets the request
                response.pause();
            }
        });
        response.endHandler(end -> whole.tryComplete(new Answer(
                response.statusCode(),
                header(response, HttpHeaders.CONTENT_TYPE),
                header(response, HttpHeaders.createOptimized("Retry-After")),
                body.getBytes())));
        return whole.future();
    }

    private static String header(HttpClientResponse response, CharSequence name) {
        String value = response.getHeader(name);
        return value == null ? "" : value;
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
