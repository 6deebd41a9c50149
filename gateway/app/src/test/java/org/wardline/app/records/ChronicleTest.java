package org.wardline.app.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** What a chronicle tells of entries written by hand: clocks that are set, patients who move. */
class ChronicleTest {
    private static final long WALL_MS = 1_795_672_800_000L;
    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;

    private final Chronicle chronicle = new Chronicle((_, _) -> Optional.empty());
    private long aheadMs = WALL_MS;

    @BeforeEach
    void begin() {
        clock(0, 0);
        event(1_000, "care.admit", "'who':'ann','stay':'s1','bed':'1','news2':1,'devices':['m1'],'method':'scan'");
    }

    private void event(long atMs, String name, String fields) {
        note(atMs, NoteEntry.Kind.EVENT, "event", name, fields);
    }

    private void change(long atMs, String name, String fields) {
        note(atMs, NoteEntry.Kind.CHANGE, "change", name, fields);
    }

    private void note(long atMs, NoteEntry.Kind kind, String what, String name, String fields) {
        String json = "{'t':" + atMs + ",'" + what + "':'" + name + "'," + fields + "}";
        chronicle.take(new NoteEntry(atMs, kind, json.replace('\'', '"')));
    }

    private void clock(long atMs, long byMs) {
        aheadMs += byMs;
        event(atMs, "clockStepped", "'wall':" + (atMs + aheadMs) + ",'clock':'synced'");
    }

    /** The whole of NEWS2, but for what nurses enter. */
    private void measured(long atMs) {
        var reading = new Reading(
                new DeviceId("m1"),
                atMs,
                atMs + aheadMs,
                atMs + aheadMs,
                ClockQuality.DEVICE,
                List.of(
                        Measurement.of(VitalSign.SPO2, 93),
                        Measurement.of(VitalSign.RESP_RATE, 14),
                        Measurement.of(VitalSign.PULSE_RATE_SPO2, 70)));
        chronicle.take(ReadingEntry.at(new BedId("1"), atMs, reading));
    }

    private List<Told.Score> scores() {
        return chronicle.told(new Period(0, Period.OPEN)).scores().getOrDefault("s1", List.of());
    }

    @Test
    void givenClockSetForward_whenScored_thenWhatIsKnownIsAsOldAsItWas() {
        measured(2_000);
        measured(MINUTE_MS + 2_000);
        clock(MINUTE_MS + 3_000, 50L * 365 * 24 * HOUR_MS);
        event(3 * MINUTE_MS, "tick", "'x':1");

        assertThat(scores())
                .extracting(Told.Score::missing)
                .containsExactly(List.of("o2", "sbp", "consciousness", "temp"));
    }

    @Test
    void givenClockSetBack_whenScored_thenScoresGoOn() {
        measured(2_000);
        clock(MINUTE_MS, -3 * HOUR_MS);
        measured(2 * MINUTE_MS);
        event(20 * MINUTE_MS, "tick", "'x':1");

        assertThat(scores().getLast().missing()).hasSize(7);
        assertThat(scores().getLast().wallMs()).isEqualTo(WALL_MS - 3 * HOUR_MS + 7 * MINUTE_MS);
    }

    @Test
    void givenClockSetBackInAFlood_whenItEnds_thenItIsToldAndNothingFails() {
        change(5_000, "flood", "'scope':'ward','on':true");
        clock(6_000, -HOUR_MS);
        change(7_000, "flood", "'scope':'ward','on':false");
        event(8_000, "tick", "'x':1");

        assertThat(chronicle.told(new Period(WALL_MS - 2 * HOUR_MS, WALL_MS)).floods())
                .hasSizeLessThan(2);
    }

