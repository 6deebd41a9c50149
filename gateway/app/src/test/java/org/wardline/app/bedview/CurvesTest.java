package org.wardline.app.bedview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.Minute;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** Signs over time, in steps. */
class CurvesTest {
    private static final long AT_MS = 1_795_000_000_000L;

    private static ReadingEntry reading(long afterMs, Measurement... values) {
        var reading = new Reading(
                new DeviceId("m7"), 1, AT_MS + afterMs, AT_MS + afterMs, ClockQuality.DEVICE, List.of(values));
        return ReadingEntry.at(new BedId("07"), afterMs, reading);
    }

    @Test
    void givenReadings_whenPutIntoSteps_thenASpikeIsNotLost() {
        var curve = Curves.of(
                        List.of(
                                reading(0, Measurement.of(VitalSign.SPO2, 97)),
                                reading(1_000, Measurement.of(VitalSign.SPO2, 82)),
                                reading(2_000, Measurement.of(VitalSign.SPO2, 96)),
                                reading(6_000, Measurement.of(VitalSign.SPO2, 95))),
                        5_000)
                .get("spo2");

        assertThat(curve).containsExactly(new Minute(AT_MS, 82, 96, 97, 3), new Minute(AT_MS + 5_000, 95, 95, 95, 1));
    }

    @Test
    void givenProbeOff_whenPutIntoSteps_thenItIsNoValue() {
        assertThat(Curves.of(List.of(reading(0, new Measurement(VitalSign.SPO2, 97, Quality.PROBE_OFF))), 5_000))
                .isEmpty();
    }

    @Test
    void givenMinutes_whenPutTogether_thenTheMedianIsThatOfTheMost() {
        List<Minute> wide = Curves.wider(
                List.of(
                        new Minute(0, 90, 91, 92, 10),
                        new Minute(60_000, 70, 80, 95, 2),
                        new Minute(120_000, 93, 94, 99, 60),
                        new Minute(300_000, 97, 97, 97, 60)),
                300_000);

        assertThat(wide).containsExactly(new Minute(0, 70, 94, 99, 72), new Minute(300_000, 97, 97, 97, 60));
    }
}
