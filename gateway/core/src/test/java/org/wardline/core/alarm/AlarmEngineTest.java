package org.wardline.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEvent.ReadingHeard;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

class AlarmEngineTest {
    private final List<AlarmChange> said = new ArrayList<>();
    private AlarmEngine engine = plainLimits();

    private static AlarmEngine plainLimits() {
        try {
            return new AlarmEngine(AlarmSettings.of(Map.of("delay", "0s")));
        } catch (SettingsProblem e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(AlarmEvent event) {
        engine.apply(event, said::add);
    }

    private void admitted() {
        apply(new AlarmEvent.Admit(0, "s1", "b1", 1, null));
        apply(new AlarmEvent.DeviceLinked(0, "d1", "s1", Map.of("spo2", 1000L), List.of(), null));
    }

    private void spo2(long atMs, double value) {
        apply(new ReadingHeard(atMs, "d1", List.of(SignValue.of("spo2", value)), atMs, -1));
    }

    private List<String> words() {
        List<String> words = said.stream()
                .map(change -> change.change()
                        + change.state().map(state -> " " + state).orElse(""))
                .toList();
        said.clear();
        return words;
    }

    @Test
    void givenPlainLimits_whenSpo2FallsAndReturns_thenAlarmIsRaisedAckedEnded() {
        admitted();
        spo2(1000, 85);
        assertThat(words()).containsExactly("raised active", "notify", "soundCommand");
        apply(new AlarmEvent.Acknowledge(2000, "s1:spo2.low:1", 1, "ann", "st1"));
        assertThat(words()).containsExactly("answer", "acknowledged acked", "soundCommand");
        spo2(3000, 95);
        assertThat(words()).containsExactly("ended over");
    }

    @Test
    void givenStandingAlarm_whenScreenAsks_thenItSeesValuesLimitsAndSound() {
        admitted();
        spo2(1000, 85);

        Standing standing = engine.standing("s1").getFirst();
        assertThat(standing.name()).isEqualTo("s1:spo2.low:1");
        assertThat(standing.kind()).isEqualTo("spo2.low");
        assertThat(standing.values()).containsEntry("spo2", 85L);
        assertThat(standing.limits()).containsEntry("spo2", new BigDecimal("90"));
        assertThat(standing.ackedBy()).isEmpty();
        assertThat(engine.sound()).contains(AlarmPriority.MEDIUM);
        assertThat(engine.limits("s1", "spo2")).isEqualTo(new AlarmEngine.Limits(90, Double.NaN));
        assertThat(engine.isFresh("d1", "spo2")).isTrue();
        assertThat(engine.stayOf("d1")).contains("s1");
        assertThat(engine.news2("s1").map(AlarmEngine.News2Now::least)).isEqualTo(Optional.of(3));
        assertThat(engine.standing("gateway")).isEmpty();
        apply(new AlarmEvent.PauseAudio(2000, "s1", 60_000, "ann", "st1"));
        assertThat(engine.silence("s1")).contains(new AlarmEngine.Silence(60_000, "ann"));
        assertThat(engine.sound()).isEmpty();
    }

    @Test
    void givenDecimalOfManyDigits_whenJustBelowLimit_thenItIsBeyond() {
        admitted();
        BigDecimal justBelow = new BigDecimal("89.9999999999999999999");
        apply(new ReadingHeard(1000, "d1", List.of(SignValue.of("spo2", justBelow, SignValue.Flag.NONE)), 1, -1));

        assertThat(said.getFirst().fields()).containsEntry("values", Map.of("spo2", justBelow));
    }

    @Test
    void givenTimeThatGoesBack_whenApplied_thenItIsRefused() {
        apply(new AlarmEvent.Tick(1000));

        assertThatThrownBy(() -> apply(new AlarmEvent.Tick(999))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenSixtyFourMessagesSince_whenUntimedRepeatComes_thenItCountsAgain() {
        SeqWindow window = new SeqWindow();
        for (long seq = 0; seq < SeqWindow.LENGTH; seq++) {
            window.add(seq);
        }
        assertThat(window.holds(0)).isTrue();
        window.add(SeqWindow.LENGTH);
        assertThat(window.holds(0)).isFalse();
        assertThat(window.holds(1)).isTrue();
    }

    @Test
    void givenMoreSignsThanAreKept_whenDeviceNamesThem_thenTheRestIsNotHeard() {
        admitted();
        List<SignValue> values = new ArrayList<>();
        for (int sign = 0; sign <= DeviceLink.MOST_SIGNS; sign++) {
            values.add(SignValue.of("x" + sign, 1));
        }
        apply(new ReadingHeard(1000, "d1", values, 1, -1));

        assertThat(engine.isFresh("d1", "x" + (DeviceLink.MOST_SIGNS - 2))).isTrue(); // spo2 is one of them
        assertThat(engine.isFresh("d1", "x" + (DeviceLink.MOST_SIGNS - 1))).isFalse();
    }

    @Test
    void givenMoreStrangersThanAreKept_whenTheOldestSpeaksAgain_thenItIsSaidOnceMore() {
        for (int device = 0; device <= Floor.MOST_STRANGERS; device++) {
            apply(new ReadingHeard(0, "x" + device, List.of(), -1, -1));
        }
        assertThat(words()).hasSize(Floor.MOST_STRANGERS + 1);
        apply(new ReadingHeard(0, "x" + Floor.MOST_STRANGERS, List.of(), -1, -1));
        assertThat(words()).isEmpty();
        apply(new ReadingHeard(0, "x0", List.of(), -1, -1));
        assertThat(words()).containsExactly("ghost");
    }

    @Test
    void givenDischargedStay_whenItComesAgain_thenEpisodesAreCountedOn() {
        admitted();
        spo2(1000, 85);
        apply(new AlarmEvent.Discharge(2000, "s1", null));
        engine = AlarmEngine.restored(AlarmSettings.defaults(), engine.snapshot());
        apply(new AlarmEvent.Acknowledge(2000, "s1:spo2.low:1", 1, "ann", "st1"));
        assertThat(said.getLast().text("result")).contains("over");
        apply(new AlarmEvent.Admit(3000, "s1", "b1", 0, null));
        apply(new AlarmEvent.DeviceLinked(3000, "d1", "s1", Map.of("spo2", 1000L), List.of(), null));
        for (long atMs = 4000; atMs <= 20_000; atMs += 1000) {
            spo2(atMs, 85);
        }
        assertThat(engine.standing("s1").getFirst().name()).isEqualTo("s1:spo2.low:2");
    }

    @Test
    void givenTrendOfTooManyValues_whenOneMoreComes_thenEverySecondIsForgotten() {
        Trend trend = new Trend(1_000_000);
        for (int at = 0; at < Trend.MOST_KEPT; at++) {
            trend.add(at, 90, null);
        }
        trend.add(Trend.MOST_KEPT, 80, null);

        assertThat(trend.size()).isEqualTo(Trend.MOST_KEPT / 2 + 1);
        assertThat(trend.rise(new Term.Window(1000, 2))).contains(BigDecimal.valueOf(-5.0));
    }

    @Test
    void givenMoreRaisesThanAreKept_whenCounted_thenTheNewestAre() {
        Raises raises = new Raises();
        for (long at = 0; at <= Raises.MOST_KEPT; at++) {
            raises.add(at);
        }

        assertThat(raises.firstAtMs()).isEqualTo(1);
        assertThat(raises.count(Raises.MOST_KEPT, Durations.HOUR)).isEqualTo(Raises.MOST_KEPT);
    }

    @Test
    void givenMoreStationsThanAreKnown_whenAnotherLives_thenSilentOnesMakeRoom() {
        Stations stations = new Stations(AlarmSettings.defaults());
        for (int station = 0; station < Stations.MOST_KNOWN; station++) {
            stations.alive("x" + station, 0, false, false);
        }
        stations.alive("late", 1000, true, true);
        assertThat(stations.trouble(1000)).isEqualTo("hidden");
        stations.alive("late", 10_000, true, true);
        assertThat(stations.trouble(10_000)).isEmpty();
    }

    @Test
    void givenMorePastStaysThanAreKept_whenTheOldestComesBack_thenItBeginsAnew() {
        for (int stay = 0; stay <= Floor.MOST_PAST_STAYS; stay++) {
            apply(new AlarmEvent.Admit(stay, "p" + stay, "b1", 0, null));
            apply(new AlarmEvent.Fault(stay, "pump", true, AlarmPriority.LOW, "p" + stay));
            apply(new AlarmEvent.Discharge(stay, "p" + stay, null));
        }
        apply(new AlarmEvent.Acknowledge(Floor.MOST_PAST_STAYS, "p1:pump.fault:1", 1, "ann", "st1"));
        assertThat(said.getLast().text("result")).contains("over");
        apply(new AlarmEvent.Acknowledge(Floor.MOST_PAST_STAYS, "p0:pump.fault:1", 1, "ann", "st1"));
        assertThat(said.getLast().text("result")).contains("unknown");
    }

    @Test
    void givenRuleThatIsGoneFromSettings_whenRestored_thenItsAlarmEndsWhenTheStayIsJudged() throws SettingsProblem {
        admitted();
        spo2(1000, 85);
        Map<String, @Nullable Object> noLow = new HashMap<>();
        noLow.put("low", null);
        engine = AlarmEngine.restored(AlarmSettings.of(Map.of("rules", Map.of("spo2", noLow))), engine.snapshot());
        said.clear();
        apply(new AlarmEvent.Restart(2000, true));

        assertThat(words()).contains("ended over");
        assertThat(engine.standing("s1")).isEmpty();
    }
}
