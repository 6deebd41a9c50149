package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

/** Who may move patients and devices, what they are told, and what they do not see. */
@Timeout(60)
class PatientsApiTest {
    private final Station station = new Station(2, StationSettings.loopback(0));
    private final FakePatients patients = new FakePatients();
    private final HeardTrail trail = new HeardTrail();

    @AfterEach
    void close() {
        station.close();
    }

    private int open(Set<Right> rights) {
        return open(new Caller("ann", rights));
    }

    private int open(Caller caller) {
        Router router = Router.router(station.vertx);
        Doorman doorman = (_, _) -> Optional.of(caller);
        var guards =
                new Api.Guards(doorman, new Scope(station.ports(station.ward).view()), trail);
        var api = new Api(router, guards, Api.ACT_MS);
        new PatientsApi(patients, () -> 1_000_000).mount(api);
        new DevicesApi(patients).mount(api);
        api.close();
        return station.vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private HttpResponse<Buffer> post(Right right, String path, JsonObject body) {
        return station.web
                .post(open(EnumSet.of(right)), "127.0.0.1", "/api/" + path)
                .sendJson(body)
                .await();
    }

    private HttpResponse<Buffer> get(Right right, String path) {
        return station.web
                .get(open(EnumSet.of(right)), "127.0.0.1", "/api/" + path)
                .send()
                .await();
    }

    private static JsonObject newcomer() {
        return new JsonObject()
                .put("family", "Haddad")
                .put("given", "Rana")
                .put("mrn", "4711")
                .put("news2", 1)
                .put("devices", List.of("m-7"));
    }

    @Test
    void givenNewcomer_whenAdmitted_thenWhatIsWrongIsNamedAndTheRestIsDone() {
        assertThat(post(Right.CARE, "beds/7/admit", newcomer()).statusCode()).isEqualTo(200);
        assertThat(patients.newcomers).singleElement().satisfies(one -> {
            assertThat(one.recordNumber()).isEqualTo("4711");
            assertThat(one.devices()).containsExactly("m-7");
            assertThat(one.toString()).doesNotContain("Haddad", "4711");
        });

        Map<String, Object> wrong = Map.of(
                "family", "", "mrn", "47 11", "news2", 3, "devices", "m-7", "birth", "1950-02-30", "method", "guess");
        wrong.forEach((field, value) -> {
            var answer = post(Right.CARE, "beds/7/admit", newcomer().put(field, value));
            assertThat(answer.statusCode()).as(field).isEqualTo(400);
            assertThat(Station.json(answer).getString("field")).isEqualTo(field);
        });
    }

    @Test
    void givenActThatCannotBeDone_whenPosted_then409SaysWhyInWordsOfThePage() {
        patients.refusal = Optional.of("stay");

        var answer = post(Right.CARE, "beds/7/discharge", new JsonObject().put("stay", "s-7"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Station.json(answer).getString("error")).isEqualTo("This patient is not here any more");
    }

    @Test
    void givenActs_whenPosted_thenTheyAreTheWardsActsUnderTheName() {
        int _ = post(
                        Right.CARE,
                        "beds/7/transfer",
                        new JsonObject().put("stay", "s-7").put("to", "8").put("devices", List.of("m-7")))
                .statusCode();
        int _ = post(
                        Right.CARE,
                        "beds/7/standby",
                        new JsonObject()
                                .put("stay", "s-7")
                                .put("station", "st1")
                                .put("back", 1_500_000))
                .statusCode();
        int _ = post(
                        Right.DEVICES,
                        "beds/7/link",
                        new JsonObject().put("device", "w-2").put("method", "scan"))
                .statusCode();
        int _ = post(
                        Right.CARE,
                        "links/correct",
                        new JsonObject().put("device", "w-2").put("from", 5))
                .statusCode();

        assertThat(patients.acts)
                .containsExactly(
                        new CareAct.Transfer(7, "ann", "s-7", "8", List.of("m-7"), List.of()),
                        new CareAct.Leave(7, "ann", "st1", "s-7", 1_500_000),
                        new CareAct.Link(7, "ann", "w-2", "7", 0, "scan"),
                        new CareAct.Correct(7, "ann", "w-2", 5, 0, Optional.empty()));
    }

    @Test
    void givenBedToBeEmptied_whenSaid_thenTheActNamesWhoWasShownThere() {
        assertThat(post(Right.CARE, "beds/7/empty", new JsonObject().put("stay", "s-7"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(Right.CARE, "beds/6/empty", new JsonObject()).statusCode())
                .isEqualTo(200);
        assertThat(patients.acts)
                .containsExactly(
                        new CareAct.Empty(7, "ann", "7", Optional.of("s-7")),
                        new CareAct.Empty(7, "ann", "6", Optional.empty()));
    }

    @Test
    void givenDevice_whenItsLinkChanges_thenTheTrailSaysWhereItWasAndIs() {
        JsonObject monitor = new JsonObject().put("device", "m-7");
        assertThat(post(Right.DEVICES, "beds/6/link", monitor).statusCode()).isEqualTo(200);
        assertThat(trail.change()).containsExactly("bed 7", "bed 6");
        assertThat(post(Right.DEVICES, "beds/7/unlink", monitor).statusCode()).isEqualTo(200);
        assertThat(trail.change()).containsExactly("bed 7", "no bed");
        assertThat(post(
                                Right.CARE,
                                "links/correct",
                                monitor.copy().put("from", 5_000).put("bed", "6"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(trail.change())
                .containsExactly("as linked 1970-01-01T00:00:05Z and on", "bed 6 1970-01-01T00:00:05Z and on");
        assertThat(post(
                                Right.CARE,
                                "beds/7/transfer",
                                new JsonObject().put("stay", "s-7").put("to", "8"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(trail.change()).containsExactly("bed 7", "bed 8");
    }

    /** The physician of bed 6, where nobody lies and w-2 stands. */
    private int physicianOfBed6(String path, JsonObject body) {
        Caller dr6 = new Caller("dr6", EnumSet.of(Right.CARE), "dr6", "physician", Set.of("6"), false);
        return station.web
                .post(open(dr6), "127.0.0.1", "/api/" + path)
                .sendJson(body)
                .await()
                .statusCode();
    }

    @Test
    void givenPatientOfAnotherBed_whenActedOnUnderTheBedOfThePath_thenNothingIsDoneWhoeverAsks() {
        JsonObject body = new JsonObject().put("stay", "s-7").put("station", "st1");
        for (String act : List.of("discharge", "transfer", "standby", "return")) {
            JsonObject said = act.equals("transfer") ? body.copy().put("to", "6") : body;
            assertThat(physicianOfBed6("beds/6/" + act, said)).as(act).isEqualTo(409);
            assertThat(post(Right.CARE, "beds/6/" + act, said).statusCode())
                    .as(act)
                    .isEqualTo(409);
            assertThat(physicianOfBed6("beds/7/" + act, said)).as(act).isEqualTo(403);
        }
        assertThat(patients.acts).isEmpty();
    }

    @Test
    void givenDevice_whenUnlinkedFromABed_thenOnlyWhereItMeasuresOrStands() {
        assertThat(physicianOfBed6("beds/6/unlink", new JsonObject().put("device", "m-7")))
                .isEqualTo(409);
        assertThat(post(Right.DEVICES, "beds/6/unlink", new JsonObject().put("device", "m-7"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(patients.acts).isEmpty();

        assertThat(physicianOfBed6("beds/6/unlink", new JsonObject().put("device", "w-2")))
                .isEqualTo(200);
        assertThat(post(Right.DEVICES, "beds/7/unlink", new JsonObject().put("device", "m-7"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(patients.acts)
                .containsExactly(new CareAct.Unlink(7, "dr6", "w-2"), new CareAct.Unlink(7, "ann", "m-7"));
    }

    @Test
    void givenActThatNamesNoBed_whenSomebodyOfNamedBedsTries_thenHeMayNot() {
        JsonObject link = new JsonObject().put("device", "w-2").put("from", 5);
        assertThat(physicianOfBed6("links/correct", link)).isEqualTo(403);
        assertThat(physicianOfBed6("stays/s-7/erase", new JsonObject())).isEqualTo(403);
        assertThat(patients.acts).isEmpty();

        assertThat(physicianOfBed6("links/correct", link.copy().put("bed", "6")))
                .isEqualTo(200);
    }

    @Test
    void givenEngineer_whenHeLooksAtTheTray_thenHeSeesDevicesAndNoValueOfAnybody() {
        String seen = get(Right.DEVICES, "tray").bodyAsString()
                + get(Right.DEVICES, "devices").bodyAsString();

        assertThat(seen).contains("w-2", "xyz", "truncated").doesNotContain("83.5", "71.25", "secret", "Haddad");
        assertThat(get(Right.CARE, "tray").bodyAsString()).contains("83.5", "71.25", "secret");
    }

    @Test
    void givenWhatIsNotFiledForWantOfAPatient_whenTheTrayIsAsked_thenItIsThereWithItsNumber() {
        JsonObject unnamed =
                Station.json(get(Right.CARE, "tray")).getJsonArray("unnamed").getJsonObject(0);

        assertThat(unnamed.getString("device")).isEqualTo("entered-by-hand");
        assertThat(unnamed.getLong("number")).isEqualTo(9);
        assertThat(unnamed.getString("reason")).isEqualTo("no-stay");
    }

    @Test
    void givenOtherRights_whenTheyTry_thenTheyMayNot() {
        assertThat(get(Right.DEVICES, "beds/7/patient").statusCode()).isEqualTo(403);
        assertThat(post(Right.DEVICES, "links/correct", new JsonObject()).statusCode())
                .isEqualTo(403);
        assertThat(post(Right.BOX, "beds/7/link", new JsonObject()).statusCode())
                .isEqualTo(403);
        assertThat(get(Right.BOX, "tray").statusCode()).isEqualTo(403);
        assertThat(get(Right.AUDIT, "devices").statusCode()).isEqualTo(403);
    }

    @Test
    void givenNurse_whenSheAsksForTheBed_thenTheWholeNameIsThere() {
        JsonObject bed = Station.json(get(Right.CARE, "beds/7/patient"));

        assertThat(bed.getString("name")).isEqualTo("Rana Haddad");
        assertThat(bed.getString("stay")).isEqualTo("s-7");
        assertThat(bed.getJsonArray("standing")).containsExactly("m-7");
        assertThat(get(Right.CARE, "beds/none/patient").statusCode()).isEqualTo(404);
    }

    /** Notes what is asked of it. */
    private static final class FakePatients implements Patients {
        final List<CareAct> acts = new ArrayList<>();
        final List<Newcomer> newcomers = new ArrayList<>();
        Optional<String> refusal = Optional.empty();

        @Override
        public Future<Optional<String>> act(LongFunction<CareAct> act) {
            acts.add(act.apply(7));
            return Future.succeededFuture(refusal);
        }

        @Override
        public Future<Optional<String>> admit(Newcomer newcomer, String who) {
            newcomers.add(newcomer);
            return Future.succeededFuture(refusal);
        }

        @Override
        public Future<Optional<WardView.Bed>> bed(BedId bed) {
            return Future.succeededFuture(
                    bed.name().equals("7")
                            ? Optional.of(new WardView.Bed(
                                    bed,
                                    "7",
                                    "",
                                    Optional.of(new StayId("s-7")),
                                    List.of(),
                                    Optional.empty(),
                                    List.of(),
                                    List.of("m-7")))
                            : Optional.empty());
        }

        @Override
        public Optional<Known> who(StayId stay) {
            return Optional.of(new Known("Haddad", "Rana", "Rana Haddad", "4711", ""));
        }

        @Override
        public Future<Optional<String>> erase(String stay) {
            return Future.succeededFuture(refusal);
        }

        @Override
        public Future<DevicesView> devices() {
            var held = new DevicesView.Held(
                    new DeviceId("w-2"), Optional.empty(), 1, 2, 2, List.of(Measurement.of(VitalSign.SPO2, 83.5)));
            return Future.succeededFuture(new DevicesView(List.of(at("m-7", "7"), at("w-2", "6")), List.of(held)));
        }

        private static DevicesView.Device at(String device, String bed) {
            return new DevicesView.Device(
                    new DeviceId(device),
                    Optional.of(new BedId(bed)),
                    true,
                    true,
                    1,
                    1,
                    0,
                    "device",
                    Double.NaN,
                    "truncated",
                    1,
                    Map.of(),
                    List.of());
        }

        @Override
        public Future<Waiting> waiting() {
            return Future.succeededFuture(new Waiting(
                    List.of(new Unmapped("xyz", 3, "w-2", "71.25", 1)),
                    0,
                    List.of(new Quarantine(1, "wards/w1/x", "truncated", "the text ends", "{\"secret\":1")),
                    List.of(new Refused("fhir", "w-2", 7, 1, "422")),
                    List.of(new Refused("fhir", "entered-by-hand", 9, 1, "no-stay"))));
        }

        @Override
        public Future<Boolean> retry(String uplink, long number) {
            return Future.succeededFuture(true);
        }
    }
}
