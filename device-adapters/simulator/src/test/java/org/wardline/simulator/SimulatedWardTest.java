package org.wardline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.Waveform;

class SimulatedWardTest {
    private static final long START_MS = 1_795_321_111_000L; // 2026-11-22T04:18:31Z
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 20_261_122L, -9L);

    @Test
    void givenSameSeed_whenHeardInOtherSteps_thenBytesAreTheSame() {
        List<String> bySecond = bytes(new SimulatedWard(5, 13, START_MS), 1_000);
        assertThat(bytes(new SimulatedWard(5, 13, START_MS), 7_000)).isEqualTo(bySecond);
        assertThat(bytes(new SimulatedWard(5, 13, START_MS), 1_000)).isEqualTo(bySecond);
        assertThat(bytes(new SimulatedWard(6, 13, START_MS), 1_000)).isNotEqualTo(bySecond);
    }

    @Test
    void givenDozenBeds_whenTheirStoriesAreTold_thenEachStoryIsThereOnce() {
        for (long seed : SEEDS) {
            List<Story> told = stories(new SimulatedWard(seed, 12, START_MS))
                    .filter(story -> story != Story.STABLE)
                    .toList();
            assertThat(told).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Story.STABLE)));
        }
    }

    @Test
    void givenBeds_whenDescribed_thenNamesDifferAndContractsHold() {
        var ward = new SimulatedWard(1, 12, START_MS);
        assertThat(ward.beds())
                .extracting(bed -> bed.bed().name())
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        assertThat(ward.beds().getFirst().device()).isEqualTo(new DeviceId("m-01"));
        assertThat(new HashSet<>(ward.beds().stream().map(SimulatedBed::device).toList()))
                .hasSize(12);
        Listening listening = Listening.to(ward, START_MS, 61_000);
        for (SimulatedBed bed : ward.beds()) {
            Set<VitalSign> said = listening.of(bed.device()).stream()
                    .flatMap(reading -> reading.values().stream())
                    .map(Measurement::sign)
                    .collect(Collectors.toSet());
            assertThat(said).isEqualTo(bed.intervalsMs().keySet());
        }
    }

    @Test
    void givenAnySeed_whenHeardForACycle_thenEveryValueIsPlausible() {
        for (long seed : SEEDS) {
            System.out.println("a ward from seed " + seed);
            var ward = new SimulatedWard(seed, 6, START_MS);
            for (Reading reading : Listening.to(ward, START_MS, Story.LENGTH_MS).readings()) {
                assertThat(reading.values()).noneMatch(value -> value.quality() == Quality.DOUBTFUL);
            }
        }
    }

    @Test
    void givenFirstReading_whenHeard_thenNews2IsComplete() {
        var ward = new SimulatedWard(1, 12, START_MS);
        Listening listening = Listening.to(ward, START_MS, 1_000);
        for (SimulatedBed bed : ward.beds()) {
            assertThat(listening.of(bed.device()).getFirst().values())
                    .filteredOn(value -> value.quality() == Quality.GOOD)
                    .extracting(Measurement::sign)
                    .contains(
                            VitalSign.RESP_RATE,
                            VitalSign.SPO2,
                            VitalSign.O2_FLOW,
                            VitalSign.NIBP_SYS,
                            VitalSign.PULSE_RATE_SPO2,
                            VitalSign.CONSCIOUSNESS,
                            VitalSign.TEMP);
        }
    }

    @Test
    void givenEcg_whenBeatsAreCounted_thenTheyAreTheHeartRateShown() {
        var ward = new SimulatedWard(1, 12, START_MS);
        Listening listening = Listening.to(ward, START_MS, 60_000);
        for (SimulatedBed bed : ward.beds()) {
            double shown = listening.of(bed.device()).stream()
                    .flatMap(reading -> reading.values().stream())
                    .filter(value -> value.sign() == VitalSign.HEART_RATE)
                    .mapToDouble(Measurement::value)
                    .average()
                    .orElseThrow();
            int seconds = 60;
            double ecg = rises(listening.waves(bed.device(), VitalSign.ECG_II), 0.6) * 60.0 / seconds;
            double pleth = rises(listening.waves(bed.device(), VitalSign.PLETH), 45) * 60.0 / seconds;
            assertThat(ecg).as(bed.bed() + " by ECG").isBetween(shown - 2, shown + 2);
            assertThat(pleth).as(bed.bed() + " by pulse wave").isBetween(shown - 2, shown + 2);
        }
    }

    @Test
    void givenWaveforms_whenHeard_thenChunksFollowWithoutAGap() {
        var ward = new SimulatedWard(3, 2, START_MS);
        Listening listening = Listening.to(ward, START_MS, 20_000);
        for (VitalSign sign : List.of(VitalSign.ECG_II, VitalSign.PLETH)) {
            double nextMs = -1;
            for (Waveform wave : listening.waves(new DeviceId("m-01"), sign)) {
                assertThat(nextMs < 0 || Math.abs(wave.startMs() - nextMs) < 8).isTrue();
                nextMs = wave.startMs() + wave.length() * 1000 / wave.hz();
            }
            assertThat(nextMs).isGreaterThan(START_MS + 19_000);
        }
    }

    @Test
    void givenLongGap_whenAdvanced_thenOnlyItsLastMinuteIsTold() {
        var ward = new SimulatedWard(1, 1, START_MS);
        List<SimulatedMessage> told = ward.advance(START_MS + 3_600_000);
        assertThat(told.getFirst().dueMs())
                .isGreaterThanOrEqualTo(START_MS + 3_600_000 - SimulatedWard.MAX_STEP_MS - 1_000);
        assertThat(told.stream().filter(message -> !message.isWaveform())).hasSizeBetween(59, 62);
        assertThat(ward.advance(START_MS)).isEmpty();
    }

    @Test
    void givenTooManyBeds_whenBuilt_thenTheWardIsRefused() {
        assertThatThrownBy(() -> new SimulatedWard(1, SimulatedWard.MAX_BEDS + 1, START_MS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new SimulatedWard(1, SimulatedWard.MAX_BEDS, START_MS).beds())
                .hasSize(SimulatedWard.MAX_BEDS);
    }

    private static Stream<Story> stories(SimulatedWard ward) {
        return IntStream.range(0, ward.beds().size()).mapToObj(ward::story);
    }

    private static List<String> bytes(SimulatedWard ward, long stepMs) {
        List<String> all = new ArrayList<>();
        for (long atMs = stepMs; atMs <= 70_000; atMs += stepMs) {
            ward.advance(START_MS + atMs)
                    .forEach(message -> all.add(new String(message.payload(), StandardCharsets.US_ASCII)));
        }
        return all;
    }

    /** How often samples rise over a level, each at least 200 ms after the one before. */
    private static int rises(List<Waveform> waves, double level) {
        int rises = 0;
        double lastMs = Double.NEGATIVE_INFINITY;
        boolean isOver = true;
        for (Waveform wave : waves) {
            for (int at = 0; at < wave.length(); at++) {
                double atMs = wave.startMs() + at * 1000 / wave.hz();
                boolean wasOver = isOver;
                isOver = wave.sample(at) > level;
                if (isOver && !wasOver && atMs - lastMs > 200) {
                    rises++;
                    lastMs = atMs;
                }
            }
        }
        return rises;
    }
}
