package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patients move and links are corrected at a running gateway that is killed in between; what stands in the record system at the
 * end is each reading once, for the patient whom it was measured at.
 */
class MovingPatientsTest {
    private static final long PATIENCE_MS = 30_000;
    private static final String TOKEN = "a-token-of-the-record-system";

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private String station = "";
    private long seq;

    /** What the record system has of a reading, or of what somebody entered. */
    private record Filed(String patient, String by, long measuredMs) {
        static Filed of(JsonObject it) {
            JsonObject by = it.containsKey("device")
                    ? it.getJsonObject("device")
                    : it.getJsonArray("performer").getJsonObject(0);
            return new Filed(
                    it.getJsonObject("subject").getJsonObject("identifier").getString("value"),
                    by.getJsonObject("identifier").getString("value"),
                    OffsetDateTime.parse(it.getString("effectiveDateTime"))
                            .toInstant()
                            .toEpochMilli());
        }
    }

    private GatewayProcess gateway() throws Exception {
        Files.writeString(folder.resolve("token"), TOKEN);
        var gateway = GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "station.accounts=false",
                "models.use=[]",
                "beds={\"7\": \"7\", \"8\": \"8\", \"9\": \"9\"}",
                "devices.list={m-7: \"7\", m-8: \"8\"}",
                "station.fhir.tokenFile=" + folder.resolve("token"),
                "uplink.file.dir=" + folder.resolve("records"));
        station = gateway.station();
        return gateway;
    }

    private JsonObject post(String path, JsonObject body, int expected) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(station + "/api/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        body.put("who", "ann").put("station", "st1").encode()))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(expected);
        return new JsonObject(answer.body());
    }

    private JsonObject get(String path) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(station + "/api/" + path)).build();
        return new JsonObject(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void admit(String bed, String family, String mrn, String... devices) throws Exception {
        var _ = post(
                "beds/" + bed + "/admit",
                new JsonObject()
                        .put("family", family)
                        .put("mrn", mrn)
                        .put("news2", 1)
                        .put("devices", List.of(devices)),
                200);
    }

    private String stay(String bed) throws Exception {
        return get("beds/" + bed + "/patient").getString("stay");
    }

    /** Sends readings measured at these times; they are acknowledged when it returns. */
    private void send(GatewayProcess gateway, String device, long... measuredMs) throws Exception {
        var client = new MqttClient("tcp://" + gateway.mqtt(), "test-" + seq, new MemoryPersistence());
        try {
            client.connect();
            for (long atMs : measuredMs) {
                String json = "{\"ts\":" + atMs + ",\"seq\":" + seq++ + ",\"spo2\":97}";
                var message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
                message.setQos(1);
                client.publish("wards/w1/devices/" + device + "/json", message);
            }
            client.disconnect();
        } finally {
            client.close();
        }
    }

    private static long nowMs() {
        return System.currentTimeMillis();
    }

    /** Observations by identifier; the last line of each counts: {@code final} or withdrawn. */
    private Map<String, Filed> records(String status) throws IOException {
        Map<String, JsonObject> last = new HashMap<>();
        try (Stream<Path> files =
                Files.exists(folder.resolve("records")) ? Files.list(folder.resolve("records")) : Stream.empty()) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readString(file).lines().toList()) {
                    var it = new JsonObject(line);
                    String name = it.getJsonArray("identifier").getJsonObject(0).getString("value");
                    last.put(name, it);
                }
            }
        }
        Map<String, Filed> found = new HashMap<>();
        last.forEach((name, it) -> {
            if (it.getString("status").equals(status)) {
                found.put(name, Filed.of(it));
            }
        });
        return found;
    }

    /** Waits until as many are final, of another process. */
    private List<Filed> finals(int expected) throws Exception {
        long until = nowMs() + PATIENCE_MS;
        while (records("final").size() < expected && nowMs() < until) {
            TimeUnit.MILLISECONDS.sleep(50); // bounded wait for another process
        }
        return List.copyOf(records("final").values());
    }

    @Test
    void givenPatientMovedWhileItsDeviceWasOffline_whenItSendsLater_thenNoReadingCrossesOver() throws Exception {
        long beforeMs;
        long movedMs;
        try (var gateway = gateway()) {
            admit("7", "Haddad", "4711", "m-7");
            admit("8", "Okoro", "4712", "m-8");
            TimeUnit.MILLISECONDS.sleep(20); // what is measured now is after the admission, on the same clock
            beforeMs = nowMs();
            TimeUnit.MILLISECONDS.sleep(20);
            var _ = post("beds/8/discharge", new JsonObject().put("stay", stay("8")), 200);
            var _ = post(
                    "beds/7/transfer",
                    new JsonObject().put("stay", stay("7")).put("to", "8").put("link", List.of("m-8")),
                    200);
            admit("7", "Sun", "4713", "m-7");
            TimeUnit.MILLISECONDS.sleep(20);
            movedMs = nowMs();
            gateway.kill();
        }
        try (var gateway = gateway()) {
            send(gateway, "m-7", beforeMs, movedMs);
            send(gateway, "m-8", beforeMs, movedMs);

            assertThat(finals(4))
                    .containsExactlyInAnyOrder(
                            new Filed("4711", "m-7", beforeMs),
                            new Filed("4713", "m-7", movedMs),
                            new Filed("4712", "m-8", beforeMs),
                            new Filed("4711", "m-8", movedMs));
            assertThat(get("beds/8/patient").getString("name")).isEqualTo("Haddad");
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    void givenWrongLink_whenCorrectedAndKilled_thenTheWrongAreWithdrawnAndEachIsFinalOnce() throws Exception {
        long[] times = new long[30];
        try (var gateway = gateway()) {
            admit("7", "Haddad", "4711", "m-7");
            admit("8", "Okoro", "4712");
            for (int at = 0; at < times.length; at++) {
                TimeUnit.MILLISECONDS.sleep(2);
                times[at] = nowMs();
            }
            send(gateway, "m-7", times);
            assertThat(finals(30)).allMatch(filed -> filed.patient().equals("4711"));

            var _ = post(
                    "links/correct",
                    new JsonObject()
                            .put("device", "m-7")
                            .put("from", times[10])
                            .put("to", times[20])
                            .put("bed", "8"),
                    200);
            gateway.kill();
        }
        try (var gateway = gateway()) {
            long until = nowMs() + PATIENCE_MS;
            while (records("entered-in-error").size() < 10 && nowMs() < until) {
                TimeUnit.MILLISECONDS.sleep(50); // bounded wait for another process
            }
            List<Filed> finals = finals(30);
            assertThat(finals).hasSize(30).doesNotHaveDuplicates();
            for (int at = 0; at < times.length; at++) {
                String patient = at >= 10 && at < 20 ? "4712" : "4711";
                assertThat(finals).contains(new Filed(patient, "m-7", times[at]));
            }
            assertThat(records("entered-in-error").values())
                    .hasSize(10)
                    .allMatch(filed -> filed.patient().equals("4711"));
            assertThat(gateway.stop()).isZero();
        }
    }

    private void enter(String bed, long atMs, JsonObject values) throws Exception {
        String stay = stay(bed);
        long until = nowMs() + PATIENCE_MS;
        while (!get("beds/" + bed + "/trends").getString("stay", "").equals(stay) && nowMs() < until) {
            TimeUnit.MILLISECONDS.sleep(50); // until the screens know who came
        }
        var body = new JsonObject().put("stay", stay).put("at", atMs).put("values", values);
        var _ = post("beds/" + bed + "/observations", body, 200);
    }

    /** What the record system finds when it asks itself. */
    private List<Filed> pulled() throws Exception {
        return new JsonObject(pull("").body())
                .getJsonArray("entry").stream()
                        .map(entry -> Filed.of(((JsonObject) entry).getJsonObject("resource")))
                        .toList();
    }

    private HttpResponse<String> pull(String query) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(station + "/fhir/Observation" + query))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void givenEntries_whenKilledAndLinkCorrected_thenEachIsFiledOnceForItsPatient() throws Exception {
        long earlierMs;
        long sentMs;
        try (var gateway = gateway()) {
            admit("7", "Haddad", "4711", "m-7");
            admit("8", "Okoro", "4712");
            JsonObject test =
                    new JsonObject().put("family", "Probe").put("mrn", "0").put("news2", 1);
            var _ = post("beds/9/admit", test.put("test", true).put("devices", List.of()), 200);
            enter("9", nowMs(), new JsonObject().put("temp", 37));
            earlierMs = nowMs() - 500;
            enter("7", earlierMs, new JsonObject().put("temp", 38.6).put("consciousness_acvpu", "C"));
            sentMs = nowMs();
            send(gateway, "m-7", sentMs);
            assertThat(finals(3)).hasSize(3); // all of it is in the log
            enter("7", earlierMs + 1, new JsonObject().put("temp", 39.1));
            gateway.kill(); // this one may only be wanted as yet
        }
        try (var gateway = gateway()) {
            var body = new JsonObject().put("device", "m-7").put("from", earlierMs - 1_000);
            var _ = post("links/correct", body.put("to", nowMs()).put("bed", "8"), 200);
            long until = nowMs() + PATIENCE_MS;
            while (records("entered-in-error").isEmpty() && nowMs() < until) {
                TimeUnit.MILLISECONDS.sleep(50); // bounded wait for another process
            }

            List<Filed> expected = List.of(
                    new Filed("4711", "ann", earlierMs),
                    new Filed("4711", "ann", earlierMs),
                    new Filed("4711", "ann", earlierMs + 1),
                    new Filed("4712", "m-7", sentMs));
            assertThat(finals(4)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(records("entered-in-error").values()).containsExactly(new Filed("4711", "m-7", sentMs));
            assertThat(pulled()).containsExactlyInAnyOrderElementsOf(expected);
            HttpResponse<String> ofAnotherLog = pull("?_after=1000000");
            assertThat(ofAnotherLog.statusCode()).isEqualTo(410);
            assertThat(ofAnotherLog.body()).contains("\"expired\"");
            assertThat(gateway.stop()).isZero();
        }
        String data = folder.resolve("data").toString();
        assertThat(GatewayProcess.run(0, "audit", "export", data, "--format", "csv"))
                .contains("beds/:bed/observations,bed 7,temp 38.6,temp 39.1,200");
    }

    @Test
    void givenEntryInError_whenWithdrawnTwiceAndKilled_thenItIsInErrorOnceEverywhere() throws Exception {
        JsonObject act;
        try (var gateway = gateway()) {
            admit("7", "Haddad", "4711");
            enter("7", nowMs(), new JsonObject().put("temp", 38.6));
            assertThat(finals(1)).hasSize(1);
            act = new JsonObject()
                    .put("stay", stay("7"))
                    .put("entry", signed("7").getLong("entry"));
            var _ = post("beds/7/observations/withdraw", act, 200);
            gateway.kill(); // it may only be wanted as yet
        }
        try (var gateway = gateway()) {
            long until = nowMs() + PATIENCE_MS;
            while (records("entered-in-error").isEmpty() && nowMs() < until) {
                TimeUnit.MILLISECONDS.sleep(50); // bounded wait for another process
            }
            assertThat(records("final")).isEmpty();
            assertThat(records("entered-in-error")).hasSize(1);

            JsonObject second = post("beds/7/observations/withdraw", act.put("who", "eve"), 200);

            JsonObject withdrawn = signed("7").getJsonObject("withdrawn");
            assertThat(withdrawn.getString("by")).isEqualTo("ann");
            assertThat(second).isEqualTo(withdrawn);
            assertThat(pulled()).hasSize(1);
            assertThat(gateway.stop()).isZero();
        }
        String data = folder.resolve("data").toString();
        assertThat(GatewayProcess.run(0, "audit", "export", data, "--format", "csv"))
                .containsPattern("observations/withdraw,bed 7,\"?temp 38.6, seen .* by ann\"?,entered in error,200");
    }

    /** The first column of the chart that somebody signed. */
    private JsonObject signed(String bed) throws Exception {
        long until = nowMs() + PATIENCE_MS;
        while (get("beds/" + bed + "/news2")
                                .getJsonArray("columns", new JsonArray())
                                .size()
                        < 2
                && nowMs() < until) {
            TimeUnit.MILLISECONDS.sleep(50); // until the log has it
        }
        return get("beds/" + bed + "/news2").getJsonArray("columns").getJsonObject(0);
    }

    @Test
    void givenTestPatientAndAStranger_whenTheySend_thenNothingIsFiledUntilSomebodySaysWhose() throws Exception {
        try (var gateway = gateway()) {
            var _ = post(
                    "beds/7/admit",
                    new JsonObject()
                            .put("family", "Probe")
                            .put("mrn", "0")
                            .put("news2", 1)
                            .put("test", true)
                            .put("devices", List.of("m-7")),
                    200);
            admit("8", "Okoro", "4712");
            TimeUnit.MILLISECONDS.sleep(20);
            long atMs = nowMs();
            send(gateway, "m-7", atMs, atMs + 1);
            send(gateway, "w-2", atMs, atMs + 1);
            JsonObject held = get("tray").getJsonArray("held").getJsonObject(0);
            assertThat(held.getString("device")).isEqualTo("w-2");
            assertThat(held.getInteger("count")).isEqualTo(2);
            long until = nowMs() + PATIENCE_MS;
            while (get("tray").getJsonArray("unnamed").isEmpty() && nowMs() < until) {
                TimeUnit.MILLISECONDS.sleep(50); // until the way out has read them
            }
            JsonObject unnamed = get("tray").getJsonArray("unnamed").getJsonObject(0);
            assertThat(unnamed.getString("device")).isEqualTo("w-2");
            assertThat(unnamed.getString("reason")).isEqualTo("no-stay");
            assertThat(unnamed.getLong("number")).isPositive();

            var _ = post("beds/8/link", new JsonObject().put("device", "w-2").put("from", atMs), 200);

            assertThat(finals(2))
                    .containsExactlyInAnyOrder(new Filed("4712", "w-2", atMs), new Filed("4712", "w-2", atMs + 1));
            assertThat(get("tray").getJsonArray("held")).isEmpty();
            assertThat(get("tray").getJsonArray("unnamed")).isEmpty();
            assertThat(get("snapshot").getJsonArray("beds").encode()).contains("\"test\":true");
            String metrics = http.send(
                            HttpRequest.newBuilder(URI.create(station + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(metrics).contains("wardline_uplink_readings{state=\"held\",uplink=\"file\"} 0.0");
            assertThat(gateway.stop()).isZero();
            assertThat(gateway.errors() + metrics).doesNotContain("Okoro", "4712", "Probe");
        }
        try (Stream<Path> data = Files.walk(folder.resolve("data"))) {
            for (Path file : data.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes.contains("Okoro"))
                        .as("%s shows a name", Objects.requireNonNull(file.getFileName()))
                        .isFalse();
            }
        }
    }
}
