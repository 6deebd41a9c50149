package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.core.LimitsNow;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.Terms;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;
import org.wardline.vitals.BedId;
import org.wardline.vitals.alarm.AlarmPriority;

/** What people order stands until its end, and ends by itself: over a restart too. */
class OrdersTest {
    private static final BedId BED = new BedId("7");
    private static final long MINUTE_MS = 60_000;

    private final WardBench bench = new WardBench(WardBench.plan());

    private void below(int limit, long forMs) {
        bench.happen(at -> new AlarmEvent.LimitsChanged(
                at,
                "s-7",
                "spo2.low",
                AlarmPriority.MEDIUM,
                Map.of("below", BigDecimal.valueOf(limit)),
                "ann",
                "st1",
                new Terms("COPD", at + forMs)));
    }

    private void alarmOff(long forMs) {
        bench.happen(at -> new AlarmEvent.LimitsChanged(
                at, "s-7", "spo2.low", AlarmPriority.MEDIUM, null, "ann", "st1", new Terms("palliative", at + forMs)));
    }

    private void audioOff(long forMs) {
        bench.happen(at -> new AlarmEvent.AudioOff(at, "s-7", "ann", "st1", new Terms("at the bed", at + forMs)));
    }

    private LimitsNow.Level medium() {
        return bench.ward().limits(BED).orElseThrow().levels().stream()
                .filter(level ->
                        level.now().rule().equals("spo2.low") && level.now().level() == AlarmPriority.MEDIUM)
                .findFirst()
                .orElseThrow();
    }

    private WardView.Quiet quiet() {
        return bench.ward().view(bench.now()).beds().getFirst().quiet();
    }

    private List<String> limitsSaid() {
        return bench.changes.stream()
                .filter(change -> change.change().equals("limits"))
                .map(change ->
                        change.fields().get("old") + " → " + change.fields().get("new"))
                .toList();
    }

    @Test
    void givenLimitsWithAnEnd_whenItComes_thenTheWardsAreInForceAndBothChangesWereSaid() {
        below(87, 10 * MINUTE_MS);
        assertThat(medium().now().inForce()).containsEntry("below", BigDecimal.valueOf(87));
        assertThat(medium().last().orElseThrow().terms().reason()).isEqualTo("COPD");

        bench.pass(10 * MINUTE_MS - 1);
        assertThat(medium().now().inForce()).containsEntry("below", BigDecimal.valueOf(87));
        bench.pass(1);

        assertThat(medium().now().inForce()).isEqualTo(medium().now().ward());
        assertThat(limitsSaid()).containsExactly("{} → {below=87}", "{below=87} → {}");
        assertThat(medium().last().orElseThrow().who()).isEqualTo("ann");
    }

    @Test
    void givenNewerLimits_whenTheEndOfTheOlderComes_thenNothingEnds() {
        below(87, MINUTE_MS);
        below(85, 10 * MINUTE_MS);

        bench.pass(2 * MINUTE_MS);

        assertThat(medium().now().inForce()).containsEntry("below", BigDecimal.valueOf(85));
    }

    @Test
    void givenAlarmOff_whenItEnds_thenThePatientIsWatchedAgain() {
        alarmOff(MINUTE_MS);
        bench.low(30);
        assertThat(bench.said()).noneMatch(said -> said.contains("spo2"));
        assertThat(quiet().off()).singleElement().satisfies(off -> {
            assertThat(off.by()).isEqualTo("ann");
            assertThat(off.untilMs()).isEqualTo(1_000 + MINUTE_MS);
        });

        bench.low(60);

        assertThat(bench.said()).contains("raised s-7:spo2.low:1");
        assertThat(quiet()).isEqualTo(WardView.Quiet.NONE);
    }

    @Test
    void givenAudioOff_whenItsEndComes_thenItSoundsAgainByItself() {
        audioOff(5 * MINUTE_MS);
        WardView.Audio audio = quiet().audio().orElseThrow();
        assertThat(audio).extracting(WardView.Audio::state, WardView.Audio::by).containsExactly("off", "ann");
        assertThat(audio.untilMs()).isEqualTo(1_000 + 5 * MINUTE_MS);
        assertThat(bench.ward().limits(new BedId("7")).orElseThrow().audio()).contains(audio);

        bench.pass(5 * MINUTE_MS);

        assertThat(quiet().audio()).isEmpty();
        assertThat(bench.changes.stream().filter(change -> change.change().equals("audio")))
                .extracting(change -> change.fields().get("state"))
                .containsExactly("off", "on");
    }

    @Test
    void givenPauseAfterOff_whenThePauseIsOver_thenTheLastCommandWon() {
        audioOff(60 * MINUTE_MS);
        bench.happen(at -> new AlarmEvent.PauseAudio(at, "s-7", at + MINUTE_MS, "bob", "st1"));
        assertThat(quiet().audio().orElseThrow().state()).isEqualTo("paused");

        bench.pass(MINUTE_MS);

        assertThat(quiet().audio()).isEmpty();
    }

