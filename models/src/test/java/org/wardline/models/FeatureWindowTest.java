package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

class FeatureWindowTest {
    private static final int HOUR_S = 3_600;

    @Test
    void givenAnHour_whenFedOneByOneOrAllAtOnce_thenTheVectorsAreTheSame() {
        List<Reading> readings = Streams.quiet(0, 1_800);
        FeatureWindow asTheyCome = new FeatureWindow();
        for (int second = 0; second < readings.size(); second++) {
            asTheyCome.hear(readings.get(second));
            float[] each = vector(asTheyCome, second);
            if (second % 97 == 0) {
                assertThat(each).isEqualTo(vector(fed(readings.subList(0, second + 1)), second));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givenReadingsInAnyOrder_whenAllAreHeard_thenTheVectorIsTheSame(long seed) {
        List<Reading> readings = new ArrayList<>(Streams.quiet(0, 1_500));
        readings.addAll(Streams.shifted(1_500, 1_700, 25));
        float[] inOrder = vector(fed(readings), 1_700);

        Collections.shuffle(readings, new Random(seed));

        assertThat(vector(fed(readings), 1_700)).as("seed %d", seed).isEqualTo(inOrder);
    }

    @Test
    void givenALateReading_whenItIsHeard_thenItLandsAtItsOwnTime() {
        List<Reading> readings = Streams.quiet(0, 2 * HOUR_S);
        FeatureWindow window = fed(readings.subList(0, HOUR_S));
        readings.subList(HOUR_S + 600, 2 * HOUR_S).forEach(window::hear);
        float[] without = vector(window, 2 * HOUR_S);

        readings.subList(HOUR_S, HOUR_S + 600).forEach(window::hear);

        assertThat(vector(window, 2 * HOUR_S))
                .isEqualTo(vector(fed(readings), 2 * HOUR_S))
                .isNotEqualTo(without);
    }

    @Test
    void givenValuesThatCannotBeUsed_whenHeard_thenNothingChanges() {
        FeatureWindow window = fed(Streams.quiet(0, 600));
        float[] before = vector(window, 600);

        window.hear(Streams.reading(
                Streams.atMs(599),
                new Measurement(VitalSign.SPO2, 12, Quality.MOTION),
                Measurement.none(VitalSign.HEART_RATE, Quality.LEADS_OFF),
                Measurement.of(VitalSign.GLUCOSE, 5)));

        assertThat(vector(window, 600)).isEqualTo(before);
    }

    @Test
    void givenChartedHours_whenOneIsFarOff_thenDeviationAndStepSayHowFar() {
        FeatureWindow window = new FeatureWindow();
        for (int hour = 0; hour < 12; hour++) {
            window.hear(Streams.reading(
                    Streams.atMs(hour * HOUR_S),
                    Measurement.of(VitalSign.NIBP_SYS, 120 + hour % 3),
                    Measurement.of(VitalSign.NIBP_DIA, 80),
                    Measurement.of(VitalSign.RESP_RATE, 16)));
        }
        window.hear(Streams.reading(
                Streams.atMs(12 * HOUR_S),
                Measurement.of(VitalSign.NIBP_SYS, 80),
                Measurement.of(VitalSign.NIBP_DIA, 50),
                Measurement.of(VitalSign.RESP_RATE, 16)));

        float[] vector = vector(window, 12 * HOUR_S);

        assertThat(of(vector, "sbp.level")).isEqualTo(80);
        assertThat(of(vector, "sbp.deviation")).isBetween(-8f, -5f);
        assertThat((double) of(vector, "sbp.step")).isCloseTo((80 - 122) / 10.8, within(1e-4));
        assertThat((double) of(vector, "map.level"))
                .as("from systolic and diastolic")
                .isCloseTo(60, within(1e-3));
        assertThat(of(vector, "rr.change")).as("only where a monitor streams").isNaN();
        assertThat(of(vector, "rr.frozen")).isNaN();
        assertThat(of(vector, "rr.step")).isZero();
        assertThat(of(vector, "temp.level")).isNaN();
    }

    @Test
    void givenTwoValuesOnly_whenAsked_thenNothingIsSaidOfWhatIsUsual() {
        FeatureWindow window = new FeatureWindow();
        for (int hour = 0; hour < 3; hour++) {
            window.hear(Streams.reading(Streams.atMs(hour * HOUR_S), Measurement.of(VitalSign.RESP_RATE, 16)));
        }

        assertThat(of(vector(window, 2 * HOUR_S), "rr.deviation")).isNaN();
    }

    @Test
    void givenAHeartRateThatDoesNotMove_whenMinutesPass_thenFrozenCountsThem() {
        FeatureWindow window = fed(Streams.quiet(0, 600));
        for (int second = 600; second < 900; second++) {
            window.hear(Streams.reading(Streams.atMs(second), Measurement.of(VitalSign.HEART_RATE, 76)));
        }

        assertThat(of(vector(window, 900), "hr.frozen")).isEqualTo(5);
        assertThat(of(vector(window, 900), "hr.variability")).isZero();
        assertThat(of(vector(window, 900), "spo2.gaps")).isEqualTo(1);
    }

    @Test
    void givenNoHeartRate_whenThereIsAPulse_thenThePulseStandsIn() {
        FeatureWindow window = new FeatureWindow();
        for (int second = 0; second < 120; second++) {
            window.hear(Streams.reading(Streams.atMs(second), Measurement.of(VitalSign.PULSE_RATE_SPO2, 88)));
        }

        assertThat(of(vector(window, 120), "hr.level")).isEqualTo(88);
        assertThat(of(vector(window, 120), "pulse_difference")).isNaN();
    }

    @Test
    void givenTwelveHoursAreOver_whenAskedWhatIsUsual_thenWhatWasBeforeHasNoSay() {
        List<Reading> readings = Streams.quiet(0, 13 * HOUR_S);
        FeatureWindow alone = fed(readings);
        FeatureWindow before = new FeatureWindow();
        Streams.shifted(-6 * HOUR_S, 0, 90).forEach(before::hear);
        readings.forEach(before::hear);

        assertThat(vector(before, 13 * HOUR_S)).isEqualTo(vector(alone, 13 * HOUR_S));
    }

    @Test
    void givenAStampAheadOfTime_whenHeard_thenItCountsAsNow() {
        FeatureWindow window = fed(Streams.quiet(0, 600));
        List<Measurement> values = List.of(Measurement.of(VitalSign.TEMP, 38.5));
        window.hear(new Reading(
                new DeviceId("m-2"), 1, Streams.atMs(900_000), Streams.atMs(600), ClockQuality.DEVICE, values));

        assertThat(of(vector(window, 600), "temp.level")).isEqualTo(38.5f);
        assertThat(of(vector(window, 6 * HOUR_S), "temp.level"))
                .as("four hours at most")
                .isNaN();
    }

    @Test
    void givenOurClockFallsBackByDays_whenReadingsGoOn_thenTheWindowBeginsAnew() {
        FeatureWindow window = fed(Streams.shifted(0, 1_200, 40));
        List<Reading> earlier = Streams.quiet(-90_000, -89_000);
        earlier.forEach(window::hear);

        assertThat(vector(window, -89_000)).isEqualTo(vector(fed(earlier), -89_000));
    }

    @Test
    void givenMoreValuesThanASlotTakes_whenHeard_thenTheRestIsLeftOut() {
        Slots slots = new Slots(4, true);
        for (int value = 0; value < Slots.MAX_VALUES_IN_SLOT + 10; value++) {
            slots.add(1, 100);
        }
        slots.add(1, 300);

        assertThat(slots.count(1)).isEqualTo(Slots.MAX_VALUES_IN_SLOT);
        assertThat(slots.centre(1)).isEqualTo(100);
    }

    private static FeatureWindow fed(List<Reading> readings) {
        FeatureWindow window = new FeatureWindow();
        readings.forEach(window::hear);
        return window;
    }

    private static float[] vector(FeatureWindow window, int second) {
        float[] vector = new float[Features.COUNT];
        window.compute(Streams.atMs(second), vector);
        return vector;
    }

    private static float of(float[] vector, String name) {
        for (int at = 0; at < Features.COUNT; at++) {
            if (Features.list().get(at).name().equals(name)) {
                return vector[at];
            }
        }
        throw new IllegalArgumentException(name);
    }
}
