package org.wardline.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeValuesTest {
    private final List<String> made = new ArrayList<>();
    private final WholeValues<String> values = new WholeValues<>((sign, value) -> {
        made.add(sign + " " + value);
        return sign.name() + " " + value;
    });

    @Test
    void givenSmallWholeValue_whenAskedAgain_thenItIsMadeOnceForEachSign() {
        for (int time = 0; time < 3; time++) {
            assertThat(values.of(VitalSign.SPO2, 97)).isEqualTo("spo2 97.0");
            assertThat(values.of(VitalSign.RESP_RATE, 97)).isEqualTo("resp_rate 97.0");
            assertThat(values.of(VitalSign.SPO2, WholeValues.MOST - 1)).isEqualTo("spo2 " + (WholeValues.MOST - 1.0));
        }

        assertThat(made).hasSize(3);
    }

    @Test
    void givenAnyOtherValue_whenAsked_thenItIsMadeOfExactlyThat() {
        double[] others = {0.0, -0.0, -5, 96.5, 36.6, WholeValues.MOST, 1e18, Double.NaN, Double.POSITIVE_INFINITY};
        for (double other : others) {
            assertThat(values.of(VitalSign.TEMP, other)).isEqualTo("temp " + other);
        }

        assertThat(made).hasSize(others.length);
    }

    @Test
    void givenMeasurements_whenTheValueIsNotPlausible_thenTheyAreDoubtfulEachTime() {
        assertThat(Measurement.of(VitalSign.HEART_RATE, 72))
                .isEqualTo(new Measurement(VitalSign.HEART_RATE, 72, Quality.GOOD));
        for (int time = 0; time < 2; time++) {
            assertThat(Measurement.of(VitalSign.HEART_RATE, 299).quality()).isEqualTo(Quality.DOUBTFUL);
        }
    }
}
