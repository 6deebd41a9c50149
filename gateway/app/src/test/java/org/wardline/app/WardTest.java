package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Ending;
import org.wardline.core.WardPlan;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Standing;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

class WardTest {
    private final WardBench bench = new WardBench(WardBench.plan());

    @Test
    void givenLowSaturation_whenItLastsTheDelay_thenAlarmIsRaisedOnce() {
        bench.low(20);

        assertThat(bench.said()).containsExactly("raised s-7:spo2.low:1");
    }

    @Test
    void givenSameMessageTwice_whenHeard_thenItIsStoredOnce() {
        bench.spo2(97);

        bench.hear(bench.last());

        assertThat(bench.endings).containsExactly(Ending.STORED, Ending.DUPLICATE);
        assertThat(bench.log.stream().filter(ReadingEntry.class::isInstance)).hasSize(1);
    }

    @Test
    void givenLogRefusedAReading_whenItComesAgain_thenItIsNoDuplicate() {
        bench.spo2(97);

        bench.ward().forget(bench.log);
        bench.hear(bench.last());

        assertThat(bench.endings).containsExactly(Ending.STORED, Ending.STORED);
    }

    @Test
    void givenUnlistedDevice_whenItSpeaks_thenItIsKeptButBelongsToNobody() {
        bench.hear(new Reading(
                new DeviceId("stranger"), 1, WardBench.WALL_MS, WardBench.WALL_MS, ClockQuality.DEVICE, List.of()));

        assertThat(bench.log.getLast())
                .isInstanceOfSatisfying(
                        NoteEntry.class, note -> assertThat(note.json()).contains("ghost"));
        assertThat(bench.log.stream().filter(ReadingEntry.class::isInstance).map(ReadingEntry.class::cast))
                .singleElement()
                .satisfies(entry -> assertThat(entry.bed()).isEmpty());
    }

    @Test
    void givenAlarmThatNobodyTakes_whenItWaits_thenItSaysWhoIsToldNextAndWhen() {
        var ward = new WardBench(WardBench.plan());
        ward.low(20);

        WardView.Alarm alarm = alarm(ward);
        long roseMs = ward.now().atMs() - alarm.ageMs();
        assertThat(alarm.step()).isZero();
        assertThat(alarm.next()).contains(new Standing.Next("charge", roseMs + 180_000));

        ward.low(180);
        assertThat(alarm(ward).step()).isEqualTo(1);
        assertThat(alarm(ward).next()).as("all were told").isEmpty();
    }

