package org.wardline.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.Bedside;
import org.wardline.app.e2e.GatewayProcess;
import org.wardline.peer.fhir.FhirServerProcess;

/**
 * Every reading is found on a real HAPI FHIR server exactly once, and for whom it was measured at, though gateway and server are
 * killed in between. One server serves all tests: it takes half a minute to start.
 */
class RecordSystemTest {
    private static final Path PEER = Path.of(System.getProperty("wardline.peer.target", "missing"));
    private static final Pattern TOTAL = Pattern.compile("\"total\"\\s*:\\s*(\\d+)");
    private static final Pattern STAY = Pattern.compile("\"stay\":\"([^\"]+)\"");
    private static final Pattern ENTRY = Pattern.compile("\"entry\":(\\d+)");
    private static final List<String> SIGNS = List.of("heart_rate", "spo2", "resp_rate");
    private static final long PATIENCE_S = 240;

    private static final String A = "&patient.identifier=" + encoded("urn:wardline:patient|4711");
    private static final String B = "&patient.identifier=" + encoded("urn:wardline:patient|4712");
    private static final String FINAL = "&status=final";

    @TempDir
    private static Path database = Path.of("");

    private static Optional<FhirServerProcess> server = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.exists(PEER.resolve("classpath.txt")), "the FHIR server is not built (profile peers)");
        if (server.isEmpty()) {
            server = Optional.of(FhirServerProcess.start(PEER, database, 0));
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(FhirServerProcess::close);
        server = Optional.empty();
    }

    private GatewayProcess gateway(URI server, String... more) throws Exception {
        List<String> sets = new ArrayList<>(List.of(
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "models.use=[]",
                "uplink.fhir.url=" + server,
                "uplink.fhir.file=every",
                "uplink.fhir.patients=create"));
        sets.addAll(List.of(more));
        return GatewayProcess.start(folder.resolve("data"), sets.toArray(String[]::new));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String search(URI server, String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server + "/Observation?" + query))
                .header("Cache-Control", "no-cache")
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    private int count(URI server, String query) throws Exception {
        var total = TOTAL.matcher(search(server, "_summary=count" + query));
        return total.find() ? Integer.parseInt(total.group(1)) : -1;
    }

    /** Waits until there are as many; whether there are exactly as many. */
    private void awaitCount(URI server, String query, int expected) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (count(server, query) < expected && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(500); // bounded wait for two other processes
        }
        assertThat(count(server, query)).as(query).isEqualTo(expected);
    }

    private int count(URI server, Bedside.Sent sent, String sign) throws Exception {
        return count(server, "&identifier=" + encoded("urn:wardline:reading|" + identifier(sent, sign)));
    }

    /** The identifier of the wire contract, "FHIR out", worked out anew. */
    private static String identifier(Bedside.Sent sent, String sign) throws Exception {
        return identifier(sent, sign, "");
    }

    private static String identifier(Bedside.Sent sent, String sign, String correction) throws Exception {
        String text = sent.device() + "|" + sign + "|" + sent.atMs() + "|" + sent.seq() + correction;
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 32);
    }

    @Test
    void givenGatewayAndServerKilled_whenAllHasLeft_thenEveryObservationIsThereOnce() throws Exception {
        var bedside = new Bedside(4);
        URI url = server.orElseThrow().url();
        int port = server.orElseThrow().port();
        int expected = count(url, "");
        try (var gateway = gateway(url, "devices.admit=any")) {
            bedside.speak(gateway.mqtt(), 120);
            gateway.kill();
        }
        try (var gateway = gateway(url, "devices.admit=any")) {
            bedside.speak(gateway.mqtt(), 60);
            stop();
            bedside.speak(gateway.mqtt(), 60);
            assertThat(gateway.stop()).isZero();
        }
        expected += SIGNS.size() * bedside.sent().size();
        server = Optional.of(FhirServerProcess.start(PEER, database, port));
        try (var gateway = gateway(url, "devices.admit=any")) {
            bedside.speak(gateway.mqtt(), 20);
            expected += SIGNS.size() * 20;
            awaitCount(url, "", expected);
            for (Bedside.Sent sent : bedside.readings()) {
                for (String sign : SIGNS) {
                    assertThat(count(url, sent, sign))
                            .as("%s of %s", sign, sent)
                            .isEqualTo(1);
                }
            }
            assertThat(gateway.stop()).isZero();
        }
    }

    private GatewayProcess ward(URI server) throws Exception {
        return gateway(
                server, "station.accounts=false", "beds={\"7\": \"7\", \"8\": \"8\"}", "devices.list={m-0: \"7\"}");
    }

    private String post(GatewayProcess gateway, String path, String fields) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(gateway.station() + "/api/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"who\":\"Li Wei\",\"station\":\"st1\"," + fields + "}"))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String stay(GatewayProcess gateway) throws Exception {
        return found(gateway, "trends", STAY);
    }

    /** What names the first entry of the chart. */
    private String entry(GatewayProcess gateway) throws Exception {
        return found(gateway, "news2", ENTRY);
    }

    private String found(GatewayProcess gateway, String page, Pattern what) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(gateway.station() + "/api/beds/7/" + page))
                .build();
        var found = what.matcher(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return found.find() ? found.group(1) : "";
    }

    @Test
    void givenWrongLink_whenCorrectedAndKilled_thenTheWrongIsWithdrawnAndEachIsFinalOnce() throws Exception {
        URI url = server.orElseThrow().url();
        var bedside = new Bedside(1);
        int all = 30;
        int wrong;
        try (var gateway = ward(url)) {
            String devices = "\"news2\":1,\"devices\":[\"m-0\"]";
            var _ = post(gateway, "beds/7/admit", "\"family\":\"Haddad\",\"mrn\":\"4711\"," + devices);
            var _ = post(gateway, "beds/8/admit", "\"family\":\"Okoro\",\"mrn\":\"4712\",\"news2\":1,\"devices\":[]");
            TimeUnit.MILLISECONDS.sleep(20); // what is measured now is after the admission, on the same clock
            bedside.speak(gateway.mqtt(), all / 2);
            long fromMs = System.currentTimeMillis() + 1;
            TimeUnit.MILLISECONDS.sleep(20);
            bedside.speak(gateway.mqtt(), all - all / 2);
            String stay = "\"stay\":\"" + stay(gateway) + "\",";
            var _ = post(gateway, "beds/7/observations", stay + "\"values\":{\"spo2\":66}");
            awaitCount(url, A + FINAL, SIGNS.size() * all + 1);
            var _ = post(gateway, "beds/7/observations/withdraw", stay + "\"entry\":" + entry(gateway));
            var _ = post(gateway, "beds/7/observations", stay + "\"values\":{\"temp\":38.6,\"nibp_sys\":118}");
            awaitCount(url, A + "&status=entered-in-error", 1);
            awaitCount(url, A + FINAL, SIGNS.size() * all + 2);

            wrong = SIGNS.size() * (all - all / 2);
            String span = "\"device\":\"m-0\",\"from\":" + fromMs + ",\"to\":" + System.currentTimeMillis();
            var _ = post(gateway, "links/correct", span + ",\"bed\":\"8\"");
            gateway.kill();
        }
        try (var gateway = ward(url)) {
            awaitCount(url, B, wrong);
            assertThat(gateway.stop()).isZero();
        }
        assertThat(count(url, A + "&status=entered-in-error")).isEqualTo(wrong + 1); // and what was entered in error
        assertThat(count(url, A + FINAL)).isEqualTo(SIGNS.size() * all + 2 - wrong); // what was entered for A stays
        assertThat(count(url, B + FINAL)).isEqualTo(wrong);
        assertThat(count(url, "&identifier=" + encoded("urn:wardline:entered|")))
                .isEqualTo(3);
        String ofB = search(url, "_count=200" + B);
        for (Bedside.Sent sent : bedside.readings().subList(all / 2, all)) {
            for (String sign : SIGNS) {
                assertThat(count(url, sent, sign)).as("withdrawn, not gone").isEqualTo(1);
                assertThat(ofB.split(identifier(sent, sign, "|c1"), -1))
                        .as("%s of %s filed again", sign, sent)
                        .hasSize(2);
            }
        }
    }
}
