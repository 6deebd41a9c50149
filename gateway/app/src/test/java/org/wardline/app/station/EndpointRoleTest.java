package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.wardline.app.people.Role;
import org.wardline.app.people.Staffed;

/**
 * Every endpoint, tried with every role. A new endpoint needs a row here: {@code ok} is any answer but 401 and 403, since the
 * request itself says nothing.
 */
@Timeout(180)
class EndpointRoleTest {
    private static final String TABLE = """
            endpoint                        nobody    nurse     physician engineer  administrator auditor   dr3
            GET  snapshot                   ok        ok        ok        ok        ok        ok        ok
            POST acknowledge                401       ok        ok        403       403       403       403
            POST station/alive              ok        ok        ok        ok        ok        ok        ok
            POST station/saw                ok        ok        ok        ok        ok        ok        ok
            POST beds/:bed/link             401       ok        ok        ok        403       403       403
            POST beds/:bed/unlink           401       ok        ok        ok        403       403       403
            GET  devices                    401       ok        ok        ok        403       403       ok
            GET  tray                       401       ok        ok        ok        403       403       ok
            POST tray/retry                 401       ok        ok        ok        403       403       ok
            GET  beds/:bed/trends           ok        ok        ok        ok        ok        ok        ok
            GET  beds/:bed/news2            ok        ok        ok        ok        ok        ok        ok
            GET  beds/:bed/notes            401       ok        ok        403       403       403       403
            POST beds/:bed/observations     401       ok        ok        403       403       403       403
            POST beds/:bed/observations/withdraw 401  ok        ok        403       403       403       403
            POST beds/:bed/notes            401       ok        ok        403       403       403       403
            GET  beds/:bed/patient          401       ok        ok        403       403       403       403
            POST beds/:bed/admit            401       ok        ok        403       403       403       403
            POST beds/:bed/discharge        401       ok        ok        403       403       403       403
            POST beds/:bed/transfer         401       ok        ok        403       403       403       403
            POST beds/:bed/empty            401       ok        ok        403       403       403       403
            POST beds/:bed/standby          401       ok        ok        403       403       403       403
            POST beds/:bed/return           401       ok        ok        403       403       403       403
            POST links/correct              401       ok        ok        403       403       403       403
            POST stays/:stay/erase          401       ok        ok        403       403       403       403
            GET  handover                   401       ok        ok        403       403       403       ok
            GET  beds/:bed/record           401       ok        ok        403       403       403       403
            GET  report                     401       ok        ok        403       403       403       ok
            GET  session                    ok        ok        ok        ok        ok        ok        ok
            POST session                    ok        ok        ok        ok        ok        ok        ok
            POST session/end                ok        ok        ok        ok        ok        ok        ok
            POST session/active             ok        ok        ok        ok        ok        ok        ok
            POST session/secret             401       ok        ok        ok        ok            ok        ok
            POST setup                      ok        ok        ok        ok        ok        ok        ok
            GET  people                     401       403       403       403       ok        403       403
            POST people                     401       403       403       403       ok        403       403
            POST people/:person             401       403       403       403       ok        403       403
            GET  audit                      401       403       403       403       403       ok        403
            GET  status                     ok        ok        ok        ok        ok        ok        ok
            GET  beds/:bed/limits           ok        ok        ok        ok        ok        ok        ok
            POST beds/:bed/limits           401       ok        ok        403       403       403       403
            POST beds/:bed/limits/preview   401       ok        ok        403       403       403       403
            POST beds/:bed/audio            401       ok        ok        403       403       403       403
            GET  beds/:bed/alarms           401       ok        ok        403       403       403       403
            GET  alarms/:alarm/evidence     401       ok        ok        403       403       403       403
            POST alarms/useful              401       ok        ok        403       403       403       403
            POST alarms/done                401       ok        ok        403       403       403       403
            """;