    private static WardView.Alarm alarm(WardBench ward) {
        return ward.ward().view(ward.now()).beds().getFirst().alarms().stream()
                .filter(one -> one.name().startsWith("s-7:spo2.low"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givenMoreAlarmsOfAPatientThanAnybodyTakesIn_whenSeen_thenTheViewSaysWhere() {
        var ward = new WardBench(WardBench.plan());
        for (int rise = 0; rise < 6; rise++) {
            ward.low(20);
            recover(ward);
        }
        assertThat(ward.ward().view(ward.now()).flood()).isEqualTo(WardView.Flood.NONE);

        ward.low(20);

        assertThat(ward.ward().view(ward.now()).flood()).isEqualTo(new WardView.Flood(false, List.of(new BedId("7"))));
    }

    private static void recover(WardBench ward) {
        for (int second = 0; second < 40; second++) {
            ward.spo2(97);
            ward.pass(1_000);
        }
    }

    @Test
    void givenWardThatAdmitsAny_whenStrangerSpeaks_thenItHasABedAndAProvisionalStay() {
        var open = new WardBench(new WardPlan("w1", true, false, List.of(), List.of(), List.of()));

        open.spo2(97);

        WardView view = open.ward().view(open.now());
        assertThat(view.beds()).singleElement().satisfies(bed -> {
            assertThat(bed.bed()).isEqualTo(new BedId("m-7"));
            assertThat(bed.stay()).contains(new StayId("fresh"));
            assertThat(bed.signs())
                    .singleElement()
                    .satisfies(sign -> assertThat(sign.isFresh()).isTrue());
        });
    }

    @Test
    void givenPatientsChangeByPlan_whenReadingComesLate_thenItBelongsToWhoLayThereThen() {
        long change = WardBench.WALL_MS + 60_000;
        var plan = new WardPlan(
                "w1",
                false,
                false,
                List.of(new WardPlan.Bed(new BedId("7"), "7", "")),
                List.of(new WardPlan.Device(
                        WardBench.MONITOR, Optional.of(new BedId("7")), Map.of("spo2", 1_000L), List.of())),
                List.of(
                        new WardPlan.Stay(new StayId("first"), new BedId("7"), 1, 0, change),
                        new WardPlan.Stay(new StayId("second"), new BedId("7"), 1, change, Long.MAX_VALUE)));
        var ward = new WardBench(plan);
        ward.low(20);
        ward.pass(60_000);

        assertThat(ward.said()).startsWith("raised first:spo2.low:1").contains("ended first:spo2.low:1");
        assertThat(ward.ward().whose().stayIn(new BedId("7"), change - 1)).contains(new StayId("first"));
        assertThat(ward.ward().whose().stayIn(new BedId("7"), change)).contains(new StayId("second"));
        assertThat(ward.said()).noneMatch(said -> said.startsWith("raised second:spo2.low"));
    }

    @Test
    void givenRestartAtAnyMoment_whenTheTailIsReplayed_thenNothingIsForgottenNorRungTwice() throws IOException {
        for (int killedAfter = 0; killedAfter <= 30; killedAfter++) {
            var ward = new WardBench(WardBench.plan());
            byte[] checkpoint = ward.ward().checkpoint();
            int before = ward.log.size();
            for (int second = 0; second < 30; second++) {
                if (second == killedAfter) {
                    ward.restart(checkpoint, before, 0);
                }
                ward.spo2(85);
                ward.pass(1_000);
            }
            ward.happen(at -> new AlarmEvent.Acknowledge(at, "s-7:spo2.low:1", 1, "ann", "st1"));
            assertThat(ward.said())
                    .as("killed after %d s", killedAfter)
                    .containsExactly("raised s-7:spo2.low:1", "acknowledged s-7:spo2.low:1");
        }
    }

    @Test
    void givenAcknowledgedAlarm_whenRestarted_thenItIsStillAcknowledgedByTheSame() throws IOException {
        byte[] checkpoint = bench.ward().checkpoint();
        int before = bench.log.size();
        bench.low(20);
        bench.happen(at -> new AlarmEvent.Acknowledge(at, "s-7:spo2.low:1", 1, "ann", "st1"));

        bench.restart(checkpoint, before, 5_000);

        assertThat(bench.ward().view(bench.now()).beds().getFirst().alarms())
                .filteredOn(alarm -> alarm.name().equals("s-7:spo2.low:1"))
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.state()).isEqualTo("acked");
                    assertThat(alarm.by()).isEqualTo("ann");
                });
    }

