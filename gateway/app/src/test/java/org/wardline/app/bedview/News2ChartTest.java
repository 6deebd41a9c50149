package org.wardline.app.bedview;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.Minute;
import org.wardline.core.news2.Part;

/** Columns of the NEWS2 chart (RCP, NEWS2, London 2017, chart 1; alarm engine, section 8). */
class News2ChartTest {
    private static final long NOW_MS = 1_795_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    private static Map<String, Object> full() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("resp_rate", new BigDecimal(22));
        values.put("spo2", new BigDecimal(93));
        values.put("o2_supplemental", true);
        values.put("o2_flow", new BigDecimal(4));
        values.put("nibp_sys", new BigDecimal(114));
        values.put("nibp_dia", new BigDecimal(66));
        values.put("heart_rate", new BigDecimal(94));
        values.put("pulse_rate_spo2", new BigDecimal(94));
        values.put("consciousness_acvpu", "A");
        values.put("temp", new BigDecimal("37.4"));
        return values;
    }

    private static News2Chart.Entry entry(long atMs, String who, Map<String, Object> values) {
        return new News2Chart.Entry(atMs, atMs, who, values, Optional.empty());
    }

    private static List<News2Chart.Column> columns(List<News2Chart.Entry> entries, Map<String, Minute> newest) {
        return News2Chart.of(entries, Map.of(), Set.of("m7"), 1, newest, NOW_MS);
    }

    private static News2Chart.Scored part(News2Chart.Column column, Part part) {
        return requireNonNull(column.parts().get(part));
    }

    private static Minute at(long atMs, double value) {
        return new Minute(atMs, value, value, value, 1);
    }

    @Test
    void givenDeviceThatReportsOxygenAndConsciousness_whenCharted_thenTheyCountAsTheEngineCountsThem() {
        Map<String, List<Minute>> devices = Map.of(
                "o2_flow", List.of(at(NOW_MS - 3 * HOUR_MS, 2)),
                "consciousness_acvpu", List.of(at(NOW_MS - 3 * HOUR_MS, 2)));
        var entry = entry(NOW_MS - HOUR_MS, "Li Wei", Map.of("resp_rate", new BigDecimal(14)));

        News2Chart.Column signed = News2Chart.of(List.of(entry), devices, Set.of("m7"), 1, Map.of(), NOW_MS)
                .getFirst();

        assertThat(part(signed, Part.O2).value()).isEqualTo(true);
        assertThat(part(signed, Part.CONSCIOUSNESS).value()).isEqualTo("V");
        assertThat(part(signed, Part.CONSCIOUSNESS).source()).isEqualTo("device");
        assertThat(signed.least()).isEqualTo(5);
    }

    @Test
    void givenPersonWhoContradictsTheDevice_whenItRepeatsItself_thenThePersonCountsUntilItIsTakenAtItsWordAgain() {
        long sinceMs = NOW_MS - HOUR_MS;
        Map<String, List<Minute>> oxygen = Map.of(
                "o2_flow",
                java.util.stream.LongStream.range(0, 60)
                        .mapToObj(minute -> at(sinceMs + minute * 60_000, 2))
                        .toList());
        for (long minute : List.of(44L, 50L)) { // it was taken at its word after 0, 15, 30 and 45 minutes
            var entry = entry(sinceMs + minute * 60_000, "Li Wei", Map.of("o2_supplemental", false));

            News2Chart.Column now = News2Chart.of(
                            List.of(entry),
                            oxygen,
                            Set.of("m7"),
                            1,
                            Map.of("o2_flow", at(NOW_MS - 61_000, 2)),
                            NOW_MS - 60_000)
                    .getLast();

            assertThat(part(now, Part.O2).value())
                    .as("entered after %d min", minute)
                    .isEqualTo(minute < 45);
        }
    }

    @Test
    void givenScaleChangedLater_whenCharted_thenTheColumnsBeforeAreByTheOldOne() {
        var before = entry(NOW_MS - 2 * HOUR_MS, "Li Wei", full());
        Map<String, Object> other = full();
        other.put("news2_scale", new BigDecimal(2));
        var after = entry(NOW_MS - HOUR_MS, "Li Wei", other);

        List<News2Chart.Column> columns =
                News2Chart.of(List.of(before, after), Map.of(), Set.of("m7"), 2, Map.of(), NOW_MS);

        assertThat(columns).extracting(News2Chart.Column::scale).containsExactly(1, 2, 2);
        assertThat(part(columns.getFirst(), Part.SPO2).points()).isEqualTo(2);
    }

    @Test
    void givenSignedSet_whenCharted_thenItsColumnIsCompleteWithPointsAndHand() {
        var entry = entry(NOW_MS - HOUR_MS, "Li Wei", full());

        News2Chart.Column signed = columns(List.of(entry), Map.of()).getFirst();

        assertThat(signed.who()).isEqualTo("Li Wei");
        assertThat(signed.isComplete()).isTrue();
        assertThat(signed.least()).isEqualTo(7); // 2 + 2 + 2 + 0 + 1 + 0 + 0
        assertThat(part(signed, Part.RR).points()).isEqualTo(2);
        assertThat(part(signed, Part.RR).source()).isEqualTo("hand");
        assertThat(signed.extra()).containsEntry("o2_flow", new BigDecimal(4)).containsKey("nibp_dia");
        assertThat(signed.dueMs()).isEqualTo(signed.atMs() + HOUR_MS);
    }

    @Test
    void givenEntryAndNewerDevice_whenNow_thenTheNewerCountsAndIsSaid() {
        var entry = entry(NOW_MS - HOUR_MS, "Li Wei", full());

        News2Chart.Column now =
                columns(List.of(entry), Map.of("spo2", at(NOW_MS - 1_000, 79))).getLast();

        assertThat(now.who()).isEmpty();
        assertThat(part(now, Part.SPO2).source()).isEqualTo("device");
        assertThat(part(now, Part.SPO2).points()).isEqualTo(3);
        assertThat(part(now, Part.RR).source()).isEqualTo("hand");
        assertThat(now.least()).isEqualTo(8);
        assertThat(now.hasThree()).isTrue();
    }

    @Test
    void givenOldDeviceAndOldEntry_whenNow_thenNothingIsCountedAsZero() {
        var entry = entry(NOW_MS - News2Chart.ENTRY_MS, "Li Wei", full());

        News2Chart.Column now = columns(
                        List.of(entry), Map.of("spo2", at(NOW_MS - 300_000, 97), "temp", at(NOW_MS - HOUR_MS, 37)))
                .getLast();

        assertThat(now.missing()).containsExactly("rr", "spo2", "o2", "sbp", "pulse", "consciousness");
        assertThat(now.isComplete()).isFalse();
        assertThat(now.dueMs()).isZero();
    }

    @Test
    void givenDeviceThatReportsOxygen_whenCharted_thenItSignsNoColumn() {
        var device = entry(NOW_MS - 1_000, "m7", Map.of("o2_supplemental", false));

        List<News2Chart.Column> columns = columns(List.of(device), Map.of());

        assertThat(columns).hasSize(1);
        assertThat(part(columns.getFirst(), Part.O2).source()).isEqualTo("device");
    }

    @Test
    void givenScale2_whenSpo2Is93_thenItsPointsAreThoseOnOxygenOrAir() {
        Map<String, Object> onScale2 = full();
        onScale2.put("news2_scale", new BigDecimal(2));
        Map<String, Object> onAir = new LinkedHashMap<>(onScale2);
        onAir.put("o2_supplemental", false);

        List<News2Chart.Column> columns = columns(
                List.of(entry(NOW_MS - 2 * HOUR_MS, "a", onScale2), entry(NOW_MS - HOUR_MS, "b", onAir)), Map.of());

        assertThat(part(columns.get(0), Part.SPO2).points()).isEqualTo(1);
        assertThat(part(columns.get(1), Part.SPO2).points()).isZero();
        assertThat(columns.get(2).scale()).isEqualTo(2);
    }

    @Test
    void givenEntryInError_whenCharted_thenItStandsWithItsOwnValuesAndCountsNowhere() {
        var before = entry(NOW_MS - 2 * HOUR_MS, "Li Wei", full());
        var wrong = entry(NOW_MS - HOUR_MS, "Ann", Map.of("consciousness_acvpu", "U", "news2_scale", new BigDecimal(2)))
                .withdrawn(new News2Chart.Withdrawn("Eve", NOW_MS - 1))
                .withdrawn(new News2Chart.Withdrawn("Bob", NOW_MS));

        List<News2Chart.Column> columns = columns(List.of(before, wrong), Map.of());

        assertThat(columns).hasSize(3);
        assertThat(columns.get(1).parts()).containsOnlyKeys(Part.CONSCIOUSNESS);
        assertThat(columns.get(1).isComplete()).isFalse();
        assertThat(columns.get(1).withdrawn()).contains(new News2Chart.Withdrawn("Eve", NOW_MS - 1));
        assertThat(columns.get(1).entry()).isEqualTo(NOW_MS - HOUR_MS);
        assertThat(part(columns.get(2), Part.CONSCIOUSNESS).value()).isEqualTo("A");
        assertThat(columns.get(2).scale()).isEqualTo(1);
    }
}
