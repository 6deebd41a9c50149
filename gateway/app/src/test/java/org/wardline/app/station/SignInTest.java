package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardline.app.people.Staffed;

/** Who is signed in acts under their own name, on their own patients, and sees no more than they should. */
@Timeout(60)
class SignInTest {
    private static final String BED_3 = "s03:heart_rate.high:1";
    private static final String BED_7 = "s07:spo2.low:1";
    private final StaffedStation station;

    SignInTest() throws Exception {
        station = new StaffedStation();
    }

    @AfterEach
    void close() {
        station.close();
    }

    private static JsonObject json(HttpResponse<Buffer> answer) {
        return Objects.requireNonNull(answer.bodyAsJsonObject());
    }

    private HttpResponse<Buffer> tryToSignIn(String badge, String pin) {
        JsonObject body = new JsonObject().put("badge", badge).put("pin", pin).put("station", "desk");
        return station.send("POST", "/api/session", "", body);
    }

    @Test
    void givenBadgeAndPin_whenRight_thenTheCookieIsForThisBrowserAlone() {
        var answer = tryToSignIn(Staffed.badge("nurse"), Staffed.PIN);

        assertThat(answer.cookies())
                .singleElement()
                .asString()
                .contains("HTTPOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Max-Age");
        assertThat(json(answer).getJsonObject("person").getString("role")).isEqualTo("nurse");
        assertThat(answer.bodyAsString()).doesNotContain(Staffed.PIN, Staffed.badge("nurse"));
    }

    @Test
    void givenSomebodySignedIn_whenActing_thenTheSessionSaysWhoAndThePageDoesNot() {
        var answer = station.acknowledge(station.cookieOf("nurse"), BED_7);

        assertThat(json(answer).getString("by")).isEqualTo("The nurse");
        assertThat(station.ward.heard()).contains("acknowledge " + BED_7 + " v1 desk The nurse");
        Deed deed = station.deeds.getLast();
        assertThat(deed)
                .isEqualTo(new Deed("nurse", "nurse", "desk", "acknowledge", "alarm " + BED_7, "", "", "200 ok"));
    }

