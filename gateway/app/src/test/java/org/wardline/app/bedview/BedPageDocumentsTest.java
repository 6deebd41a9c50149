package org.wardline.app.bedview;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.Axis;
import org.wardline.app.history.History;
import org.wardline.app.history.LogHistory;
import org.wardline.app.history.Minute;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/** What the page reads, out of notes as the log has them. Their axis is the wall. */
class BedPageDocumentsTest {
    private static final long NOW_MS = 1_795_000_020_000L;
    private static final long MINUTE_MS = 60_000;

    private static final List<AlarmEngine.RuleNow> RULES = List.of(
            rule(AlarmPriority.HIGH, Map.of("below", BigDecimal.valueOf(80))),
            rule(AlarmPriority.MEDIUM, Map.of("below", BigDecimal.valueOf(90))));

    private static AlarmEngine.RuleNow rule(AlarmPriority level, Map<String, Object> inForce) {
        Map<String, Object> ward = Map.of("sign", "spo2", "below", BigDecimal.valueOf(88));
        return new AlarmEngine.RuleNow("spo2.low", level, ward, Map.of(), inForce, "");
    }

    private static NoteEntry change(long agoMin, String change, String fields) {
        long at = NOW_MS - agoMin * MINUTE_MS;
        return new NoteEntry(
                at, NoteEntry.Kind.CHANGE, "{\"t\":" + at + ",\"change\":\"" + change + "\"," + fields + "}");
    }

    private static NoteEntry event(long agoMin, String event, String fields) {
        long at = NOW_MS - agoMin * MINUTE_MS;
        return new NoteEntry(
                at,
                NoteEntry.Kind.EVENT,
                "{\"t\":" + at + ",\"event\":\"" + event + "\",\"stay\":\"s7\"," + fields + "}");
    }

    private static WardView.Bed bed(WardView.Alarm... alarms) {
        return new WardView.Bed(
                new BedId("07"),
                "07",
                "",
                Optional.of(new StayId("s7")),
                List.of(new WardView.Sign(Measurement.of(VitalSign.SPO2, 97), 500, true, 90, Double.NaN)),
                Optional.of(new WardView.News2(0, 20, List.of("rr"), false)),
                List.of(alarms),
                List.of("m7"));
    }

    private static History.Span span(NoteEntry... notes) {
        return new History.Span(List.of(), List.of(notes), Axis.NONE, false);
    }

    private static JsonObject trends(int hours, History.Span notes, WardView.Alarm... alarms) {
        var minutes = new LogHistory.Minutes(
                Map.of("spo2", List.of(new Minute(NOW_MS - 5 * MINUTE_MS, 96, 97, 98, 60))), true);
        return new BedPage(bed(alarms), NOW_MS).trends(hours, RULES, notes, minutes, History.Span.NONE);
    }

    private static JsonObject first(JsonObject page, String list) {
        return Objects.requireNonNull(page.getJsonArray(list).getJsonObject(0));
    }

    @Test
    void givenAlarmTakenAndEnded_whenDrawn_thenItsBarSaysFromToWhoAndWhat() {
        String alarm = "\"alarm\":\"s7:spo2.low:1\",\"bed\":\"07\"";
        JsonObject bar = first(
                trends(
                        8,
                        span(
                                change(
                                        30,
                                        "raised",
                                        alarm + ",\"v\":1,\"state\":\"active\",\"priority\":\"medium\","
                                                + "\"type\":\"physiological\",\"values\":{\"spo2\":86},\"limits\":{\"spo2\":90}"),
                                change(29, "escalated", alarm + ",\"v\":2,\"state\":\"active\",\"priority\":\"high\""),
                                change(
                                        28,
                                        "acknowledged",
                                        alarm
                                                + ",\"v\":3,\"state\":\"acked\",\"priority\":\"high\",\"by\":\"ann\",\"station\":\"x\""),
                                change(
                                        20,
                                        "ended",
                                        alarm
                                                + ",\"v\":4,\"state\":\"over\",\"priority\":\"medium\",\"why\":\"clear\""))),
                "alarms");

        assertThat(bar.getString("priority")).isEqualTo("high");
        assertThat(bar.getLong("from")).isEqualTo(NOW_MS - 30 * MINUTE_MS);
        assertThat(bar.getLong("taken")).isEqualTo(NOW_MS - 28 * MINUTE_MS);
        assertThat(bar.getLong("to")).isEqualTo(NOW_MS - 20 * MINUTE_MS);
        assertThat(bar.getString("by")).isEqualTo("ann");
        assertThat(bar.getJsonObject("values").getInteger("spo2")).isEqualTo(86);
    }

    @Test
    void givenAlarmThatRoseBeforeTheSpan_whenItStands_thenItHasABarWithoutEnd() {
        var standing = new WardView.Alarm(
                "s7:spo2.low:1",
                2,
                "active",
                AlarmPriority.HIGH,
                "physiological",
                "SpO2 low",
                "",
                50_000_000,
                "",
                "",
                List.of(),
                0,
                Optional.empty());

        JsonObject bar = first(trends(1, span(), standing), "alarms");

        assertThat(bar.getLong("from")).isEqualTo(NOW_MS - 50_000_000);
        assertThat(bar.containsKey("to")).isFalse();
    }

