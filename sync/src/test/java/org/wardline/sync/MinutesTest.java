package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

class MinutesTest {
    private static final BedId BED = new BedId("7");

    private final Minutes minutes = new Minutes(0);
    private long number;

    @Test
    void givenMinuteOfReadings_whenOver_thenTheLastGoodValueOfEachSignLeaves() {
        add(0, Samples.hr(70), Samples.spo2(97));
        add(30, Samples.hr(75), Samples.spo2(20)); // implausible: doubtful
        add(59, Samples.hr(80));

        assertThat(minutes.close(Samples.T0 + 64_999)).isEmpty();
        List<Ready> closed = minutes.close(Samples.T0 + 65_000);

        assertThat(closed).hasSize(1);
        assertThat(closed.getFirst().items()).hasSize(3);
        assertThat(closed.getFirst().observations())
                .extracting(Observation::sign)
                .containsExactly("heart_rate", "spo2");
        assertThat(values(closed.getFirst())).containsExactly(80.0, 97.0);
        assertThat(closed.getFirst().observations().get(1).measuredAtMs()).isEqualTo(Samples.T0);
    }

    @Test
    void givenOnlyDoubtfulValues_whenOver_thenTheLastOfThemLeaves() {
        add(0, Samples.spo2(20));
        add(10, Samples.spo2(21));

        assertThat(values(minutes.closeAll().getFirst())).containsExactly(21.0);
    }

    @Test
    void givenValueThatAlarmed_whenOver_thenItLeavesBesideTheMinute() {
        add(0, Samples.spo2(82), Samples.hr(70));
        add(1, Samples.spo2(95), Samples.hr(71));
        minutes.mark(new Alarmed("m-1", 1, Set.of("spo2")));

        List<Observation> left = minutes.closeAll().getFirst().observations();

        assertThat(left)
                .extracting(each -> each.identifier().system() + " " + each.sign())
                .containsExactly(
                        "urn:wardline:minute spo2", "urn:wardline:minute heart_rate", "urn:wardline:reading spo2");
        assertThat(left.getLast().values().getFirst().value()).isEqualTo(82);
    }

    @Test
    void givenLateReading_whenItsMinuteHasLeft_thenItGoesUnderTheSameIdentifier() {
        add(0, Samples.hr(70));
        Identifier first =
                minutes.closeAll().getFirst().observations().getFirst().identifier();
        add(5, Samples.hr(71));

        assertThat(minutes.closeAll().getFirst().observations().getFirst().identifier())
                .isEqualTo(first);
    }

    @Test
    void givenReadingFromTheFuture_whenNothingMoreComes_thenItDoesNotWaitForItsMinute() {
        Reading future = new Reading(
                Samples.reading("m-1", 1, 0).device(),
                1,
                Samples.T0 + 900_000_000,
                Samples.T0,
                ClockQuality.DEVICE,
                List.of(Samples.hr(70)));
        assertThat(minutes.add(item(), BED, future, Samples.ANNA)).isEmpty();

        assertThat(minutes.close(Samples.T0 + 70_000)).hasSize(1);
    }

    @Test
    void givenPatientCameWithinTheMinute_whenMeasured_thenItDoesNotFitTheMinute() {
        var newcomer = new Subject(Samples.BERT.patient(), new StayId("stay-b"), Samples.T0 + 20_000);

        assertThat(Minutes.fits(Samples.reading("m-1", 1, Samples.T0 + 30_000, Samples.hr(70)), newcomer))
                .isFalse();
        assertThat(Minutes.fits(Samples.reading("m-1", 1, Samples.T0 + 60_000, Samples.hr(70)), newcomer))
                .isTrue();
    }

    @Test
    void givenTooManyReadings_whenBoundIsReached_thenGroupsLeaveEarly() {
        List<Ready> early = new ArrayList<>();
        for (int at = 0; at < Minutes.MAX_GROUP; at++) {
            early.addAll(minutes.add(item(), BED, reading(0, Samples.hr(70)), Samples.ANNA));
        }
        assertThat(early).hasSize(1);
        early.clear();

        for (int bed = 0; early.isEmpty(); bed++) {
            early.addAll(minutes.add(item(), new BedId("b" + bed), reading(0, Samples.hr(70)), Samples.ANNA));
            assertThat(bed).isLessThan(Minutes.MAX_READINGS);
        }
        assertThat(early.getFirst().items().getFirst().number()).isEqualTo(Minutes.MAX_GROUP + 1);
    }

    @Test
    void givenPressureWithOnePartAway_whenFiled_thenItIsOnePanelOfBothParts() {
        Reading reading = Samples.reading(
                "m-1",
                1,
                Samples.T0,
                Measurement.of(VitalSign.NIBP_SYS, 120),
                Measurement.none(VitalSign.NIBP_DIA, Quality.ARTEFACT));

        List<Observation> left = Observations.single(reading, 0);

        assertThat(left).extracting(Observation::sign).containsExactly("nibp");
        assertThat(left.getFirst().values()).hasSize(2);
    }

    @Test
    void givenTestFlag_whenFiled_thenThereIsNothing() {
        Reading reading =
                Samples.reading("m-1", 1, Samples.T0, new Measurement(VitalSign.HEART_RATE, 70, Quality.TEST));

        assertThat(Observations.anyIn(reading)).isFalse();
        assertThat(Observations.single(reading, 0)).isEmpty();
    }

    private static List<Double> values(Ready ready) {
        return ready.observations().stream()
                .map(each -> each.values().getFirst().value())
                .toList();
    }

    private void add(int second, Measurement... values) {
        assertThat(minutes.add(item(), BED, reading(second, values), Samples.ANNA))
                .isEmpty();
    }

    private Reading reading(int second, Measurement... values) {
        return Samples.reading("m-1", number, Samples.T0 + second * 1_000L, values);
    }

    private Item item() {
        number++;
        return new Item(number, Samples.reading("m-1", 1, 0).device(), number - 1);
    }
}
