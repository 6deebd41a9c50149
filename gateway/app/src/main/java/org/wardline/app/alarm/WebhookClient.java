package org.wardline.app.alarm;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wardline.buffer.Signer;

/**
 * Posts one message to a webhook, signed as Standard Webhooks says (standardwebhooks.com, specification 1.0): headers
 * {@code webhook-id}, {@code webhook-timestamp} (epoch seconds) and {@code webhook-signature}, which is {@code v1,} and the Base64 of
 * HMAC-SHA256 over {@code ID.TIMESTAMP.BODY}. HTTP/1.1, no redirects, one request at a time, all waits bounded.
 */
final class WebhookClient {
    /** An answer's body is read to its end for so long, so that the connection can be used again; its text is not looked at. */
    private static final long ANSWER_MS = 1_000;
    /** Before the secret in the notation of the same specification; the Base64 of the secret follows. */
    private static final String SECRET_MARK = "whsec_";

    private final HttpClient http;
    private final Settings settings;
    private final Signer signer;
    private final LongSupplier wallMs;

    /**
     * Where to, and how.
     *
     * @param secret as text, or {@code whsec_} and Base64
     */
    record Settings(URI url, String secret, Optional<Path> ca, long timeoutMs) {
        boolean isTls() {
            return url.getScheme().toLowerCase(Locale.ROOT).equals("https");
        }

        @Override
        public String toString() {
            return "a webhook"; // never the secret: this may reach a log
        }
    }

    /**
     * What came back.
     *
     * @param retryAfter the header of that name; empty where there is none
     */
    record Answer(int status, String retryAfter) {}

    WebhookClient(Vertx vertx, Settings settings, LongSupplier wallMs) {
        this.settings = settings;
        this.wallMs = wallMs;
        this.signer = new Signer(secret(settings.secret()));
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setSsl(settings.isTls())
                .setVerifyHost(true);
        options.setUseAlpn(false).setConnectTimeout((int) settings.timeoutMs());
        settings.ca().ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
        this.http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(1));
    }

    private static byte[] secret(String text) {
        return text.startsWith(SECRET_MARK)
                ? Base64.getDecoder().decode(text.substring(SECRET_MARK.length()))
                : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends it. Fails when nothing came back in time; then it is not sent any more either. */
    Future<Answer> send(AlarmMessage message) {
        var exchange = new Exchange();
        byte[] body = message.body();
        var target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(settings.url().toString())
                .setIdleTimeout(settings.timeoutMs());
        return http.request(target)
                .compose(request -> exchange.isOpenWith(request)
                        ? signed(request, message.id(), body).send(Buffer.buffer(body))
                        : Future.<HttpClientResponse>failedFuture("too late"))
                .timeout(settings.timeoutMs(), TimeUnit.MILLISECONDS)
                .onFailure(_ -> exchange.close())
                .compose(response -> read(response, exchange));
    }

    /** The status counts, whatever the body does; but nothing follows before the connection is free or closed. */
    private static Future<Answer> read(HttpClientResponse response, Exchange exchange) {
        String retryAfter = response.getHeader("Retry-After");
        var answer = new Answer(response.statusCode(), retryAfter == null ? "" : retryAfter);
        return response.end()
                .timeout(ANSWER_MS, TimeUnit.MILLISECONDS)
                .onFailure(_ -> exchange.close()) // a body without an end
                .transform(_ -> Future.succeededFuture(answer));
    }

    /** One request on its way, which may be given up before there is a connection for it: what is late must not come in after what follows. */
    private static final class Exchange {
        private @Nullable HttpClientRequest request;
        private boolean isClosed;

        synchronized boolean isOpenWith(HttpClientRequest begun) {
            request = begun;
            if (isClosed) {
                hangUp(begun);
            }
            return !isClosed;
        }

        synchronized void close() {
            isClosed = true;
            if (request != null) {
                hangUp(request);
            }
        }

        private static void hangUp(HttpClientRequest begun) {
            var _ = begun.connection().close(); // whatever comes of it
        }
    }

    private HttpClientRequest signed(HttpClientRequest request, String id, byte[] body) {
        String timestamp = Long.toString(wallMs.getAsLong() / 1_000);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return request.putHeader("Content-Type", "application/json")
                .putHeader("Webhook-Id", id)
                .putHeader("Webhook-Timestamp", timestamp)
                .putHeader("Webhook-Signature", "v1," + Base64.getEncoder().encodeToString(signer.sign(head, body)));
    }

    Future<Void> close() {
        return http.close();
    }
}