    @Test
    void givenRestartAtAnyMinute_whenTheTailIsReplayed_thenEndsComeAtTheirTime() throws IOException {
        for (int killedAfter = 0; killedAfter <= 6; killedAfter++) {
            var ward = new OrdersTest();
            byte[] checkpoint = ward.bench.ward().checkpoint();
            int before = ward.bench.log.size();
            ward.below(87, 4 * MINUTE_MS);
            ward.audioOff(2 * MINUTE_MS);
            for (int minute = 0; minute < 6; minute++) {
                if (minute == killedAfter) {
                    ward.bench.restart(checkpoint, before, 0);
                }
                assertThat(ward.quiet().audio().isPresent())
                        .as("audio in minute %d", minute)
                        .isEqualTo(minute < 2);
                assertThat(ward.medium().now().inForce().get("below"))
                        .as("limit in minute %d, killed after %d", minute, killedAfter)
                        .isEqualTo(BigDecimal.valueOf(minute < 4 ? 87 : 90));
                ward.bench.pass(MINUTE_MS);
            }
            assertThat(ward.limitsSaid()).hasSize(2);
        }
    }

    @Test
    void givenCheckpointWithOrders_whenRestarted_thenTheyAreKeptAndEndInTheGap() throws IOException {
        below(87, 30 * MINUTE_MS);
        alarmOffHigh(10 * MINUTE_MS);
        audioOff(20 * MINUTE_MS);
        byte[] checkpoint = bench.ward().checkpoint();

        bench.restart(checkpoint, bench.log.size(), 15 * MINUTE_MS);
        assertThat(medium().last().orElseThrow().terms()).isEqualTo(new Terms("COPD", 1_000 + 30 * MINUTE_MS));
        assertThat(quiet().off()).isEmpty(); // ended while nobody was there to end it
        assertThat(quiet().audio().map(WardView.Audio::reason)).contains("at the bed");

        bench.pass(15 * MINUTE_MS);
        assertThat(quiet().audio()).isEmpty();
        assertThat(medium().now().inForce()).isEqualTo(medium().now().ward());
    }

    private void alarmOffHigh(long forMs) {
        bench.happen(at -> new AlarmEvent.LimitsChanged(
                at, "s-7", "spo2.low", AlarmPriority.HIGH, null, "ann", "st1", new Terms("palliative", at + forMs)));
    }

    @Test
    void givenGapThatNobodyCanMeasure_whenRestarted_thenAllThatHasAnEndEnds() throws IOException {
        below(87, 600 * MINUTE_MS);
        audioOff(600 * MINUTE_MS);
        byte[] checkpoint = bench.ward().checkpoint();

        bench.restart(checkpoint, bench.log.size(), 1, false);

        assertThat(medium().now().inForce()).isEqualTo(medium().now().ward());
        assertThat(quiet()).isEqualTo(WardView.Quiet.NONE);
    }

    @Test
    void givenDischarge_whenTheEndComes_thenNobodyIsNamedAnyMore() {
        below(87, MINUTE_MS);
        audioOff(MINUTE_MS);
        bench.happen(at -> new AlarmEvent.Discharge(at, "s-7", "ann"));
        int before = bench.changes.size();

        bench.pass(2 * MINUTE_MS);

        assertThat(bench.changes.subList(before, bench.changes.size()).stream()
                        .filter(change -> change.change().equals("refused")))
                .isEmpty();
        assertThat(Optional.ofNullable(bench.ward().limits(BED))).isPresent();
    }

    @Test
    void givenRuleThatTheWardNoLongerHas_whenTheEndComes_thenItIsRefusedOnceAndNotForEver()
            throws IOException, SettingsProblem {
        Map<String, Object> level = Map.of("sign", "spo2", "below", BigDecimal.valueOf(91), "delay", "10s");
        var before = AlarmSettings.of(Map.of("rules", Map.of("spo2", Map.of("odd", Map.of("low", level)))));
        bench.configure(WardBench.plan(), before);
        bench.restart(bench.ward().checkpoint(), bench.log.size(), 0);
        bench.happen(at -> new AlarmEvent.LimitsChanged(
                at, "s-7", "spo2.odd", AlarmPriority.LOW, Map.of(), "ann", "st1", new Terms("", at + MINUTE_MS)));
        assertThat(refused()).isZero();
        bench.configure(WardBench.plan(), AlarmSettings.defaults());
        bench.restart(bench.ward().checkpoint(), bench.log.size(), 0);
        bench.pass(MINUTE_MS);
        assertThat(refused()).isEqualTo(1);

        bench.pass(1_000);
        bench.pass(1_000);

        assertThat(refused()).isEqualTo(1);
    }

    private long refused() {
        return bench.changes.stream()
                .filter(change -> change.change().equals("refused"))
                .count();
    }

    @Test
    void givenDefaults_whenAsked_thenEachLevelHasItsSource() {
        assertThat(bench.ward().limits(BED).orElseThrow().levels()).hasSize(14).allSatisfy(level -> {
            assertThat(level.now().source()).isNotBlank().doesNotContain("configuration");
        });
    }
}
