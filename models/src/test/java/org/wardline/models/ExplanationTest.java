package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wardline.models.Features.Kind;
import org.wardline.models.Features.Relation;

class ExplanationTest {
    @Test
    void givenSeveralThingsOut_whenExplained_thenTheFarthestComeFirstAndEachSignOnce() {
        float[] unlike = new float[2 * Features.COUNT];
        int offset = Features.COUNT;
        unlike[offset + Features.at(Watched.BREATHING, Kind.DEVIATION)] = 2.5f;
        unlike[offset + Features.at(Watched.BREATHING, Kind.LEVEL)] = 2.4f;
        unlike[offset + Features.at(Watched.HEART, Kind.CHANGE)] = 7f;
        unlike[offset + Features.at(Relation.PULSE_DIFFERENCE)] = 1.7f;
        unlike[offset + Features.at(Watched.SPO2, Kind.LEVEL)] = 1.6f;

        assertThat(Explanation.of(unlike, offset).text())
                .isEqualTo(
                        "HR changed within minutes (1 in 1000 or rarer); RR unlike this patient's last hours (1 in 300); "
                                + "HR and PR disagree (1 in 50)");
    }

    @Test
    void givenNothingOutByItself_whenExplained_thenItSaysThatItIsTheSum() {
        Explanation explanation = Explanation.of(new float[Features.COUNT], 0);

        assertThat(explanation.parts()).isEmpty();
        assertThat(explanation.text()).contains("together");
    }

    @Test
    void givenAModelThatExplainsWithNaN_whenExplained_thenNothingStandsOut() {
        float[] unlike = new float[Features.COUNT];
        Arrays.fill(unlike, Float.NaN);

        assertThat(Explanation.of(unlike, 0).parts()).isEmpty();
    }
}
