package org.wardline.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.core.WardView;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;

/** One alarm's life, as each of those who ask wants to know it. */
class AlarmBookTest {
    private static final String ALARM = "s7:spo2.low:1";

    private final List<NoteEntry> notes = new ArrayList<>();

    private void said(long atMs, String change, String state, String priority, String more) {
        notes.add(new NoteEntry(
                atMs,
                NoteEntry.Kind.CHANGE,
                "{\"t\":" + atMs + ",\"change\":\"" + change + "\",\"alarm\":\"" + ALARM
                        + "\",\"bed\":\"07\",\"state\":\"" + state + "\",\"priority\":\"" + priority + '"' + more
                        + "}"));
    }

    private static NoteEntry ofTheGateway(long atMs, String change, String state, String more) {
        return new NoteEntry(
                atMs,
                NoteEntry.Kind.CHANGE,
                "{\"t\":" + atMs + ",\"change\":\"" + change + "\",\"alarm\":\"gateway:ap1.fault:1\",\"state\":\""
                        + state + "\",\"priority\":\"high\"" + more + "}");
    }

    private void noted(long atMs, String about, String words) {
        notes.add(new NoteEntry(
                atMs,
                NoteEntry.Kind.EVENT,
                "{\"t\":" + atMs + ",\"event\":\"noted\",\"stay\":\"s7\",\"about\":\"" + about + "\",\"who\":\"ann\","
                        + "\"words\":{\"alarm\":\"" + ALARM + "\"," + words + "}}"));
    }

    private Episode told(WardView.Alarm... standing) {
        var alarms = new AlarmBook();
        for (WardView.Alarm alarm : standing) {
            alarms.stands(alarm, 5);
        }
        alarms.read(notes, Axis.NONE);
        assertThat(alarms.ofPatients()).hasSize(1);
        return alarms.ofPatients().getFirst();
    }

    private void raised(long atMs) {
        said(
                atMs,
                "raised",
                "active",
                "medium",
                ",\"type\":\"physiological\",\"values\":{\"spo2\":88},\"limits\":{\"spo2\":90}");
    }

    @Test
    void givenLatchedAlarm_whenReset_thenItWentWhenItsConditionDid() {
        raised(10);
        said(20, "escalated", "active", "high", ",\"values\":{\"spo2\":82},\"limits\":{\"spo2\":85}");
        said(30, "latched", "latched", "high", ",\"why\":\"clear\"");
        said(40, "reset", "over", "high", ",\"by\":\"ann\",\"station\":\"x\"");

        Episode alarm = told();

        assertThat(alarm.gone()).contains(new Episode.Became(30, "latched", "clear"));
        assertThat(alarm.endedMs()).hasValue(40);
        assertThat(alarm.why()).isEmpty();
        assertThat(alarm.answerMs()).hasValue(30);
        assertThat(alarm.raisedBy()).isEqualTo("SpO2 88 < 90");
        assertThat(alarm.broken()).isEqualTo("SpO2 82 < 85");
        assertThat(alarm.priority()).isEqualTo(AlarmPriority.HIGH);
    }

    @Test
    void givenAccessPointDown_whenAPatientBehindItIsAsked_thenItIsAmongHisAlarms() {
        raised(10);
        notes.add(ofTheGateway(20, "raised", "active", ",\"type\":\"technical\",\"beds\":[\"07\",\"08\"]"));
        notes.add(ofTheGateway(30, "updated", "active", ",\"why\":\"beds\",\"beds\":[\"08\"]"));
        notes.add(ofTheGateway(40, "ended", "over", ",\"why\":\"clear\""));
        var alarms = new AlarmBook();
        alarms.read(notes, Axis.NONE);

        assertThat(alarms.about("s7", (bed, wallMs) -> bed.equals("07") && wallMs < 35, 50))
                .as("he lay there when it began, and has left since")
                .extracting(Episode::alarm)
                .containsExactly(ALARM, "gateway:ap1.fault:1");
        assertThat(alarms.about("s9", (bed, wallMs) -> bed.equals("07") && wallMs > 40, 50))
                .as("he came when it was over")
                .isEmpty();
        assertThat(alarms.about("s3", (_, _) -> false, 50)).isEmpty();
    }

