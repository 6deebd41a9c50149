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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.Bedside;
import org.wardline.app.e2e.GatewayProcess;
import org.wardline.peer.fhir.FhirServerProcess;

/** Every reading is found on a real HAPI FHIR server exactly once, though gateway and server were each killed in between. */
class RecordSystemTest {
    private static final Path PEER = Path.of(System.getProperty("wardline.peer.target", "missing"));
    private static final Pattern TOTAL = Pattern.compile("\"total\"\\s*:\\s*(\\d+)");
    private static final List<String> SIGNS = List.of("heart_rate", "spo2", "resp_rate");
    private static final long PATIENCE_S = 240;

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    private GatewayProcess gateway(URI server) throws Exception {
        return GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "models.use=[]",
                "uplink.fhir.url=" + server,
                "uplink.fhir.file=every",
                "uplink.fhir.patients=create");
    }

    private int count(URI server, String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server + "/Observation?_summary=count" + query))
                .header("Cache-Control", "no-cache")
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        var total = TOTAL.matcher(answer.body());
        return answer.statusCode() == 200 && total.find() ? Integer.parseInt(total.group(1)) : -1;
    }

    /** The identifier of the wire contract, "FHIR out", worked out anew. */
    private static String identifier(Bedside.Sent sent, String sign) throws Exception {
        String text = sent.device() + "|" + sign + "|" + sent.atMs() + "|" + sent.seq();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 32);
    }

    @Test
    void givenGatewayAndServerKilled_whenAllHasLeft_thenEveryObservationIsThereOnce() throws Exception {
        assumeTrue(Files.exists(PEER.resolve("classpath.txt")), "the FHIR server is not built (profile peers)");
        Path database = folder.resolve("hapi");
        var bedside = new Bedside(4);
        URI url;
        int port;
        try (var server = FhirServerProcess.start(PEER, database, 0)) {
            url = server.url();
            port = server.port();
            try (var gateway = gateway(url)) {
                bedside.speak(gateway.mqtt(), 120);
                gateway.kill();
            }
            try (var gateway = gateway(url)) {
                bedside.speak(gateway.mqtt(), 60);
                server.kill();
                bedside.speak(gateway.mqtt(), 60);
                assertThat(gateway.stop()).isZero();
            }
        }
        int expected = SIGNS.size() * bedside.sent().size();
        try (var server = FhirServerProcess.start(PEER, database, port);
                var gateway = gateway(url)) {
            assertThat(server.port()).isEqualTo(port);
            bedside.speak(gateway.mqtt(), 20);
            expected += SIGNS.size() * 20;
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
            while (count(url, "") < expected && System.nanoTime() < until) {
                TimeUnit.SECONDS.sleep(1); // bounded wait for two other processes
            }
            assertThat(count(url, "")).isEqualTo(expected);
            for (Bedside.Sent sent : bedside.readings()) {
                for (String sign : SIGNS) {
                    String value = "urn:wardline:reading|" + identifier(sent, sign);
                    String query = "&identifier=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
                    assertThat(count(url, query)).as("%s of %s", sign, sent).isEqualTo(1);
                }
            }
            assertThat(gateway.stop()).isZero();
        }
    }
}