    @Test
    void givenPhysicianOfOneBed_whenActingOnAnother_thenRefusedAndNoted() {
        assertThat(station.acknowledge(station.cookieOf("dr3"), BED_7).statusCode())
                .isEqualTo(403);
        assertThat(station.deeds.getLast().result()).isEqualTo("403");
        assertThat(station.acknowledge(station.cookieOf("dr3"), "nobody:spo2.low:1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(station.acknowledge(station.cookieOf("dr3"), BED_3).statusCode())
                .isEqualTo(200);
        assertThat(station.acknowledge(station.cookieOf("physician"), BED_7).statusCode())
                .isEqualTo(200);
    }

    @Test
    void givenWrongPins_whenTriedOnAndOn_then429SaysHowLongAndEachIsNotedWithoutSecrets() {
        for (int i = 0; i < 5; i++) {
            assertThat(tryToSignIn(Staffed.badge("nurse"), "0000").statusCode()).isEqualTo(403);
        }
        var locked = tryToSignIn(Staffed.badge("nurse"), Staffed.PIN);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.getHeader("Retry-After")).isEqualTo("30");
        assertThat(tryToSignIn("no-such-badge", "0000").statusCode()).isEqualTo(403);

        assertThat(station.deeds)
                .hasSize(7)
                .allSatisfy(deed -> assertThat(deed.toString())
                        .doesNotContain(Staffed.PIN, Staffed.badge("nurse"), "no-such-badge", "0000"));
        assertThat(station.deeds)
                .filteredOn(
                        deed -> deed.result().equals("403") && deed.subject().equals("person nurse"))
                .hasSize(5);
        assertThat(station.deeds.get(5)).isEqualTo(new Deed("", "", "desk", "session", "person nurse", "", "", "429"));
    }

    @Test
    void givenSession_whenNothingIsDone_thenItEndsAndActsKeepItAlive() {
        String cookie = station.cookieOf("nurse");
        station.nowMs.addAndGet(Staffed.IDLE_MS - 1);
        assertThat(station.acknowledge(cookie, BED_7).statusCode()).isEqualTo(200);
        station.nowMs.addAndGet(Staffed.IDLE_MS - 1);
        assertThat(station.send("POST", "/api/session/active", cookie, new JsonObject())
                        .statusCode())
                .isEqualTo(200);
        station.nowMs.addAndGet(Staffed.IDLE_MS - 1);
        JsonObject heartbeat =
                new JsonObject().put("station", "desk").put("visible", true).put("canSound", true);
        assertThat(station.send("POST", "/api/station/alive", cookie, heartbeat).statusCode())
                .isEqualTo(200);
        station.nowMs.addAndGet(1); // what the page says by itself kept nothing alive

        assertThat(station.acknowledge(cookie, BED_3).statusCode()).isEqualTo(401);
        assertThat(json(station.send("GET", "/api/session", cookie, new JsonObject()))
                        .containsKey("person"))
                .isFalse();
        assertThat(station.send("GET", "/api/snapshot", cookie, new JsonObject())
                        .bodyAsString())
                .contains(BED_7);
    }

    @Test
    void givenSignOut_whenTheOldCookieIsUsed_thenItIsNobodys() {
        String cookie = station.cookieOf("nurse");
        assertThat(station.send("POST", "/api/session/end", cookie, new JsonObject())
                        .statusCode())
                .isEqualTo(200);

        assertThat(station.acknowledge(cookie, BED_7).statusCode()).isEqualTo(401);
    }

    @Test
    void givenSomebodyElseSignsInAtTheSameBrowser_whenTheOldCookieIsUsed_thenItIsNobodys() {
        String old = station.signIn("nurse");
        JsonObject body =
                new JsonObject().put("badge", Staffed.badge("physician")).put("pin", Staffed.PIN);
        assertThat(station.send("POST", "/api/session", old, body).statusCode()).isEqualTo(200);

        assertThat(station.acknowledge(old, BED_7).statusCode()).isEqualTo(401);
    }

    @Test
    void givenEngineerAdministratorAndAuditor_whenLooking_thenNoNameOfAPatientIsSent() {
        for (String role : new String[] {"engineer", "administrator", "auditor"}) {
            assertThat(station.send("GET", "/api/snapshot", station.cookieOf(role), new JsonObject())
                            .bodyAsString())
                    .contains(BED_7)
                    .doesNotContain("Chen M.", "Okafor");
        }
        for (String role : new String[] {"nurse", "physician", ""}) {
            assertThat(station.send("GET", "/api/snapshot", station.cookieOf(role), new JsonObject())
                            .bodyAsString())
                    .contains("Chen M.");
        }
    }

    @Test
    void givenTrailThatCannotBeWritten_whenActing_thenTheNursesActIsDoneAndTheBoxStaysAsItIs() {
        String nurse = station.cookieOf("nurse");
        String administrator = station.cookieOf("administrator");
        station.trail.isFailing = true;

        assertThat(station.acknowledge(nurse, BED_7).statusCode()).isEqualTo(200);
        assertThat(station.send("POST", "/api/people/nurse", administrator, new JsonObject().put("disabled", false))
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void givenTrailThatCannotBeWritten_whenPeopleAreAddedOrChanged_thenNobodyIsAndItGoesOnAfterwards() {
        JsonObject li = new JsonObject()
                .put("name", "li")
                .put("shown", "Li")
                .put("role", "administrator")
                .put("badge", "99-88-77")
                .put("pin", "8405");
        JsonObject off = new JsonObject().put("disabled", true);
        String administrator = station.cookieOf("administrator");
        station.trail.isFailing = true;

        assertThat(station.send("POST", "/api/people", administrator, li).statusCode())
                .isEqualTo(503);
        assertThat(station.send("POST", "/api/people/nurse", administrator, off).statusCode())
                .isEqualTo(503);
        assertThat(station.people.named("li")).isEmpty();
        assertThat(station.people.named("nurse").orElseThrow().isDisabled()).isFalse();

        station.trail.isFailing = false;
        assertThat(station.send("POST", "/api/people/nurse", administrator, off).statusCode())
                .isEqualTo(200);
        assertThat(station.deeds)
                .filteredOn(deed -> deed.act().equals("people/:person"))
                .extracting(Deed::subject, Deed::result)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("person nurse", "begun"),
                        org.assertj.core.groups.Tuple.tuple("person nurse", "200"));
    }

    @Test
    void givenObservation_whenEntered_thenTheTrailHasWhatWasBeforeAndIsNow() {
        JsonObject values = new JsonObject().put("temp", 39.2).put("consciousness_acvpu", "A");
        JsonObject entered =
                new JsonObject().put("stay", "s03").put("station", "desk").put("values", values);

        assertThat(station.send("POST", "/api/beds/03/observations", station.cookieOf("nurse"), entered)
                        .statusCode())
                .isEqualTo(200);

        assertThat(station.deeds.getLast().now()).isEqualTo("temp 39.2, consciousness_acvpu A");

        values = new JsonObject().put("temp", 38.4).put("nibp_sys", 118).put("nibp_dia", 70);
        assertThat(station.send(
                                "POST",
                                "/api/beds/03/observations",
                                station.cookieOf("nurse"),
                                entered.copy().put("values", values))
                        .statusCode())
                .isEqualTo(200);
        assertThat(station.trail.change())
                .containsExactly("nibp_sys none, nibp_dia none, temp 39.2", "nibp_sys 118, nibp_dia 70, temp 38.4");
    }

    @Test
    void givenNurse_whenSheChangesHerPin_thenSheGoesOnAndTheTrailSaysThatAndNoSecret() {
        String cookie = station.signIn("nurse");
        JsonObject own = new JsonObject().put("old", "0000").put("pin", "8405").put("station", "desk");
        assertThat(station.send("POST", "/api/session/secret", cookie, own).statusCode())
                .isEqualTo(403);
        assertThat(station.send(
                                "POST",
                                "/api/session/secret",
                                cookie,
                                own.put("old", Staffed.PIN).put("pin", "1111"))
                        .statusCode())
                .isEqualTo(409);

        var changed = station.send("POST", "/api/session/secret", cookie, own.put("pin", "8405"));

        assertThat(changed.statusCode()).isEqualTo(200);
        String fresh = changed.cookies().getFirst();
        assertThat(station.acknowledge(cookie, BED_7).statusCode()).isEqualTo(401);
        assertThat(station.acknowledge(fresh.substring(0, fresh.indexOf(';')), BED_7)
                        .statusCode())
                .isEqualTo(200);
        assertThat(tryToSignIn(Staffed.badge("nurse"), Staffed.PIN).statusCode())
                .isEqualTo(403);
        assertThat(tryToSignIn(Staffed.badge("nurse"), "8405").statusCode()).isEqualTo(200);
        assertThat(station.deeds)
                .contains(new Deed("nurse", "nurse", "desk", "session/secret", "person nurse", "", "PIN", "200"))
                .noneMatch(deed ->
                        deed.toString().contains("8405") || deed.toString().contains(Staffed.PIN));
    }

    @Test
    void givenAdministrator_whenAnAccountIsMadeAndChanged_thenTheTrailSaysWhatAndNoSecret() {
        JsonObject li = new JsonObject()
                .put("name", "li")
                .put("shown", "李伟")
                .put("role", "physician")
                .put("badge", "99-88-77")
                .put("pin", "8405");
        String administrator = station.cookieOf("administrator");
        assertThat(station.send("POST", "/api/people", administrator, li).statusCode())
                .isEqualTo(200);
        JsonObject change = new JsonObject()
                .put("beds", new io.vertx.core.json.JsonArray().add("03"))
                .put("disabled", true);
        assertThat(station.send("POST", "/api/people/li", administrator, change).statusCode())
                .isEqualTo(200);
        assertThat(station.send("POST", "/api/people", administrator, li).statusCode())
                .isEqualTo(409);

        int last = station.deeds.size();
        assertThat(station.deeds.get(last - 5).now()).isEqualTo("physician, badge and PIN");
        assertThat(station.deeds.get(last - 3))
                .isEqualTo(new Deed(
                        "administrator",
                        "administrator",
                        "",
                        "people/:person",
                        "person li",
                        "enabled",
                        "disabled, beds 03",
                        "200"));
        assertThat(station.deeds.toString()).doesNotContain("8405", "99-88-77", "李伟");
        assertThat(station.send("GET", "/api/people", administrator, new JsonObject())
                        .bodyAsString())
                .contains("李伟")
                .doesNotContain("8405", "99-88-77", "argon2");
    }
}
