package org.wardline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;

/** Each story crosses the default limits that it should (alarm-engine.md, section 4), in time, and nobody else does. */
class StoryTest {
    private static final long START_MS = 1_795_321_111_000L;

    private Listening listening = new Listening();
    private DeviceId device = new DeviceId("none");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 20_261_122})
    void givenAnySeed_whenTheDemoStarts_thenWithinAMinuteThereIsAnAlarm(long seed) {
        hear(Story.RECOVERY, seed);
        assertThat(crosses(VitalSign.SPO2, value -> value < 90, 15).orElseThrow())
                .isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 20_261_122})
    void givenOpioid_whenItActs_thenBreathingFallsThenOxygenThenCarbonDioxideRises(long seed) {
        hear(Story.OPIOID, seed);
        double breathing = crosses(VitalSign.RESP_RATE, value -> value < 8, 15).orElseThrow();
        double oxygen = crosses(VitalSign.SPO2, value -> value < 90, 15).orElseThrow();
        double deepOxygen = crosses(VitalSign.SPO2, value -> value < 80, 10).orElseThrow();
        double carbonDioxide = crosses(VitalSign.ETCO2, value -> value > 55, 15).orElseThrow();
        assertThat(List.of(breathing, oxygen, carbonDioxide)).isSorted();
        assertThat(breathing).isLessThan(60);
        assertThat(deepOxygen).isBetween(oxygen, 100.0);
        assertThat(crosses(VitalSign.HEART_RATE, value -> value < 50, 10)).isEmpty();
        isWellAgain();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 20_261_122})
    void givenSepsis_whenItActs_thenPulseAndBreathingRiseAndPressureFalls(long seed) {
        hear(Story.SEPSIS, seed);
        assertThat(crosses(VitalSign.TEMP, value -> value > 38, 0).orElseThrow())
                .isLessThan(180);
        assertThat(crosses(VitalSign.HEART_RATE, value -> value > 120, 15).orElseThrow())
                .isLessThan(220);
        assertThat(crosses(VitalSign.RESP_RATE, value -> value > 30, 15).orElseThrow())
                .isLessThan(220);
        assertThat(crosses(VitalSign.NIBP_SYS, value -> value < 90, 0).orElseThrow())
                .isLessThan(240);
        isWellAgain();
    }

    @Test
    void givenProbeOff_whenHeard_thenThereIsNoValueAndAFlag() {
        hear(Story.PROBE_OFF, 1);
        assertThat(seconds(VitalSign.SPO2, Quality.PROBE_OFF)).isBetween(40L, 50L);
        assertThat(nothingCrosses()).isTrue();
    }

    @Test
    void givenMotion_whenHeard_thenWildNumbersAreFlagged() {
        hear(Story.MOTION, 1);
        assertThat(seconds(VitalSign.SPO2, Quality.MOTION)).isBetween(30L, 40L);
        assertThat(nothingCrosses()).isTrue();
    }

    @Test
    void givenSilent_whenHeard_thenAMinuteIsMissing() {
        hear(Story.SILENT, 1);
        long longestMs = 0;
        long beforeMs = START_MS;
        for (Reading reading : listening.of(device)) {
            longestMs = Math.max(longestMs, reading.measuredAtMs() - beforeMs);
            beforeMs = reading.measuredAtMs();
        }
        assertThat(longestMs).isBetween(60_000L, 70_000L);
        assertThat(nothingCrosses()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_122})
    void givenStablePatients_whenHeardForTwoCycles_thenNothingCrosses(long seed) {
        var ward = new SimulatedWard(seed, 12, START_MS);
        listening = Listening.to(ward, START_MS, 2 * Story.LENGTH_MS);
        for (int bed = 0; bed < ward.beds().size(); bed++) {
            device = ward.beds().get(bed).device();
            assertThat(ward.story(bed) != Story.STABLE || nothingCrosses())
                    .as(device.name())
                    .isTrue();
        }
    }

    private void hear(Story story, long seed) {
        var ward = new SimulatedWard(seed, 6, START_MS);
        for (int bed = 0; bed < ward.beds().size(); bed++) {
            device = ward.story(bed) == story ? ward.beds().get(bed).device() : device;
        }
        listening = Listening.to(ward, START_MS, Story.LENGTH_MS);
    }

    private OptionalDouble crosses(VitalSign sign, DoublePredicate isBeyond, int delaySeconds) {
        return listening.crossesAfterSeconds(device, sign, isBeyond, delaySeconds * 1000L);
    }

    private boolean nothingCrosses() {
        return crosses(VitalSign.SPO2, value -> value < 92, 0).isEmpty()
                && crosses(VitalSign.HEART_RATE, value -> value > 110 || value < 52, 0)
                        .isEmpty()
                && crosses(VitalSign.RESP_RATE, value -> value > 22 || value < 10, 0)
                        .isEmpty()
                && crosses(VitalSign.NIBP_SYS, value -> value > 155 || value < 100, 0)
                        .isEmpty()
                && crosses(VitalSign.TEMP, value -> value > 38 || value < 36, 0).isEmpty();
    }

    private long seconds(VitalSign sign, Quality quality) {
        return listening.of(device).stream()
                .flatMap(reading -> reading.values().stream())
                .filter(value -> value.sign() == sign && value.quality() == quality)
                .count();
    }

    private void isWellAgain() {
        List<Reading> heard = listening.of(device);
        for (Measurement value : heard.getLast().values()) {
            if (value.sign() == VitalSign.SPO2) {
                assertThat(value.value()).isGreaterThan(93);
            } else if (value.sign() == VitalSign.HEART_RATE) {
                assertThat(value.value()).isLessThan(105);
            } else if (value.sign() == VitalSign.RESP_RATE) {
                assertThat(value.value()).isBetween(9.0, 25.0);
            }
        }
    }
}
