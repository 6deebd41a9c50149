package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.LogWording;
import org.wardline.core.CareAct;
import org.wardline.core.WardPlan;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.StayId;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.NoteEntry;

/** Acts of people with patients and devices: each leaves the bed as its next patient must find it. */
class PatientsTest extends OnTheWard {
    @Test
    void givenAlarms_whenDischargedByHand_thenTheyEndAsDischargedAndTheBedIsFree() {
        bench.low(20);

        bench.happen(at -> new CareAct.Discharge(at, "ann", "s-7"));

        AlarmChange end = bench.changes.stream()
                .filter(change -> change.change().equals("ended"))
                .findFirst()
                .orElseThrow();
        assertThat(end.text("why")).contains("discharged");
        assertThat(bed(SEVEN).stay()).isEmpty();
        assertThat(bed(SEVEN).alarms()).isEmpty();
        assertThat(bed(SEVEN).signs()).isEmpty();
    }

    @Test
    void givenDeviceStillSendsAfterDischarge_whenTheNextComes_thenNothingOfItIsHis() {
        bench.low(5);
        bench.happen(at -> new CareAct.Discharge(at, "ann", "s-7"));
        bench.pass(1_000);
        bench.low(20); // nobody took the probe off
        assertThat(bench.changes).anyMatch(change -> change.change().equals("ghost"));

        admit("next", "7", "m-7");

        assertThat(bed(SEVEN).stay()).contains(new StayId("next"));
        assertThat(bed(SEVEN).signs()).as("no old value").isEmpty();
        assertThat(bed(SEVEN).alarms()).isEmpty();
        assertThat(bench.said()).noneMatch(said -> said.contains("next:"));
        assertThat(readings().stream().filter(entry -> owner(entry).equals(Optional.of(new StayId("next")))))
                .isEmpty();
        assertThat(devices().held())
                .singleElement()
                .satisfies(held -> assertThat(held.count()).isEqualTo(20));
    }

    @Test
    void givenLateReadingOfTheOneBefore_whenItComesToTheNext_thenItIsNotHisAndNotShown() {
        bench.spo2(97);
        long before = bench.now().wallMs();
        bench.pass(5_000);
        bench.happen(at -> new CareAct.Discharge(at, "ann", "s-7"));
        admit("next", "7", "m-7");
        bench.pass(5_000);

        hears(WardBench.MONITOR, 900, before + 1_000, 84);

        assertThat(bed(SEVEN).signs()).isEmpty();
        assertThat(owner(readings().getLast())).contains(new StayId("s-7"));
    }

    @Test
    void givenPlannedPatientDischargedByHand_whenRestarted_thenHeDoesNotComeBack() throws IOException {
        bench.happen(at -> new CareAct.Discharge(at, "ann", "s-7"));

        bench.restart(bench.ward().checkpoint(), bench.log.size(), 60_000);

        assertThat(bed(SEVEN).stay()).isEmpty();
        bench.pass(1_000);
        assertThat(bed(SEVEN).stay()).as("nor a provisional one").isEmpty();
    }

    @Test
    void givenPatientAdmittedByHand_whenTheConfigurationNamesAnotherForTheBed_thenHeStaysAndHisReadingsAreHis()
            throws IOException {
        admit("mine", "8", "w-2");
        WardPlan plan = WardBench.plan();
        List<WardPlan.Stay> stays = new ArrayList<>(plan.stays());
        stays.add(new WardPlan.Stay(new StayId("s-8"), EIGHT, 1, 0, Long.MAX_VALUE));
        bench.configure(new WardPlan("w1", false, false, plan.beds(), plan.devices(), stays), AlarmSettings.defaults());

        bench.restart(bench.ward().checkpoint(), bench.log.size(), 1_000);
        bench.pass(1_000);
        hears(PATCH, 1, bench.now().wallMs(), 97);

        assertThat(bed(EIGHT).stay()).contains(new StayId("mine"));
        assertThat(owner(readings().getLast())).contains(new StayId("mine"));
        assertThat(bed(SEVEN).stay()).contains(new StayId("s-7"));
    }