    /** What a page says by itself: not acts. Everything else that is posted stands in the audit trail. */
    private static final Set<String> PULSES = Set.of("station/alive", "station/saw", "session/active");
    /** Questions that stand there as well. */
    private static final Set<String> NOTED_QUESTIONS = Set.of("audit", "beds/:bed/record", "handover", "report");

    /** A physician of bed 03, who asks about bed 07. */
    private static final String DR3 = "dr3";

    private static StaffedStation station;
    private static Map<String, Map<String, String>> table;

    @BeforeAll
    static void open() throws Exception {
        station = new StaffedStation();
        table = table();
    }

    @AfterAll
    static void close() {
        station.close();
    }

    private static Map<String, Map<String, String>> table() {
        List<List<String>> rows = TABLE.lines()
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .toList();
        List<String> roles = rows.getFirst().subList(1, rows.getFirst().size());
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, String> expected = new LinkedHashMap<>();
            for (int at = 0; at < roles.size(); at++) {
                expected.put(roles.get(at), row.get(at + 2));
            }
            all.put(row.get(0) + " " + row.get(1), expected);
        }
        return all;
    }

    private static String name(Api.Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.path().substring(Api.PATH.length());
    }

    /** With names in it that there may be. */
    private static String path(Api.Endpoint endpoint) {
        return endpoint.path().replace(":bed", "03").replaceAll(":\\w+", "x");
    }

    private static HttpResponse<Buffer> tried(Api.Endpoint endpoint, String cookie) {
        return station.send(endpoint.method(), path(endpoint), cookie, new JsonObject());
    }

    private static HttpResponse<Buffer> aboutBed7(Api.Endpoint endpoint, String cookie) {
        String path = path(endpoint).replace("/03", "/07");
        boolean isOfAlarm = path.contains("alarms/") || path.endsWith("acknowledge") || path.endsWith("saw");
        JsonObject body = isOfAlarm ? new JsonObject().put("alarm", "s07:spo2.low:1") : new JsonObject();
        return station.send(endpoint.method(), path, cookie, body);
    }

    @Test
    void givenEndpoints_whenComparedWithTheTable_thenEachHasARowAndEachRowAnEndpoint() {
        assertThat(station.server.endpoints().stream().map(EndpointRoleTest::name))
                .containsExactlyInAnyOrderElementsOf(table.keySet());
    }

    @Test
    void givenTable_whenRead_thenItHasEveryRole() {
        Set<String> roles =
                java.util.Arrays.stream(Role.values()).map(Role::wireName).collect(Collectors.toSet());
        roles.addAll(Set.of("nobody", DR3));
        assertThat(table.values()).allSatisfy(row -> assertThat(row.keySet()).isEqualTo(roles));
    }

    @TestFactory
    List<DynamicTest> everyEndpointWithEveryRole() {
        List<DynamicTest> all = new ArrayList<>();
        for (Api.Endpoint endpoint : station.server.endpoints()) {
            Map<String, String> row = table.getOrDefault(name(endpoint), Map.of());
            row.forEach((role, expected) -> all.add(
                    DynamicTest.dynamicTest(name(endpoint) + " " + role, () -> check(endpoint, role, expected))));
        }
        return all;
    }

    private static void check(Api.Endpoint endpoint, String role, String expected) {
        String cookie = cookie(endpoint, role);
        int status = (role.equals(DR3) ? aboutBed7(endpoint, cookie) : tried(endpoint, cookie)).statusCode();
        if (expected.equals("ok")) {
            assertThat(status).isNotIn(401, 403, 405, 500);
        } else {
            assertThat(status).isEqualTo(Integer.parseInt(expected));
        }
    }

    /** Signed in already, or anew where the endpoint ends that. */
    private static String cookie(Api.Endpoint endpoint, String role) {
        boolean isEnding = endpoint.path().equals("/api/session/end");
        return role.equals("nobody") ? "" : isEnding ? station.signIn(role) : station.cookieOf(role);
    }

    @TestFactory
    List<DynamicTest> everyEndpointAfterTheSignInEnded() {
        String late = station.signIn("administrator");
        String auditor = station.signIn("auditor");
        String nurse = station.signIn("nurse");
        return station.server.endpoints().stream()
                .filter(endpoint -> endpoint.right() != Right.LOOK)
                .map(endpoint -> DynamicTest.dynamicTest(name(endpoint), () -> {
                    long before = station.nowMs.getAndAdd(Staffed.IDLE_MS);
                    for (String cookie : List.of(late, auditor, nurse)) {
                        assertThat(tried(endpoint, cookie).statusCode()).isEqualTo(401);
                    }
                    station.nowMs.set(before);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyActWithAnotherContentType() {
        return acts().map(endpoint -> DynamicTest.dynamicTest(name(endpoint), () -> {
                    int status = station.request("POST", path(endpoint), station.cookieOf("administrator"))
                            .putHeader("Content-Type", "text/plain")
                            .sendBuffer(Buffer.buffer("{}"))
                            .await()
                            .statusCode();
                    assertThat(status).isEqualTo(415);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyActFromAnotherOrigin() {
        return acts().map(endpoint -> DynamicTest.dynamicTest(name(endpoint), () -> {
                    int status = station.request("POST", path(endpoint), station.cookieOf("administrator"))
                            .putHeader("Origin", "http://elsewhere.example")
                            .sendJsonObject(new JsonObject())
                            .await()
                            .statusCode();
                    assertThat(status).isEqualTo(403);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyActIsALineOfTheTrailWhateverBecameOfIt() {
        return station.server.endpoints().stream()
                .map(endpoint -> DynamicTest.dynamicTest(name(endpoint), () -> {
                    String path = endpoint.path().substring(Api.PATH.length());
                    boolean isNoted =
                            endpoint.method().equals("POST") ? !PULSES.contains(path) : NOTED_QUESTIONS.contains(path);
                    assertThat(endpoint.isNoted()).isEqualTo(isNoted);
                    String cookie = cookie(endpoint, "nurse");
                    int before = station.deeds.size();
                    int status = tried(endpoint, cookie).statusCode();
                    int begun = path.equals("setup") || path.equals("session/secret")
                            ? 1
                            : 0; // what changes people is noted before it is done
                    assertThat(station.deeds).hasSize(before + (isNoted ? 1 + begun : 0));
                    if (isNoted) {
                        assertThat(station.deeds.getLast().act()).endsWith(path);
                        assertThat(station.deeds.getLast().result()).startsWith(String.valueOf(status));
                    }
                }))
                .toList();
    }

    private static java.util.stream.Stream<Api.Endpoint> acts() {
        return station.server.endpoints().stream()
                .filter(endpoint -> endpoint.method().equals("POST"));
    }

    @Test
    void givenOpenApi_whenComparedWithTheEndpoints_thenItHasEachOfThem() {
        JsonObject paths = Station.json(
                        station.request("GET", "/api/openapi.json", "").send().await())
                .getJsonObject("paths");
        assertThat(station.server.endpoints()).allSatisfy(endpoint -> {
            String path = endpoint.path().replaceAll(":(\\w+)", "{$1}");
            assertThat(paths.getJsonObject(path, new JsonObject()).fieldNames())
                    .as(path)
                    .contains(endpoint.method().toLowerCase(java.util.Locale.ROOT));
        });
    }

    @Test
    void givenEndpointThatIsNoted_whenItsLineIsRead_thenThePageHasWordsForIt() throws IOException {
        String words = Files.readString(AssetsTest.FOLDER.resolve("trail.js"));
        for (Api.Endpoint endpoint : station.server.endpoints()) {
            if (endpoint.isNoted()) {
                String act = (endpoint.isAct() ? "" : "read ") + endpoint.path().substring(Api.PATH.length());
                assertThat(words).containsPattern("['\\s]" + Pattern.quote(act) + "'?: '");
            }
        }
    }
}
