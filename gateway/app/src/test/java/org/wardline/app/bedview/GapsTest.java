package org.wardline.app.bedview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.AlarmBook;
import org.wardline.app.history.Episode;
import org.wardline.app.history.Minute;
import org.wardline.vitals.alarm.AlarmChange;

/** Where nothing came, and why. */
class GapsTest {
    private static final long NOW_MS = 1_795_000_020_000L;
    private static final long MINUTE_MS = 60_000;

    private static List<Minute> minutes(long... agoMin) {
        List<Minute> curve = new ArrayList<>();
        for (long ago : agoMin) {
            curve.add(new Minute(NOW_MS - ago * MINUTE_MS, 97, 97, 97, 60));
        }
        return curve;
    }

    private static Episode technical(String kind, long fromAgoMin, long toAgoMin, String why) {
        var alarms = new AlarmBook();
        alarms.take(change("raised", kind, Map.of("state", "active", "why", why)), NOW_MS - fromAgoMin * MINUTE_MS);
        alarms.take(change("ended", kind, Map.of("state", "over", "why", "clear")), NOW_MS - toAgoMin * MINUTE_MS);
        return alarms.ofPatients().getFirst();
    }

    private static AlarmChange change(String name, String kind, Map<String, Object> said) {
        Map<String, Object> fields = new HashMap<>(said);
        fields.putAll(Map.of("alarm", "s:" + kind + ":1", "type", "technical", "priority", "low"));
        return new AlarmChange(0, name, fields);
    }

    private static List<Gaps.Gap> gaps(List<Minute> curve, List<Episode> alarms, List<Long> restarts) {
        return Gaps.of("spo2", curve, MINUTE_MS, alarms, restarts, NOW_MS);
    }

    @Test
    void givenProbeOff_whenMinutesAreMissing_thenTheGapSaysOff() {
        List<Gaps.Gap> gaps = gaps(
                minutes(20, 19, 18, 8, 7, 6, 5, 4, 3, 2, 1),
                List.of(technical("spo2.signal", 17, 8, "off")),
                List.of());

        assertThat(gaps).containsExactly(new Gaps.Gap("spo2", NOW_MS - 17 * MINUTE_MS, NOW_MS - 8 * MINUTE_MS, "off"));
    }

    @Test
    void givenSilentDevice_whenNothingComesUntilNow_thenTheLastGapIsOpenAndSaysSilent() {
        List<Gaps.Gap> gaps =
                gaps(minutes(20, 19, 18, 17), List.of(technical("m7.silent", 15, 0, "silent")), List.of());

        assertThat(gaps).singleElement().satisfies(gap -> {
            assertThat(gap.toMs()).isEqualTo(NOW_MS);
            assertThat(gap.cause()).isEqualTo("silent");
        });
    }

    @Test
    void givenRestart_whenItIsInTheGap_thenTheGapSaysSo() {
        assertThat(gaps(minutes(20, 19, 18, 8, 7, 6, 5, 4, 3, 2, 1), List.of(), List.of(NOW_MS - 9 * MINUTE_MS)))
                .singleElement()
                .satisfies(gap -> assertThat(gap.cause()).isEqualTo("restart"));
    }

    @Test
    void givenSignThatComesNowAndThen_whenOneIsLate_thenThereIsNoGap() {
        assertThat(gaps(minutes(240, 180, 120, 60), List.of(), List.of())).isEmpty();
    }

    @Test
    void givenFewerMissingThanCount_whenLookedAt_thenThereIsNoGap() {
        assertThat(gaps(minutes(9, 8, 4, 3, 2, 1), List.of(), List.of())).isEmpty();
    }
}