    @Test
    void givenTransferWithItsMonitor_whenAlarmStands_thenItGoesAlongAndTheOldBedIsClean() {
        bench.low(20);

        bench.happen(at -> new CareAct.Transfer(at, "ann", "s-7", "8", List.of("m-7"), List.of()));

        assertThat(bed(SEVEN).stay()).isEmpty();
        assertThat(bed(EIGHT).stay()).contains(new StayId("s-7"));
        assertThat(bed(EIGHT).devices()).containsExactly("m-7");
        assertThat(bed(EIGHT).alarms())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.name()).isEqualTo("s-7:spo2.low:1"));
        bench.pass(1_000);
        bench.spo2(97);
        assertThat(bed(EIGHT).signs()).hasSize(1);
        assertThat(readings().getFirst().bed()).contains(SEVEN);
        assertThat(readings().getLast().bed()).contains(EIGHT);
    }

    @Test
    void givenTransferWithoutTheMonitor_whenItGoesOn_thenItIsNobodysAndStandsAtTheOldBed() {
        bench.spo2(97);
        bench.happen(at -> new CareAct.Transfer(at, "ann", "s-7", "8", List.of(), List.of()));
        bench.pass(1_000);

        bench.spo2(84);

        assertThat(bed(EIGHT).signs()).isEmpty();
        assertThat(owner(readings().getLast())).isEmpty();
        assertThat(devices().held())
                .singleElement()
                .satisfies(held -> assertThat(held.bed()).contains(SEVEN));
    }

    @Test
    void givenBedTaken_whenSomebodyIsAdmittedThere_thenItIsRefusedAndNothingIsChanged() {
        byte[] before = bench.ward().checkpoint();

        admit("other", "7");
        bench.happen(at -> new CareAct.Transfer(at, "ann", "nobody", "8", List.of(), List.of()));
        bench.happen(at -> new CareAct.Link(at, "ann", "m-7", "no-such-bed", 0, "hand"));
        bench.happen(at -> new CareAct.Return(at, "ann", "st1", "s-7"));
        bench.happen(at -> new CareAct.Unlink(at, "ann", "stranger"));
        bench.happen(at -> new CareAct.Correct(at, "ann", "m-7", 5, 4, Optional.of("8")));

        assertThat(refused())
                .containsExactly(
                        "care.admit bed",
                        "care.transfer stay",
                        "care.link bed",
                        "care.return away",
                        "care.unlink device",
                        "care.correct time");
        assertThat(bench.ward().checkpoint()).isEqualTo(before);
    }

    @Test
    void givenPatientOffWard_whenDataComeOn_thenAlarmsRestAndTheyAreNobodys() {
        bench.low(20);

        bench.happen(at -> new CareAct.Leave(at, "ann", "st1", "s-7", WardBench.WALL_MS + 3_600_000));

        assertThat(bed(SEVEN).care().away()).hasValueSatisfying(away -> {
            assertThat(away.who()).isEqualTo("ann");
            assertThat(away.backWallMs()).isEqualTo(WardBench.WALL_MS + 3_600_000);
        });
        assertThat(bed(SEVEN).alarms()).isEmpty();
        int said = alarms().size();
        bench.low(60); // in the X-ray department, or on nobody
        bench.pass(600_000);
        assertThat(alarms()).as("neither low nor silent").hasSize(said);
        assertThat(owner(readings().getLast())).isEmpty();
    }

    @Test
    void givenPatientOffWard_whenHeIsBack_thenHisDevicesMeasureHimAgainAndAlarm() {
        bench.spo2(97);
        bench.happen(at -> new CareAct.Leave(at, "ann", "st1", "s-7", 0));
        bench.pass(600_000);

        bench.happen(at -> new CareAct.Return(at, "bob", "st1", "s-7"));

        assertThat(bed(SEVEN).care().away()).isEmpty();
        assertThat(bed(SEVEN).devices()).containsExactly("m-7");
        bench.low(20);
        assertThat(bench.said()).contains("raised s-7:spo2.low:1");
        assertThat(bench.changes.stream().filter(change -> change.change().equals("soundCommand")))
                .last()
                .satisfies(sound -> assertThat(sound.text("level")).contains("medium"));
    }

    @Test
    void givenDeviceLentWhileAway_whenThePatientIsBack_thenItStaysWithTheOther() {
        bench.happen(at -> new CareAct.Leave(at, "ann", "st1", "s-7", 0));
        admit("other", "8", "m-7");

        bench.happen(at -> new CareAct.Return(at, "ann", "st1", "s-7"));

        assertThat(bed(SEVEN).devices()).isEmpty();
        assertThat(bed(EIGHT).devices()).containsExactly("m-7");
    }

    @Test
    void givenProvisionalPatient_whenSomebodyIsAdmitted_thenHeBeginsCleanAndNamed() {
        var open = new WardPlan("w1", true, false, List.of(), List.of(), List.of());
        var ward = new WardBench(open);
        ward.low(20);
        assertThat(ward.said()).containsExactly("raised fresh:spo2.low:1");

        ward.happen(at -> new CareAct.Admit(at, "ann", "mine", "m-7", 2, List.of("m-7"), "hand"));

        assertThat(ward.said()).containsExactly("raised fresh:spo2.low:1", "ended fresh:spo2.low:1");
        assertThat(ward.ward().view(ward.now()).beds()).singleElement().satisfies(bed -> {
            assertThat(bed.stay()).contains(new StayId("mine"));
            assertThat(bed.care().isNamed()).isTrue();
        });
    }

    @Test
    void givenTestPatient_whenShown_thenHeIsMarked() {
        admit("test-1", "8");

        assertThat(bed(EIGHT).care().isTest()).isTrue();
        assertThat(bed(SEVEN).care().isTest()).isFalse();
    }

    @Test
    void givenEmptiedBed_whenItsDeviceSpeaks_thenItStandsNowhere() {
        bench.happen(at -> new CareAct.Empty(at, "ann", "7", Optional.of("s-7")));
        bench.pass(1_000);
        bench.spo2(97);

        assertThat(bed(SEVEN).stay()).isEmpty();
        assertThat(readings().getLast().bed()).isEmpty();
    }

    @Test
    void givenBedToBeEmptied_whenAnotherLiesThereThanWasShown_thenNobodyIsDischarged() {
        bench.happen(at -> new CareAct.Empty(at, "ann", "7", Optional.empty()));
        bench.happen(at -> new CareAct.Empty(at, "ann", "7", Optional.of("s-6")));

        assertThat(bed(SEVEN).stay()).contains(new StayId("s-7"));
        assertThat(bench.changes.stream().filter(change -> change.change().equals("refused")))
                .hasSize(2)
                .allMatch(change -> change.text("why").equals(Optional.of("stay")));
    }

    @Test
    void givenBedEmptiedByAVersionThatNamedNoStay_whenItsLogIsReadAgain_thenTheBedIsFree() throws IOException {
        byte[] checkpoint = bench.ward().checkpoint();
        int before = bench.log.size();
        long atMs = bench.now().atMs();
        bench.log.add(new NoteEntry(
                atMs,
                NoteEntry.Kind.EVENT,
                "{\"t\":%d,\"event\":\"care.empty\",\"who\":\"ann\",\"bed\":\"7\"}".formatted(atMs)));

        bench.restart(checkpoint, before, 1_000);

        assertThat(bed(SEVEN).stay()).isEmpty();
    }

    @Test
    void givenIntentStoredAndNotDone_whenRestarted_thenTheActIsDoneWhole() throws IOException {
        byte[] checkpoint = bench.ward().checkpoint();
        int before = bench.log.size();
        var act = new CareAct.Transfer(bench.now().atMs(), "ann", "s-7", "8", List.of("m-7"), List.of());
        bench.log.add(new NoteEntry(act.atMs(), NoteEntry.Kind.INTENT, new LogWording().of(act)));

        bench.restart(checkpoint, before, 1_000);

        assertThat(bed(EIGHT).stay()).contains(new StayId("s-7"));
        assertThat(bed(EIGHT).devices()).containsExactly("m-7");
        int done = bench.log.size();
        bench.restart(bench.ward().checkpoint(), done, 1_000);
        assertThat(refused()).as("and not once more").isEmpty();
    }

    @Test
    void
            givenCorrectionUpToNow_whenItIsDoneAfterARestartAsOfWhenItWasWanted_thenTheWardsWallBeingAHairBehindIsNoReason()
                    throws IOException {
        bench.spo2(97);
        byte[] checkpoint = bench.ward().checkpoint();
        int before = bench.log.size();
        long nowMs = bench.now().wallMs();
        var act = new CareAct.Correct(bench.now().atMs(), "ann", "m-7", nowMs - 60_000, nowMs + 3, Optional.of("8"));
        bench.log.add(new NoteEntry(act.atMs(), NoteEntry.Kind.INTENT, new LogWording().of(act)));

        bench.restart(checkpoint, before, 1_000);

        assertThat(refused()).isEmpty();
        assertThat(bench.ward().whose().corrections()).hasSize(1);
        bench.happen(at -> new CareAct.Correct(at, "ann", "m-7", nowMs, nowMs + 60_000, Optional.of("8")));
        assertThat(refused()).as("what is yet to come").hasSize(1);
    }

    @Test
    void givenDeviceThatCannotBeRead_whenAsked_thenItsPageSaysWhyAndWhen() {
        bench.spo2(97);
        bench.reject(WardBench.MONITOR);

        assertThat(devices().devices()).singleElement().satisfies(device -> {
            assertThat(device.reject()).isEqualTo("malformed");
            assertThat(device.rejectMs()).isEqualTo(bench.now().wallMs());
            assertThat(device.receivedMs()).isEqualTo(bench.now().wallMs());
            assertThat(device.signs()).isEqualTo(Map.of("spo2", 1_000L));
            assertThat(device.bed()).contains(SEVEN);
            assertThat(device.isLinked()).isTrue();
        });
    }
}
