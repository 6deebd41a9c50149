package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.wardline.app.station.StationPorts.Health;

@Timeout(60)
class StationServerTest {
    private final Station station = new Station();

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void givenPage_whenAskedFor_thenOnlyOwnFilesMayRun() {
        HttpResponse<Buffer> page = station.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.getHeader("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.bodyAsString()).doesNotContain("<style", "style=", "onclick", "{release}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/s/old/app.js",
                "/s/../app.js",
                "/%2e%2e/etc/passwd",
                "/api/nothing",
                "/org/wardline/app/station/app.js"
            })
    void givenPathThatIsNotListed_whenAsked_then404AsJson(String path) {
        HttpResponse<Buffer> answer = station.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Station.json(answer).fieldNames()).containsExactlyInAnyOrder("error", "field");
    }

    @Test
    void givenOtherSitesName_whenItResolvesToUs_then421() {
        HttpResponse<Buffer> answer = station.web
                .get(station.server.port(), "127.0.0.1", "/api/snapshot")
                .virtualHost("evil.example")
                .send()
                .await();

        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(Station.json(answer).getString("field")).isEqualTo("Host");
    }

    @ParameterizedTest
    @CsvSource({"true, any.example, 200", "false, ward-4b.local, 200", "false, other.local, 421"})
    void givenNames_whenAskedByOne_thenOnlyOursAnswer(boolean isOpen, String name, int status) {
        try (Station named = new Station(2, new StationSettings("127.0.0.1", 0, isOpen, Set.of("ward-4b.local")))) {
            var answer = named.web
                    .get(named.server.port(), "127.0.0.1", "/")
                    .virtualHost(name)
                    .send()
                    .await();

            assertThat(answer.statusCode()).isEqualTo(status);
        }
    }

    @Test
    void givenActFromOtherSite_whenPosted_then403AndNothingHappens() {
        HttpResponse<Buffer> answer = station.web
                .post(station.server.port(), "127.0.0.1", "/api/acknowledge")
                .putHeader("Origin", "http://evil.example")
                .sendJson(acknowledgement())
                .await();

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(station.ward.heard()).isEmpty();
    }

    @Test
    void givenAlarm_whenAcknowledged_thenAnswerSaysByWhom() {
        HttpResponse<Buffer> answer = station.post("/api/acknowledge", acknowledgement());

        assertThat(Station.json(answer))
                .isEqualTo(new JsonObject().put("result", "ok").put("by", "Li W."));
        assertThat(station.ward.heard()).containsExactly("acknowledge s07:spo2.low:1 v1 desk-1 Li W.");
    }

    @Test
    void givenNewerRise_whenOldVersionIsAcknowledged_thenChanged() {
        station.ward.rise("s07:spo2.low:1");

        JsonObject answer = Station.json(station.post("/api/acknowledge", acknowledgement()));

        assertThat(answer.getString("result")).isEqualTo("changed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alarm | {\"v\":1,\"station\":\"d\",\"who\":\"x\"}",
                "alarm | {\"alarm\":\"\",\"v\":1,\"station\":\"d\",\"who\":\"x\"}",
                "v | {\"alarm\":\"a\",\"v\":0,\"station\":\"d\",\"who\":\"x\"}",
                "v | {\"alarm\":\"a\",\"v\":\"1\",\"station\":\"d\",\"who\":\"x\"}",
                "v | {\"alarm\":\"a\",\"v\":1.5,\"station\":\"d\",\"who\":\"x\"}",
                "station | {\"alarm\":\"a\",\"v\":1,\"station\":\"no space\",\"who\":\"x\"}",
                "who | {\"alarm\":\"a\",\"v\":1,\"station\":\"d\"}",
                "who | {\"alarm\":\"a\",\"v\":1,\"station\":\"d\",\"who\":\"line\\nbreak\"}",
            })
    void givenWrongField_whenPosted_then400NamesIt(String field, String body) {
        HttpResponse<Buffer> answer = station.post("/api/acknowledge", new JsonObject(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Station.json(answer).getString("field")).isEqualTo(field);
        assertThat(station.ward.heard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{", "\"x\"", "not json"})
    void givenBodyThatIsNoObject_whenPosted_then400(String body) {
        HttpResponse<Buffer> answer = raw("/api/station/alive", "application/json", Buffer.buffer(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Station.json(answer).getString("error")).isNotEmpty();
    }

    @Test
    void givenForm_whenPosted_then415() {
        assertThat(raw("/api/station/alive", "text/plain", Buffer.buffer("{}")).statusCode())
                .isEqualTo(415);
    }

    @Test
    void givenBodyOverTheBound_whenPosted_then413() {
        Buffer body = Buffer.buffer("{\"alarm\":\"" + "a".repeat(Api.MAX_BODY_BYTES) + "\"}");

        assertThat(raw("/api/acknowledge", "application/json", body).statusCode())
                .isEqualTo(413);
    }

    @Test
    void givenHeadOverTheBound_whenSent_thenRefused() {
        HttpResponse<Buffer> answer = station.web
                .get(station.server.port(), "127.0.0.1", "/")
                .putHeader("X-Long", "a".repeat(StationServer.MAX_HEAD_BYTES))
                .send()
                .await();

        assertThat(answer.statusCode()).isEqualTo(431);
    }

    @Test
    void givenStation_whenAliveAndSaw_thenActsHearIt() {
        assertThat(station.post(
                                "/api/station/alive",
                                new JsonObject()
                                        .put("station", "desk-1")
                                        .put("visible", true)
                                        .put("canSound", false))
                        .statusCode())
                .isEqualTo(200);
        assertThat(station.post(
                                "/api/station/saw",
                                new JsonObject()
                                        .put("station", "desk-1")
                                        .put("alarm", "a:b.c:1")
                                        .put("v", 2)
                                        .put("visible", true))
                        .statusCode())
                .isEqualTo(200);

        assertThat(station.ward.heard()).containsExactly("alive desk-1 true false", "saw desk-1 a:b.c:1 v2 true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "ward"})
    void givenGatewayUnwell_whenAskedForHealth_then503WithWhy(String which) {
        assertThat(station.get("/health/" + which).statusCode()).isEqualTo(200);

        station.health = new Health(false, "{\"state\":\"blind\"}");

        assertThat(station.get("/health/" + which).statusCode()).isEqualTo(503);
        assertThat(Station.json(station.get("/health/" + which)).getString("state"))
                .isEqualTo("blind");
    }

    @Test
    void givenMetrics_whenScraped_thenPlainText() {
        assertThat(station.get("/metrics").bodyAsString()).isEqualTo("wardline_beds 12\n");
        assertThat(station.get("/metrics").getHeader("Content-Type")).startsWith("text/plain");
    }

    @Test
    void givenMountedRouter_whenAskedFromOtherSite_thenGuardedToo() {
        Router more = Router.router(station.vertx);
        more.get("/metadata").handler(context -> Answers.json(context, 200, "{}"));
        station.server.mount("/fhir", more);

        assertThat(station.get("/fhir/metadata").statusCode()).isEqualTo(200);
        assertThat(station.web
                        .get(station.server.port(), "127.0.0.1", "/fhir/metadata")
                        .virtualHost("evil.example")
                        .send()
                        .await()
                        .statusCode())
                .isEqualTo(421);
    }

    @Test
    void givenSnapshot_whenAskedFor_thenWholeWardWithInstants() {
        JsonObject ward = Station.json(station.get("/api/snapshot"));

        assertThat(ward.getJsonArray("beds")).hasSize(12);
        JsonObject bed = ward.getJsonArray("beds").getJsonObject(6);
        assertThat(bed.getString("who")).isEqualTo("Chen M.");
        assertThat(bed.getJsonArray("alarms").getJsonObject(0).getLong("since")).isEqualTo(1_000_000 - 42_000);
        assertThat(ward.getJsonArray("beds").getJsonObject(4).getBoolean("free"))
                .isTrue();
    }

    @Test
    void givenEveryConnectionTaken_whenOneMoreComes_thenItIsClosed() throws IOException {
        var net = station.vertx.createNetClient();
        List<NetSocket> held = new ArrayList<>();
        for (int i = 0; i < StationServer.MAX_CONNECTIONS; i++) {
            held.add(net.connect(station.server.port(), "127.0.0.1").await());
        }
        try (Socket oneMore = new Socket(InetAddress.getLoopbackAddress(), station.server.port())) {
            oneMore.setSoTimeout(5_000);

            assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(held).hasSize(StationServer.MAX_CONNECTIONS);
    }

    private HttpResponse<Buffer> raw(String path, String type, Buffer body) {
        return station.web
                .post(station.server.port(), "127.0.0.1", path)
                .putHeader("Content-Type", type)
                .sendBuffer(body)
                .await();
    }

    static JsonObject acknowledgement() {
        return new JsonObject()
                .put("alarm", "s07:spo2.low:1")
                .put("v", 1)
                .put("station", "desk-1")
                .put("who", "Li W.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/ward HTTP/1.1\r\n\r\n",
                "POST /api/acknowledge HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
                "nonsense\r\n\r\n"
            })
    void givenRequestThatIsNone_whenItsSenderHangsUp_thenTheLogIsNotFilled(String request) throws IOException {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        root.addAppender(logged);
        try (var stranger = new Socket(InetAddress.getLoopbackAddress(), station.server.port())) {
            stranger.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            stranger.shutdownOutput();
            assertThat(new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as("an answer, or none")
                    .matches("(?s)(HTTP/1.. 400.*)?");
        }
        assertThat(station.get("/health/live").statusCode()).isEqualTo(200); // what came before is over
        root.detachAppender(logged);
        assertThat(logged.list).isEmpty();
    }
}