    @Test
    void givenAlarmThatADeviceIsTheThingOf_whenTold_thenItIsTheDeviceThatIsAtFault() {
        for (String kind : List.of("m-12.silent", "m-12.frozen", "m-12.clock", "m-12-battery.fault")) {
            notes.add(new NoteEntry(
                    10,
                    NoteEntry.Kind.CHANGE,
                    "{\"t\":10,\"change\":\"raised\",\"alarm\":\"s7:" + kind
                            + ":1\",\"bed\":\"07\",\"state\":\"active\",\"priority\":\"low\",\"type\":\"technical\"}"));
        }
        var alarms = new AlarmBook();
        alarms.read(notes, Axis.NONE);

        assertThat(alarms.ofPatients()).hasSize(4).extracting(Episode::device).containsOnly("m-12");
    }

    @Test
    void givenNews2Alarm_whenItIsPast_thenItSaysTheScoreThatItRoseWith() {
        said(10, "raised", "active", "medium", ",\"type\":\"physiological\",\"news2\":{\"least\":5,\"most\":5}");
        said(20, "escalated", "active", "high", ",\"news2\":{\"least\":7,\"most\":9}");
        said(30, "ended", "over", "high", ",\"why\":\"clear\"");

        assertThat(told().raisedBy()).isEqualTo("NEWS2 5");
        assertThat(told().broken()).isEqualTo("NEWS2 7");
        assertThat(told().score()).hasValue(7);
    }

    @Test
    void givenLatchedAlarm_whenItsConditionReturns_thenItIsPresent() {
        raised(10);
        said(20, "latched", "latched", "medium", ",\"why\":\"clear\"");
        said(30, "updated", "active", "medium", ",\"why\":\"returned\"");

        assertThat(told().gone()).isEmpty();
    }

    @Test
    void givenAlarmTakenTwice_whenAsked_thenTheFirstAndTheLastAreKnown() {
        raised(10);
        said(20, "acknowledged", "acked", "medium", ",\"by\":\"ann\"");
        said(30, "realarmed", "active", "medium", "");
        said(40, "acknowledged", "acked", "medium", ",\"by\":\"bo\"");

        assertThat(told().by()).isEqualTo("ann");
        assertThat(told().lastAnswer()).contains(new Episode.Answer(40, 30, "bo"));
    }

    @Test
    void givenAlarmThatIsOver_whenPeopleSpeakOfIt_thenItIsKnownFromThenOn() {
        raised(10);
        said(20, "ended", "over", "medium", ",\"why\":\"clear\"");
        noted(30, "useful", "\"useful\":false");
        noted(40, "done", "\"what\":\"probe\"");
        noted(50, "useful", "\"useful\":true");

        assertThat(told().mark()).contains(new Episode.Mark(50, true, "ann"));
        assertThat(told().asOf(50).isMarked(false)).isTrue();
        assertThat(told().deeds()).containsExactly(new Episode.Deed(40, "ann", "probe"));
    }

    @Test
    void givenAlarmThatStandsNow_whenItsBeginningIsRead_thenThatCounts() {
        var standing = new WardView.Alarm(
                ALARM,
                2,
                "acked",
                AlarmPriority.HIGH,
                "physiological",
                "",
                "",
                0,
                "bo",
                "",
                List.of(),
                0,
                Optional.empty());
        assertThat(told(standing).lastAnswer()).contains(new Episode.Answer(5, 0, "bo"));

        raised(10);

        assertThat(told(standing).raisedMs()).isEqualTo(10);
        assertThat(told(standing).isAnswered()).isFalse();
    }

    @Test
    void givenTechnicalAlarm_whenItRisesAndEnds_thenItsCauseIsThatOfTheBeginning() {
        said(10, "raised", "active", "low", ",\"type\":\"technical\",\"why\":\"off\"");
        said(20, "escalated", "active", "medium", "");
        said(30, "ended", "over", "medium", ",\"why\":\"clear\"");

        assertThat(told().cause()).isEqualTo("off");
        assertThat(told().why()).isEqualTo("clear");
    }

    @Test
    void givenEndWithoutBeginning_whenAsked_thenItStoodBeforeAndHasNoCause() {
        said(30, "ended", "over", "medium", ",\"why\":\"clear\"");

        assertThat(told().isWhole()).isFalse();
        assertThat(told().cause()).isEmpty();
        assertThat(told().touches(0, 10)).isTrue();
        assertThat(told().touches(30, 40)).isFalse();
    }
}
