package org.wardline.sync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardline.sync.Samples;

class FhirQueryTest {
    @Test
    void givenNothing_whenAsked_thenAllIsAskedInPages() {
        assertThat(FhirQuery.parse(Map.of()))
                .isEqualTo(new FhirQuery.Asked(new FhirQuery(Long.MIN_VALUE, Long.MAX_VALUE, FhirQuery.PAGE, 0)));
    }

    @Test
    void givenSpanCountAndCursor_whenAsked_thenAllHold() {
        Map<String, List<String>> asked = Map.of(
                "_lastUpdated", List.of("ge2026-11-22T04:18:00Z", "lt2026-11-22T05:19:00+01:00"),
                "_count", List.of("7"),
                "_after", List.of("123"));

        assertThat(FhirQuery.parse(asked))
                .isEqualTo(new FhirQuery.Asked(new FhirQuery(Samples.T0, Samples.T0 + 60_000, 7, 123)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T04:18:00.000Z, 0, 1",
        "eq2026-11-22T04:18:00Z, 0, 1000",
        "gt2026-11-22T04:18:00Z, 1000, max",
        "le2026-11-22T04:18:00.000Z, min, 1",
        "2026-11-22, -15480000, 70920000"
    })
    void givenTime_whenAsked_thenItsPrecisionCounts(String value, String from, String before) {
        FhirQuery.Parsed parsed = FhirQuery.parse(Map.of("_lastUpdated", List.of(value)));

        assertThat(parsed).isEqualTo(new FhirQuery.Asked(new FhirQuery(at(from), at(before), FhirQuery.PAGE, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "patient, 4711",
        "_lastUpdated, yesterday",
        "_lastUpdated, 2026-11-22T04:18:00",
        "_lastUpdated, ne2026-11-22",
        "_count, -1",
        "_count, many",
        "_after, 99999999999999999999",
        "_format, xml",
        "code:in, x"
    })
    void givenUnknownParameter_whenAsked_thenItIsRefused(String name, String value) {
        assertThat(FhirQuery.parse(Map.of(name, List.of(value)))).isInstanceOf(FhirQuery.Wrong.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "100000, 500", "500, 500"})
    void givenCount_whenOutOfBounds_thenTheBoundHolds(String wished, int given) {
        FhirQuery.Parsed parsed = FhirQuery.parse(Map.of("_count", List.of(wished)));

        assertThat(((FhirQuery.Asked) parsed).query().count()).isEqualTo(given);
    }

    private static long at(String offset) {
        return switch (offset) {
            case "min" -> Long.MIN_VALUE;
            case "max" -> Long.MAX_VALUE;
            default -> Samples.T0 + Long.parseLong(offset);
        };
    }
}
