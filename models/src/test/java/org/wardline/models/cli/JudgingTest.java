package org.wardline.models.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

class JudgingTest {
    private static final long HOUR_MS = 3_600_000;

    /** Every boundary of chart 1 (RCP, NEWS2, 2017), SpO2 by scale 1, rounded half up. */
    @ParameterizedTest
    @CsvSource({
        "resp_rate,8,3",
        "resp_rate,9,1",
        "resp_rate,11.4,1",
        "resp_rate,12,0",
        "resp_rate,20,0",
        "resp_rate,20.5,2",
        "resp_rate,24,2",
        "resp_rate,25,3",
        "spo2,91,3",
        "spo2,92,2",
        "spo2,93,2",
        "spo2,94,1",
        "spo2,95,1",
        "spo2,96,0",
        "nibp_sys,90,3",
        "nibp_sys,91,2",
        "nibp_sys,100,2",
        "nibp_sys,101,1",
        "nibp_sys,110,1",
        "nibp_sys,111,0",
        "nibp_sys,219,0",
        "nibp_sys,220,3",
        "heart_rate,40,3",
        "heart_rate,41,1",
        "heart_rate,50,1",
        "heart_rate,51,0",
        "heart_rate,90,0",
        "heart_rate,91,1",
        "heart_rate,110,1",
        "heart_rate,111,2",
        "heart_rate,130,2",
        "heart_rate,131,3",
        "temp,35.0,3",
        "temp,35.1,1",
        "temp,36.0,1",
        "temp,36.1,0",
        "temp,38.04,0",
        "temp,38.05,1",
        "temp,39.0,1",
        "temp,39.1,2",
        "glucose,2,0"
    })
    void givenOneSign_whenScored_thenItHasItsPoints(String sign, double value, int points) {
        assertThat(News2Least.of(at(0, Measurement.of(VitalSign.named(sign), value))))
                .isEqualTo(points);
    }

    @Test
    void givenPartsOfDifferentAge_whenScored_thenOldOnesAreNoLongerKnown() {
        News2Least news2 = new News2Least();
        var high = Measurement.of(VitalSign.TEMP, 39.5);

        assertThat(news2.hear(at(0, high, Measurement.of(VitalSign.RESP_RATE, 30))))
                .isEqualTo(5);
        assertThat(news2.hear(at(1))).isEqualTo(5);
        assertThat(news2.hear(at(2))).as("a rate counts for one hour more").isEqualTo(2);
        assertThat(news2.hear(at(7))).as("temperature for six").isZero();
    }

    @Test
    void givenAScoreThatStays_whenJudged_thenItIsOneAdvisory() {
        Advisories advisories = new Advisories(0.9, 2);

        assertThat(advisories.hear(0.95, 0)).isFalse();
        assertThat(advisories.hear(0.95, 1_000)).isTrue();
        assertThat(advisories.hear(0.95, 9 * HOUR_MS)).isFalse();
        assertThat(advisories.count()).isEqualTo(1);
    }

    @Test
    void givenASecondEpisodeWithinTheHour_whenJudged_thenItWaits() {
        Advisories advisories = new Advisories(0.9, 1);

        assertThat(advisories.hear(0.95, 0)).isTrue();
        assertThat(advisories.hear(0.5, 1_000)).isFalse();
        assertThat(advisories.hear(0.95, HOUR_MS - 1)).isFalse();
        assertThat(advisories.hear(0.95, HOUR_MS)).isTrue();
        assertThat(advisories.count()).isEqualTo(2);
    }

    @Test
    void givenNumbersAndLabels_whenRanked_thenTheAreaIsTheShareOfPairsInOrder() {
        Ranking ranking = new Ranking(1);
        ranking.add(new double[] {0.1, 0.4, 0.8}, new boolean[] {false, true, true});
        ranking.add(new double[] {0.6, 0.2}, new boolean[] {false, false});

        Ranking.Area area = ranking.area(1);

        // six pairs of one of each kind, five of them in order (0.4 is below 0.6)
        assertThat(area.value()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(area.hours()).isEqualTo(5);
    }

    @Test
    void givenAPerson_whenSplit_thenTheSideIsAlwaysTheSame() {
        assertThat(Split.of(Dataset.SEPSIS2019, "p000002")).isEqualTo(Split.TRAIN);
        assertThat(Split.of(Dataset.BIDMC, "s01182")).isEqualTo(Split.VALIDATION);
    }

    @Test
    void givenWrongUse_whenACommandRuns_thenItSaysSoAndEndsWithTwo() {
        assertThat(FeatureMatrix.run("--dataset", "none", "folder", "--out", "x"))
                .isEqualTo(2);
        assertThat(FeatureMatrix.run("--dataset", "bidmc", "folder", "--out", "x", "--splits", "none"))
                .isEqualTo(2);
        assertThat(Evaluate.run("anomaly")).isEqualTo(2);
    }

    private static Reading at(int hour, Measurement... values) {
        long atMs = Recording.EPOCH_MS + hour * HOUR_MS;
        return new Reading(new DeviceId("p1"), Reading.NO_SEQ, atMs, atMs, ClockQuality.DEVICE, List.of(values));
    }
}
