package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints of one bed: what is asked wrongly is named, what is stored comes back. */
@Timeout(60)
class BedApiTest {
    private static final String BED = "/api/beds/01/";
    private final Station station = new Station(1, StationSettings.loopback(0));

    @AfterEach
    void close() {
        station.close();
    }

    private static JsonObject signed() {
        return new JsonObject().put("stay", "s01").put("station", "st1").put("who", "Li Wei");
    }

    private JsonObject answer(String what, JsonObject body, int status) {
        var answer = station.post(BED + what, body);
        assertThat(answer.statusCode())
                .as(String.valueOf(answer.bodyAsString()))
                .isEqualTo(status);
        return Station.json(answer);
    }

    @Test
    void givenObservation_whenStored_thenTheChartHasItsColumn() {
        var values = new JsonObject()
                .put("temp", 39.2)
                .put("consciousness_acvpu", "A")
                .put("o2_supplemental", false);
        JsonObject _ = answer("observations", signed().put("values", values), 200);

        JsonObject column =
                Station.json(station.get(BED + "news2")).getJsonArray("columns").getJsonObject(0);
        assertThat(column.getString("who")).isEqualTo("Li Wei");
        assertThat(column.getJsonObject("parts").fieldNames()).contains("temp", "consciousness", "o2");
    }