    @Test
    void givenRandomWard_whenRestartedAnywhere_thenItSeesTheSame() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var kept = new WardBench(WardBench.plan());
            var killed = new WardBench(WardBench.plan());
            byte[] checkpoint = killed.ward().checkpoint();
            int before = killed.log.size();
            int killAt = random.nextInt(120);
            for (int second = 0; second < 120; second++) {
                double percent = random.nextInt(4) == 0 ? 97 : 84;
                kept.spo2(percent);
                killed.spo2(percent);
                kept.pass(1_000);
                killed.pass(1_000);
                if (second == killAt) {
                    killed.restart(checkpoint, before, 0);
                }
            }
            assertThat(killed.said()).as("seed %d", seed).isEqualTo(kept.said());
        }
    }

    @Test
    void givenOxygenAndConsciousnessFromADevice_whenHeard_thenNews2CountsThem() {
        bench.hear(new Reading(
                WardBench.MONITOR,
                900,
                bench.now().wallMs(),
                bench.now().wallMs(),
                ClockQuality.DEVICE,
                List.of(
                        Measurement.of(VitalSign.SPO2, 97),
                        Measurement.of(VitalSign.O2_FLOW, 2),
                        Measurement.of(VitalSign.CONSCIOUSNESS, 0))));

        WardView.News2 news2 =
                bench.ward().view(bench.now()).beds().getFirst().news2().orElseThrow();
        assertThat(news2.least()).as("oxygen is 2").isEqualTo(2);
        assertThat(news2.missing())
                .doesNotContain("o2", "consciousness", "spo2")
                .contains("rr", "sbp");
    }

    @Test
    void givenNews2AlarmThatStands_whenTheScoreFalls_thenItIsSeenWithTheOneItRoseWith() {
        bench.low(62); // SpO2 85 is 3 points, for a minute
        bench.spo2(97);

        WardView.Bed bed = bench.ward().view(bench.now()).beds().getFirst();
        assertThat(bed.news2().orElseThrow().least()).isZero();
        assertThat(bed.alarms().stream().filter(alarm -> alarm.name().contains("news2")))
                .extracting(WardView.Alarm::value)
                .containsExactly("NEWS2 3");
    }

    @Test
    void givenAccessPointAtFault_whenSeen_thenTheOneAlarmNamesItsBeds() {
        BedId bed = new BedId("7");
        var behind = new WardPlan.Device(WardBench.MONITOR, Optional.of(bed), Map.of("spo2", 1_000L), List.of("ap1"));
        var plan = WardBench.plan();
        var hung = new WardBench(new WardPlan("w1", false, false, plan.beds(), List.of(behind), plan.stays()));

        hung.happen(at -> new AlarmEvent.Fault(at, "ap1", true, AlarmPriority.MEDIUM, null));

        assertThat(hung.ward().view(hung.now()).gatewayAlarms())
                .extracting(WardView.Alarm::beds)
                .containsExactly(List.of("7"));
    }

    @Test
    void givenNamesWithDots_whenRestarted_thenTheLogIsUnderstood() throws IOException {
        var open = new WardBench(new WardPlan("w1", true, false, List.of(), List.of(), List.of()));
        byte[] checkpoint = open.ward().checkpoint();
        open.hear(new Reading(
                new DeviceId("a.b_c-1"),
                1,
                open.now().wallMs(),
                open.now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, 97))));

        open.restart(checkpoint, 0, 1_000);

        assertThat(open.ward().view(open.now()).beds())
                .singleElement()
                .satisfies(bed -> assertThat(bed.bed()).isEqualTo(new BedId("a.b_c-1")));
    }

    private long offsetMs() {
        return bench.ward().devices(bench.now()).devices().getFirst().offsetMs();
    }

    @Test
    void givenGapUnknownAndTheWallAsBefore_whenItIsSetLater_thenItIsOurClockThatWasSet() throws IOException {
        bench.low(20);
        bench.restart(bench.ward().checkpoint(), bench.log.size(), 100, false);

        bench.step(60_000);

        assertThat(offsetMs()).isEqualTo(60_000);
    }

    @Test
    void givenGapUnknownAndKilledBeforeTheWallWasRead_whenRestartedAgain_thenNoDevicesClockIsBlamed()
            throws IOException {
        bench.low(20);
        byte[] checkpoint = bench.ward().checkpoint();
        int before = bench.log.size();
        bench.log.add(new NoteEntry(
                bench.now().atMs(),
                NoteEntry.Kind.EVENT,
                new LogWording().of(new AlarmEvent.Restart(bench.now().atMs(), false))));
        bench.set(3_600_000);

        bench.restart(checkpoint, before, 100, true);

        assertThat(offsetMs()).isZero();
    }
}
