package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.StayId;

class ShippedModelTest {
    private static final StayId STAY = new StayId("s1");

    @Test
    void givenGoldenRowsOfPython_whenJavaRunsThem_thenAllAgreeTo1e5() throws Exception {
        ModelSource source = ModelSource.shipped("anomaly");
        ModelManifest manifest =
                ModelManifest.read("anomaly", source.read(ModelManifest.FILE, ModelManifest.MAX_BYTES));
        GoldenRows rows = GoldenRows.read(source.read(GoldenRows.FILE, GoldenRows.MAX_BYTES));

        try (Inference model = OnnxInference.load(source.read(manifest.file(), Scorer.MAX_MODEL_BYTES))) {
            assertThat(rows.size()).isGreaterThanOrEqualTo(50);
            assertThat(rows.worst(model)).isLessThan(1e-5);
        }
    }

    @Test
    void givenAQuietHour_whenTheHeartRateJumps_thenTheScoreRisesAndSaysWhy() throws Exception {
        try (Scorer scorer = Scorer.load(ModelSource.shipped("anomaly"))) {
            Streams.quiet(0, 3_600).forEach(reading -> scorer.hear(STAY, reading));
            double before =
                    scorer.score(List.of(STAY), Streams.atMs(3_600)).get(0).value();
            Streams.shifted(3_600, 3_780, 60).forEach(reading -> scorer.hear(STAY, reading));

            Score after = scorer.score(List.of(STAY), Streams.atMs(3_780)).get(0);

            assertThat(before).isLessThan(scorer.manifest().threshold());
            assertThat(after.value()).isGreaterThan(scorer.manifest().threshold());
            assertThat(after.explanation().parts().get(0).who()).startsWith("HR");
            assertThat(after.explanation().text()).contains("HR").contains("1 in");
            assertThat(after.version()).isEqualTo(scorer.manifest().version());
        }
    }
}
