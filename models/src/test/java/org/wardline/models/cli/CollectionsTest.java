package org.wardline.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.models.Features;
import org.wardline.models.ModelSource;
import org.wardline.models.Scorer;
import org.wardline.vitals.VitalSign;

/** The readers and figures on the real collections, where they are. */
class CollectionsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void givenBidmc_whenRead_thenNoPersonIsOnTwoSides() throws Exception {
        Map<String, Split> sides = new HashMap<>();
        List<Recording> recordings = new ArrayList<>();
        Dataset.BIDMC.read(SharedData.folder().resolve("bidmc-icu-waveforms"), recordings::add);

        assertThat(recordings).hasSize(42);
        for (Recording recording : recordings) {
            assertThat(sides.merge(recording.person(), recording.split(), (one, other) -> other))
                    .isEqualTo(recording.split());
        }
        assertThat(sides).hasSize(35).containsValues(Split.values());
        assertThat(recordings.stream().mapToInt(each -> each.moments().size()).sum())
                .isEqualTo(20_202);
    }

    @Test
    void givenSepsis2019_whenRead_thenCountsAreThoseOfItsReadme() throws Exception {
        long[] counts = new long[3];
        Dataset.SEPSIS2019.read(SharedData.folder().resolve("challenge2019-sepsis-vitals"), recording -> {
            counts[0]++;
            counts[1] += recording.moments().size();
            counts[2] += recording.moments().stream()
                    .filter(Recording.Moment::septic)
                    .count();
        });

        assertThat(counts).containsExactly(16_000, 623_549, 13_250);
    }

    @Test
    void givenBidmc_whenTheMatrixIsWritten_thenItHasAColumnAFeatureAndSaysWhatTheyAre() throws Exception {
        Path out = folder.resolve("bidmc.csv");

        int exit = FeatureMatrix.run(
                "--dataset",
                "bidmc",
                SharedData.folder().resolve("bidmc-icu-waveforms").toString(),
                "--out",
                out.toString());

        assertThat(exit).isZero();
        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertThat(lines.get(0)).startsWith("patient,person,split,t_s,septic,news2_least,hr.level,");
        assertThat(lines).allMatch(line -> line.split(",", -1).length == 6 + Features.COUNT);
        assertThat(lines).noneMatch(line -> line.contains(",test,"));
        assertThat(folder.resolve("features.json")).content().contains("\"name\":\"spo2.deviation\",\"unit\":\"[sd]\"");
    }

    @Test
    void givenPatientsNotUsedInTraining_whenTheyDesaturate_thenTheModelSpeaksOfEach() throws Exception {
        Path bidmc = SharedData.folder().resolve("bidmc-icu-waveforms");
        try (Scorer scorer = Scorer.load(ModelSource.shipped("anomaly"))) {
            StreamedEvaluation evaluation = new StreamedEvaluation(scorer);
            Dataset.BIDMC.read(bidmc, recording -> {
                if (recording.split() == Split.TEST) {
                    evaluation.hear(recording);
                }
            });

            assertThat(evaluation.report())
                    .contains("8 recordings of 7 people", "desaturation by 12 % within 90 s | 7 of 7");
        }
    }

    @Test
    void givenAFault_whenPlanted_thenOnlyWhatComesAfterItsOnsetIsChanged() throws Exception {
        List<Recording> all = new ArrayList<>();
        Dataset.BIDMC.read(SharedData.folder().resolve("bidmc-icu-waveforms"), all::add);
        Recording own = all.get(0);

        for (Fault fault : Fault.values()) {
            Recording planted = fault.plant(own, all.get(1), 0, 1);
            int onset = (int) (Fault.ONSET_MS / 1_000);
            assertThat(planted.moments().subList(0, onset))
                    .isEqualTo(own.moments().subList(0, onset));
            assertThat(planted.moments())
                    .as(fault.label())
                    .hasSameSizeAs(own.moments())
                    .isNotEqualTo(own.moments());
        }
        Recording stuck = Fault.STUCK.plant(own, all.get(1), 2, 1);
        assertThat(stuck.moments().subList(200, 480))
                .extracting(moment -> moment.reading().values().stream()
                        .filter(value -> value.sign() == VitalSign.SPO2)
                        .mapToDouble(value -> value.value())
                        .sum())
                .containsOnly(97.0);
    }
}
