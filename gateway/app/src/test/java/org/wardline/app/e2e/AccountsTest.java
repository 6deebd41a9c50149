package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first start, the first administrator, a nurse, a restart; and the trail of all that, from the command line. */
@Timeout(180)
class AccountsTest {
    private static final Pattern CODE = Pattern.compile("good once: ([a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5})");
    private static final String PASSWORD = "correct horse";
    private static final String[] SETTINGS = {
        "intake.mqtt.listen=127.0.0.1:0", "station.listen=127.0.0.1:0", "devices.admit=any"
    };

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private String cookie = "";

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> send(GatewayProcess gateway, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(gateway.station() + path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    private static String setUp(String code) {
        return "{\"code\":\"" + code + "\",\"name\":\"ada\",\"shown\":\"Ada\",\"password\":\"" + PASSWORD
                + "\",\"station\":\"desk\"}";
    }

    private static String signIn(String password) {
        return "{\"name\":\"ada\",\"password\":\"" + password + "\",\"station\":\"desk\"}";
    }

    @Test
    void givenFirstStart_whenTheCodeIsUsed_thenAccountsAndTheTrailAreThereAfterARestart() throws Exception {
        Path data = folder.resolve("data");
        String code;
        try (var gateway = GatewayProcess.start(data, SETTINGS)) {
            Matcher said = CODE.matcher(gateway.errors());
            assertThat(said.find()).isTrue();
            code = said.group(1);
            assertThat(send(gateway, "/api/session", "").body())
                    .contains("\"setUp\":true")
                    .doesNotContain(code);
            assertThat(send(gateway, "/api/people", "").statusCode()).isEqualTo(401);
            assertThat(send(gateway, "/api/setup", setUp("aaaaa-bbbbb-ccccc")).statusCode())
                    .isEqualTo(403);
            assertThat(send(gateway, "/api/setup", setUp(code)).statusCode()).isEqualTo(200);
            assertThat(send(gateway, "/api/setup", setUp(code)).statusCode()).isEqualTo(403);
            assertThat(send(gateway, "/api/people", "").body()).contains("\"ada\"");
            assertThat(send(
                                    gateway,
                                    "/api/people",
                                    "{\"name\":\"li\",\"shown\":\"Li W.\",\"role\":\"nurse\",\"badge\":\"77-11\",\"pin\":\"8405\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(send(gateway, "/api/status", "").body())
                    .contains("\"state\":\"ok\"", "\"uplinks\"", "\"models\"");
            assertThat(gateway.stop()).isZero();
            assertThat(gateway.errors().split(code, -1)).hasSize(2);
        }
        try (var gateway = GatewayProcess.start(data, SETTINGS)) {
            assertThat(gateway.errors()).doesNotContain("good once");
            assertThat(send(gateway, "/api/people", "").statusCode()).isEqualTo(401); // sessions do not outlive it
            assertThat(send(gateway, "/api/session", signIn("wrong horse")).statusCode())
                    .isEqualTo(403);
            assertThat(send(gateway, "/api/session", signIn(PASSWORD)).statusCode())
                    .isEqualTo(200);
            assertThat(send(gateway, "/api/session", "{\"badge\":\"77-11\",\"pin\":\"8405\",\"station\":\"desk\"}")
                            .body())
                    .contains("\"nurse\"");
            assertThat(gateway.stop()).isZero();
            assertThat(gateway.errors()).doesNotContain(PASSWORD, "8405", "77-11");
        }
        theTrailIsWhole(data, code);
        aChangedByteIsFound(data);
    }

    private static void theTrailIsWhole(Path data, String code) throws Exception {
        assertThat(GatewayProcess.run(0, "audit", "verify", data.toString()))
                .contains("\"problems\":[]", "\"anchored\":true");
        String csv = GatewayProcess.run(0, "audit", "export", data.toString(), "--format", "csv");
        assertThat(csv.lines().map(line -> line.replaceFirst("^[0-9]+,[^,]*,[a-z]*,", "")))
                .containsSubsequence(
                        ",,gateway,start,version 0.1.0,,,ok",
                        ",,desk,setup,,,,403",
                        "ada,administrator,desk,setup,,,,200",
                        "ada,administrator,desk,setup,,,,403",
                        "ada,administrator,,people,person li,,\"nurse, badge and PIN\",200",
                        ",,gateway,start,version 0.1.0,,,ok",
                        ",,desk,session,person ada,,,403",
                        "ada,administrator,desk,session,,,,200",
                        "li,nurse,desk,session,,,,200",
                        System.getProperty("user.name") + ",operator,command line,audit export,csv,,,begun");
        assertThat(csv).doesNotContain(PASSWORD, "8405", "77-11", code);
        assertThat(GatewayProcess.run(0, "audit", "export", data.toString())).contains("\"act\":\"setup\"");
        assertThat(GatewayProcess.run(0, "buffer", "export", data.toString())).contains("plain patient data");
        assertThat(GatewayProcess.run(0, "audit", "verify", data.toString())).contains("\"problems\":[]");
    }

    private static void aChangedByteIsFound(Path data) throws Exception {
        Path segment;
        try (Stream<Path> files = Files.list(data)) {
            List<Path> trail = files.filter(
                            file -> file.getFileName().toString().startsWith("audit-0"))
                    .toList();
            assertThat(trail).hasSize(1);
            segment = trail.getFirst();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        assertThat(GatewayProcess.run(1, "audit", "verify", data.toString()))
                .containsPattern("wardline: line [0-9]+: ");
    }
}
