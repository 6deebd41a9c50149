package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record system that pulls: page by page, behind a token, each observation once. */
class PullTest {
    private static final Pattern NEXT = Pattern.compile("\"relation\":\"next\",\"url\":\"([^\"]+)\"");
    private static final Pattern IDENTIFIER = Pattern.compile("\"urn:wardline:reading\",\"value\":\"([0-9a-f]{32})\"");
    private static final String TOKEN = "a-token-of-the-record-system";

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(String url, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> pull(String first) throws Exception {
        List<String> found = new ArrayList<>();
        String url = first;
        for (int page = 0; page < 100 && !url.isEmpty(); page++) {
            String body = get(url, TOKEN).body();
            IDENTIFIER.matcher(body).results().forEach(identifier -> found.add(identifier.group(1)));
            Matcher next = NEXT.matcher(body);
            url = next.find() ? next.group(1) : "";
        }
        return found;
    }

    @Test
    void givenReadings_whenPulledPageByPage_thenEachIsThereOnceAndStrangersSeeNothing() throws Exception {
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        var bedside = new Bedside(3);
        try (var gateway = GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "station.fhir.tokenFile=" + folder.resolve("token"))) {
            bedside.speak(gateway.mqtt(), 40);
            String fhir = gateway.station() + "/fhir";

            assertThat(get(fhir + "/Observation", "").statusCode()).isEqualTo(401);
            assertThat(get(fhir + "/Observation", "wrong").statusCode()).isEqualTo(401);
            assertThat(get(fhir + "/metadata", "").body()).contains("CapabilityStatement", "4.0.1");
            assertThat(get(fhir + "/Observation?patient=1", TOKEN).statusCode()).isEqualTo(400);

            assertThat(pull(fhir + "/Observation?_count=10"))
                    .hasSize(3 * bedside.sent().size())
                    .doesNotHaveDuplicates();
            assertThat(pull(fhir + "/Observation?_lastUpdated=ge2020-01-01T00:00:00Z&_count=50"))
                    .hasSize(3 * bedside.sent().size());
            assertThat(pull(fhir + "/Observation?_lastUpdated=lt2020-01-01T00:00:00Z"))
                    .isEmpty();
            assertThat(gateway.stop()).isZero();
        }
    }
}