    @Test
    void givenScaleChanged_whenScoredLater_thenTheMinutesBeforeAreByTheOldOne() {
        measured(2_000);
        event(
                3 * MINUTE_MS,
                "observationEntered",
                "'stay':'s1','who':'ann','values':{'news2_scale':2,'o2_supplemental':true}");
        event(4 * MINUTE_MS, "tick", "'x':1");
        event(4 * MINUTE_MS, "tick", "'x':1");

        assertThat(scores().stream().filter(score -> score.wallMs() < WALL_MS + 3 * MINUTE_MS))
                .extracting(Told.Score::least)
                .containsExactly(2); // 93 % by scale 1
        assertThat(scores().getLast().least()).isEqualTo(3); // oxygen 2, 93 % on oxygen by scale 2: 1
    }

    @Test
    void givenPatientOffTheWard_whenHandedOver_thenThatIsTheCauseOfTheGap() {
        measured(2_000);
        event(3_000, "care.leave", "'who':'ann','station':'x','stay':'s1','back':0");
        event(HOUR_MS, "care.return", "'who':'ann','station':'x','stay':'s1'");
        measured(HOUR_MS + 2_000);
        measured(2 * HOUR_MS);

        Handover handover = Handover.of(chronicle.told(new Period(WALL_MS, WALL_MS + 2 * HOUR_MS)), List.of("1"));

        assertThat(handover.patients().getFirst().gaps().stream()
                        .filter(gap -> gap.sign().isEmpty()))
                .extracting(Told.Gap::cause)
                .containsExactly("standby", "silent");
    }

    @Test
    void givenPatientWithATaskMoved_whenHandedOver_thenItCountsOnce() {
        event(2_000, "noted", "'stay':'s1','about':'task','who':'ann','words':{'text':'bloods'}");
        event(HOUR_MS, "care.transfer", "'who':'ann','stay':'s1','to':'2','along':['m1'],'link':[]");
        event(2 * HOUR_MS, "tick", "'x':1");

        Handover handover = Handover.of(chronicle.told(new Period(WALL_MS, WALL_MS + 2 * HOUR_MS)), List.of("1", "2"));

        assertThat(handover.patients()).hasSize(2);
        assertThat(handover.totals().tasks()).isEqualTo(1);
    }

    @Test
    void givenTwoTasksOfOnePatientInOneMoment_whenOneIsDone_thenTheOtherIsStillToldAsItsPageNamesIt() {
        event(5_000, "noted", "'stay':'s1','about':'task','who':'ann','words':{'text':'turn'}");
        event(5_000, "noted", "'stay':'s1','about':'task','who':'bo','words':{'text':'drink'}");
        event(6_000, "noted", "'stay':'s1','about':'done','who':'ann','words':{'task':5001}");

        assertThat(chronicle.told(new Period(WALL_MS, WALL_MS + HOUR_MS)).notes())
                .extracting(Told.Written::text, Told.Written::isOpen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("turn", true),
                        org.assertj.core.groups.Tuple.tuple("drink", false));
    }