    @Test
    void givenAlarmOverBeforeTheSpan_whenDrawn_thenItIsLeftOut() {
        String alarm = "\"alarm\":\"s7:spo2.low:1\",\"bed\":\"07\",\"priority\":\"medium\"";
        History.Span notes = span(
                change(130, "raised", alarm + ",\"v\":1,\"state\":\"active\",\"type\":\"physiological\""),
                change(120, "ended", alarm + ",\"v\":2,\"state\":\"over\",\"why\":\"clear\""));

        assertThat(trends(1, notes).getJsonArray("alarms")).isEmpty();
        assertThat(trends(8, notes).getJsonArray("alarms")).hasSize(1);
    }

    @Test
    void givenLimitWasChanged_whenDrawn_thenEachLineHoldsForItsTime() {
        JsonObject page = trends(
                8,
                span(
                        change(
                                60,
                                "limits",
                                "\"stay\":\"s7\",\"bed\":\"07\",\"rule\":\"spo2.low\",\"level\":\"medium\",\"who\":\"lee\","
                                        + "\"old\":{\"below\":92},\"new\":{\"below\":90}"),
                        change(
                                50,
                                "limits",
                                "\"stay\":\"s7\",\"bed\":\"07\",\"rule\":\"spo2.low\",\"level\":\"high\",\"who\":\"lee\","
                                        + "\"old\":\"off\",\"new\":{\"below\":82}"),
                        change(
                                40,
                                "limits",
                                "\"stay\":\"s7\",\"bed\":\"07\",\"rule\":\"spo2.low\",\"level\":\"high\",\"who\":\"lee\","
                                        + "\"old\":{},\"new\":{\"below\":80}")));

        assertThat(page.getJsonObject("limits").getJsonObject("spo2").getJsonArray("low").stream()
                        .map(JsonObject.class::cast)
                        .map(line -> line.getString("level") + " " + (NOW_MS - line.getLong("from")) / MINUTE_MS + "-"
                                + (NOW_MS - line.getLong("to")) / MINUTE_MS + " " + line.getDouble("limit")))
                .containsExactly("high 40-0 80.0", "high 50-40 88.0", "medium 60-0 90.0", "medium 480-60 92.0");
        assertThat(first(page, "changes").getString("who")).isEqualTo("lee");
    }

    @Test
    void givenTaskThatWasDone_whenListed_thenWhoAndWhenIsSaid() {
        History.Span notes = span(
                event(
                        30,
                        "noted",
                        "\"about\":\"task\",\"who\":\"ann\",\"station\":\"x\",\"words\":{\"text\":\"Repeat\",\"dueMs\":5}"),
                event(
                        20,
                        "noted",
                        "\"about\":\"note\",\"who\":\"bob\",\"station\":\"x\",\"words\":{\"text\":\"Sat up\"}"),
                event(
                        10,
                        "noted",
                        "\"about\":\"done\",\"who\":\"eve\",\"station\":\"x\",\"words\":{\"task\":"
                                + (NOW_MS - 30 * MINUTE_MS) + "}"));

        List<JsonObject> listed = new BedPage(bed(), NOW_MS)
                .notes(notes).getJsonArray("notes").stream()
                        .map(JsonObject.class::cast)
                        .toList();

        assertThat(listed).hasSize(2);
        assertThat(listed.getFirst().getString("text")).isEqualTo("Sat up");
        assertThat(listed.getLast().getString("doneBy")).isEqualTo("eve");
        assertThat(listed.getLast().getLong("done")).isEqualTo(NOW_MS - 10 * MINUTE_MS);
    }

    @Test
    void givenTwoTasksOfOneMoment_whenOneIsDone_thenBothAreListedAndTheOtherIsOpen() {
        long at = NOW_MS - 30 * MINUTE_MS;
        History.Span notes = span(
                event(30, "noted", "\"about\":\"task\",\"who\":\"ann\",\"words\":{\"text\":\"Turn\"}"),
                event(30, "noted", "\"about\":\"task\",\"who\":\"bo\",\"words\":{\"text\":\"Drink\"}"),
                event(10, "noted", "\"about\":\"done\",\"who\":\"eve\",\"words\":{\"task\":" + (at + 1) + "}"));

        assertThat(new BedPage(bed(), NOW_MS)
                        .notes(notes).getJsonArray("notes").stream()
                                .map(JsonObject.class::cast)
                                .map(note -> note.getLong("id")
                                        - at
                                        + note.getString("text")
                                        + note.getString("doneBy", "")))
                .containsExactly("1Drinkeve", "0Turn");
    }

    @Test
    void givenObservationSeenEarlier_whenCharted_thenItsColumnStandsAtThatTime() {
        long seenMs = NOW_MS - 40 * MINUTE_MS;
        JsonObject chart = new BedPage(bed(), NOW_MS)
                .news2(
                        span(event(
                                10,
                                "observationEntered",
                                "\"who\":\"ann\",\"at\":" + seenMs + ",\"values\":{\"temp\":39.2}")),
                        new LogHistory.Minutes(Map.of(), true));

        JsonObject column = first(chart, "columns");
        assertThat(column.getLong("at")).isEqualTo(seenMs);
        assertThat(column.getJsonObject("parts").getJsonObject("temp").getInteger("points"))
                .isEqualTo(2);
        assertThat(chart.getJsonArray("columns")).hasSize(2);
    }
}
