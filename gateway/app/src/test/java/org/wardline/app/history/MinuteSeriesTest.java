package org.wardline.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.VitalSign;

/** One sign by the minute. */
class MinuteSeriesTest {
    private static final long MINUTE_MS = 60_000;
    private static final long NOW_MS = 1_795_000_020_000L / MINUTE_MS * MINUTE_MS;

    private final MinuteSeries series = new MinuteSeries(VitalSign.SPO2);

    private List<Minute> all() {
        return series.between(0, NOW_MS + 100 * MINUTE_MS);
    }

    @Test
    void givenAMinuteOfValues_whenAsked_thenLeastMedianGreatestAndCount() {
        for (double value : new double[] {97, 82, 96, 95, 98}) {
            series.add(NOW_MS + 1_000, value);
        }

        assertThat(all()).containsExactly(new Minute(NOW_MS, 82, 96, 98, 5));
    }

    @Test
    void givenMinuteGoesOn_whenAskedInBetween_thenItsMedianIsStillExact() {
        series.add(NOW_MS, 90);
        assertThat(all()).containsExactly(new Minute(NOW_MS, 90, 90, 90, 1));
        series.add(NOW_MS + 20_000, 99);
        series.add(NOW_MS + 40_000, 99);

        assertThat(all()).containsExactly(new Minute(NOW_MS, 90, 99, 99, 3));
    }

    @Test
    void givenLatePiece_whenItsMinuteIsClosed_thenTheMediansAreWeighed() {
        series.add(NOW_MS, 90);
        series.add(NOW_MS + 1, 90);
        series.add(NOW_MS + 2, 90);
        series.add(NOW_MS + MINUTE_MS, 97);
        series.add(NOW_MS + 3, 94);

        assertThat(all())
                .containsExactly(new Minute(NOW_MS, 90, 91, 94, 4), new Minute(NOW_MS + MINUTE_MS, 97, 97, 97, 1));
    }

    @Test
    void givenGap_whenAsked_thenNoMinuteIsMadeUp() {
        series.add(NOW_MS, 97);
        series.add(NOW_MS + 10 * MINUTE_MS, 98);

        assertThat(all()).hasSize(2);
        assertThat(series.between(NOW_MS + MINUTE_MS, NOW_MS + 10 * MINUTE_MS)).isEmpty();
    }

    @Test
    void givenThreeDaysAreOver_whenNewOnesCome_thenTheOldestLeave() {
        for (long minute = 0; minute < MinuteSeries.KEEP_MINUTES + 120; minute++) {
            series.add(NOW_MS + minute * MINUTE_MS, 97);
        }
        series.add(NOW_MS, 50); // too late for the ring

        List<Minute> kept = series.between(0, NOW_MS + (MinuteSeries.KEEP_MINUTES + 120) * MINUTE_MS);
        assertThat(kept).hasSizeBetween(MinuteSeries.KEEP_MINUTES, MinuteSeries.KEEP_MINUTES + 60);
        assertThat(kept).allMatch(minute -> minute.least() == 97);
    }

    @Test
    void givenMoreValuesThanItsMedianIsMadeOf_whenAsked_thenLeastIsOfTheLastAndTheCountOfAll() {
        for (int value = 0; value < MinuteSeries.MAX_VALUES + 10; value++) {
            series.add(NOW_MS, 97);
        }

        assertThat(all()).containsExactly(new Minute(NOW_MS, 97, 97, 97, MinuteSeries.MAX_VALUES + 10));
    }

    @Test
    void givenTemperatureInHundredths_whenAsked_thenNothingIsRounded() {
        var temperature = new MinuteSeries(VitalSign.TEMP);
        temperature.add(NOW_MS, 36.65);

        assertThat(temperature.between(NOW_MS, NOW_MS + 1)).containsExactly(new Minute(NOW_MS, 36.65, 36.65, 36.65, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givenAnyOrder_whenAsked_thenLeastGreatestAndCountAreExact(long seed) {
        var random = new Random(seed); // printed as the test's own name
        List<double[]> heard = new ArrayList<>();
        for (int reading = 0; reading < 500; reading++) {
            heard.add(new double[] {random.nextInt(5), 60 + random.nextInt(40)});
        }
        Collections.shuffle(heard, random);
        heard.forEach(one -> series.add(NOW_MS + ((long) one[0]) * MINUTE_MS + random.nextInt(60_000), one[1]));

        for (Minute minute : all()) {
            double at = (minute.atMs() - NOW_MS) / (double) MINUTE_MS;
            List<Double> own = heard.stream()
                    .filter(one -> one[0] == at)
                    .map(one -> one[1])
                    .sorted()
                    .toList();
            assertThat(minute.count()).isEqualTo(own.size());
            assertThat(minute.least()).isEqualTo(own.getFirst());
            assertThat(minute.greatest()).isEqualTo(own.getLast());
            assertThat(minute.median()).isBetween(minute.least(), minute.greatest());
        }
    }
}