    @Test
    void givenTaskAboutAnAlarm_whenDone_thenItIsDone() {
        event(5_000, "noted", "'stay':'s1','about':'task','who':'ann','words':{'text':'turn','alarm':'s1:spo2.low:1'}");
        event(6_000, "noted", "'stay':'s1','about':'done','who':'bo','words':{'task':5000}");

        assertThat(chronicle.told(new Period(WALL_MS, WALL_MS + HOUR_MS)).notes())
                .extracting(Told.Written::text, Told.Written::isOpen)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("turn", false));
    }

    @Test
    void givenTwoTasksInOneMoment_whenOneIsDone_thenTheOtherIsStillToldToItsPatient() {
        event(2_000, "care.admit", "'who':'ann','stay':'s2','bed':'2','news2':1,'devices':[],'method':'scan'");
        event(5_000, "noted", "'stay':'s1','about':'task','who':'ann','words':{'text':'turn'}");
        event(5_000, "noted", "'stay':'s2','about':'task','who':'bo','words':{'text':'drink'}");
        event(6_000, "noted", "'stay':'s1','about':'done','who':'ann','words':{'task':5000}");

        assertThat(chronicle.told(new Period(WALL_MS, WALL_MS + HOUR_MS)).notes())
                .extracting(Told.Written::stay, Told.Written::text, Told.Written::isOpen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s1", "turn", false),
                        org.assertj.core.groups.Tuple.tuple("s2", "drink", true));
    }

    private void entered(long atMs, String values) {
        event(atMs, "observationEntered", "'stay':'s1','who':'ann','values':{" + values + "}");
    }

    private void withdrawn(long atMs, String who, long entry) {
        event(
                atMs,
                "observationWithdrawn",
                "'stay':'s1','who':'" + who + "','station':'x','entry':" + entry
                        + ",'number':3,'withdrawnWall':1,'was':{}");
    }

    @Test
    void givenEntryInError_whenWithdrawn_thenScoresBeforeStayAndLaterOnesGoByTheOneBefore() {
        entered(2_000, "'consciousness_acvpu':'A'");
        entered(MINUTE_MS + 2_000, "'consciousness_acvpu':'U','news2_scale':2");
        withdrawn(3 * MINUTE_MS + 2_000, "eve", MINUTE_MS + 2_000);
        event(5 * MINUTE_MS, "tick", "'x':1");
        event(5 * MINUTE_MS, "tick", "'x':1");

        assertThat(scores()).extracting(Told.Score::hasThree).containsExactly(false, true, false);
        assertThat(scores()).noneMatch(score -> score.missing().contains("consciousness"));
    }

    @Test
    void givenScaleEnteredInError_whenWithdrawn_thenTheOneBeforeHoldsUntilTheNextThatSaysOne() {
        measured(2_000); // 93 %: 2 by scale 1
        entered(3_000, "'o2_supplemental':true,'news2_scale':2");
        entered(4_000, "'news2_scale':1");
        entered(5_000, "'news2_scale':2");
        withdrawn(6_000, "eve", 4_000);
        withdrawn(7_000, "eve", 5_000);
        event(2 * MINUTE_MS, "tick", "'x':1");
        assertThat(scores().getFirst().least()).as("by scale 2").isEqualTo(3);

        withdrawn(3 * MINUTE_MS, "eve", 3_000);
        event(5 * MINUTE_MS, "tick", "'x':1");
        event(5 * MINUTE_MS, "tick", "'x':1");

        assertThat(scores().getLast().least()).as("by scale 1, without oxygen").isEqualTo(2);
    }

    @Test
    void givenEntryInError_whenTold_thenItStandsWithWhoSaidSoAndWhen() {
        entered(2_000, "'temp':37");
        entered(HOUR_MS, "'temp':41.5");
        withdrawn(2 * HOUR_MS, "eve", HOUR_MS);
        withdrawn(2 * HOUR_MS + 1, "bob", HOUR_MS);
        event(3 * HOUR_MS, "tick", "'x':1");

        Told then = chronicle.told(new Period(WALL_MS, WALL_MS + HOUR_MS + 1));
        assertThat(then.observations()).noneMatch(Told.Observed::isWithdrawn);
        assertThat(then.observedMs()).containsEntry("s1", WALL_MS + HOUR_MS);
        Told later = chronicle.told(new Period(WALL_MS + HOUR_MS + 1, WALL_MS + 3 * HOUR_MS));
        assertThat(later.observations()).singleElement().satisfies(one -> {
            assertThat(one.withdrawnBy()).isEqualTo("eve");
            assertThat(one.withdrawnMs()).isEqualTo(WALL_MS + 2 * HOUR_MS);
            assertThat(RecordWords.ENGLISH.of(one)).isEqualTo("T 41.5, entered in error");
            assertThat(RecordWords.ENGLISH.of(new Told.Withdrawn(one))).isEqualTo("Entered in error: T 41.5");
        });
        assertThat(later.observedMs()).as("the last that counts").containsEntry("s1", WALL_MS + 2_000);
        assertThat(Handover.of(later, List.of("1")).patients().getFirst().observations())
                .hasSize(1);
    }
}