    @ParameterizedTest
    @CsvSource({
        "temp, 370",
        "temp, 24.9",
        "spo2, 101",
        "resp_rate, -1",
        "nibp_sys, 29",
        "heart_rate, 301",
        "news2_scale, 3",
        "o2_flow, 71",
        "etco2, 40",
        "pulse_rate_spo2, 80"
    })
    void givenValueThatCannotBe_whenSent_thenItsFieldIsNamed(String field, double value) {
        JsonObject said = answer("observations", signed().put("values", new JsonObject().put(field, value)), 400);

        assertThat(said.getString("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"temp 25", "temp 45", "spo2 30", "spo2 100", "resp_rate 0", "resp_rate 90", "heart_rate 10"})
    void givenValueAtTheBound_whenSent_thenItIsTaken(String fieldAndValue) {
        String[] part = fieldAndValue.split(" ", -1);
        var values = new JsonObject().put(part[0], Integer.parseInt(part[1]));

        JsonObject _ = answer("observations", signed().put("values", values), 200);
    }

    @Test
    void givenDiastolicAlone_whenSent_thenTheSystolicIsAskedFor() {
        JsonObject said = answer("observations", signed().put("values", new JsonObject().put("nibp_dia", 70)), 400);

        assertThat(said.getString("field")).isEqualTo("nibp_sys");
    }

    @Test
    void givenTimesOutOfBounds_whenSent_thenTheyAreNamed() {
        var values = new JsonObject().put("temp", 37);
        long nowMs = station.wallMs();

        assertThat(answer("observations", signed().put("values", values).put("at", nowMs - BedApi.MAX_AGO_MS - 1), 400)
                        .getString("field"))
                .isEqualTo("at");
        assertThat(answer("observations", signed().put("values", values).put("at", nowMs + 120_000), 400)
                        .getString("field"))
                .isEqualTo("at");
        JsonObject _ = answer("observations", signed().put("values", values).put("at", nowMs - BedApi.MAX_AGO_MS), 200);
    }

    @Test
    void givenNobodySigns_whenSent_thenWhoIsAskedFor() {
        JsonObject body = signed().put("values", new JsonObject().put("temp", 37));
        body.remove("who");

        assertThat(answer("observations", body, 400).getString("field")).isEqualTo("who");
    }

    @Test
    void givenAnotherPatient_whenSaved_then409AndNothingIsStored() {
        station.record.next = Future.succeededFuture(BedActs.Result.OTHER_PATIENT);
        JsonObject _ = answer("notes", signed().put("text", "Sat up"), 409);

        assertThat(Station.json(station.get(BED + "notes")).getJsonArray("notes"))
                .isEmpty();
    }

    @Test
    void givenTask_whenDone_thenItSaysWho() {
        JsonObject _ =
                answer("notes", signed().put("text", "Repeat").put("task", true).put("dueMin", 30), 200);
        JsonObject task =
                Station.json(station.get(BED + "notes")).getJsonArray("notes").getJsonObject(0);
        assertThat(task.getLong("due")).isEqualTo(station.wallMs() + 30 * 60_000);

        JsonObject _ = answer("notes", signed().put("done", task.getLong("id")), 200);
        assertThat(Station.json(station.get(BED + "notes"))
                        .getJsonArray("notes")
                        .getJsonObject(0)
                        .getString("doneBy"))
                .isEqualTo("Li Wei");
    }

    @Test
    void givenAlarm_whenSomethingIsWrittenOfIt_thenTheNoteNamesIt() {
        JsonObject _ = answer("notes", signed().put("text", "Sat up").put("alarm", "s01:spo2.low:1"), 200);

        assertThat(Station.json(station.get(BED + "notes"))
                        .getJsonArray("notes")
                        .getJsonObject(0)
                        .getString("alarm"))
                .isEqualTo("s01:spo2.low:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s02:spo2.low:1", "gateway:ap1.fault:1", "spo2"})
    void givenAlarmOfAnother_whenSomethingIsWrittenOfIt_thenItIsNamedAndNothingStored(String alarm) {
        JsonObject said = answer("notes", signed().put("text", "Sat up").put("alarm", alarm), 400);

        assertThat(said.getString("field")).isEqualTo("alarm");
        assertThat(Station.json(station.get(BED + "notes")).getJsonArray("notes"))
                .isEmpty();
    }

    @Test
    void givenTextTooLong_whenSent_thenItIsNamed() {
        assertThat(answer("notes", signed().put("text", "x".repeat(Body.MAX_TEXT + 1)), 400)
                        .getString("field"))
                .isEqualTo("text");
        JsonObject _ = answer("notes", signed().put("text", "é".repeat(Body.MAX_TEXT)), 200);
    }

    @Test
    void givenHours_whenAsked_thenOnlyTheFourSpansAreAnswered() {
        for (int hours : new int[] {1, 8, 24, 72}) {
            assertThat(station.get(BED + "trends?hours=" + hours).statusCode()).isEqualTo(200);
        }
        assertThat(station.get(BED + "trends?hours=2").statusCode()).isEqualTo(400);
        assertThat(station.get("/api/beds/nobody/trends?hours=8").statusCode()).isEqualTo(200);
        assertThat(station.get("/api/beds/a%20b/trends").statusCode()).isEqualTo(400);
    }

    private JsonObject firstColumn() {
        return Station.json(station.get(BED + "news2")).getJsonArray("columns").getJsonObject(0);
    }

    @Test
    void givenEntryInError_whenTwoNursesWithdrawIt_thenBothAreToldWhoWasFirst() {
        JsonObject _ = answer("observations", signed().put("values", new JsonObject().put("temp", 39.2)), 200);
        long entry = firstColumn().getLong("entry");

        JsonObject first = answer("observations/withdraw", signed().put("entry", entry), 200);
        JsonObject second =
                answer("observations/withdraw", signed().put("entry", entry).put("who", "Eve"), 200);

        assertThat(first.fieldNames()).isEmpty();
        assertThat(second.getString("by")).isEqualTo("Li Wei");
        assertThat(firstColumn().getJsonObject("withdrawn")).isEqualTo(second);
        assertThat(firstColumn().getJsonObject("parts").fieldNames()).containsExactly("temp");
    }

    @Test
    void givenNoSuchEntry_whenWithdrawn_thenItIsNotFound() {
        JsonObject _ = answer("observations/withdraw", signed().put("entry", 5), 404);
        assertThat(answer("observations/withdraw", signed().put("entry", "x"), 400)
                        .getString("field"))
                .isEqualTo("entry");
    }
}
