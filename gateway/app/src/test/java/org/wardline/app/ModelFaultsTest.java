package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.models.ScoringLane;

/** A model adds, never removes, never delays: {@link ModelFaults} in short; {@code ./wardline campaign models} at length. */
class ModelFaultsTest {
    static final long SEED = 20_261_126;
    private static final int WINDOWS = 600;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void givenBrokenModels_whenTheSamePatientsAreWatched_thenLimitsAndNews2AreAsWithoutAny() throws Exception {
        System.out.println("ward of seed " + SEED);
        var _ = judge(folder, SEED, WINDOWS); // it fails where they differ
    }

    /** Compares every broken model with none; gives how many changes were compared a model. */
    static int judge(Path folder, long seed, int windows) throws Exception {
        ModelFaults.Said without = ModelFaults.run(seed, windows, Optional.empty());
        assertThat(without.ofPatients()).hasSizeGreaterThan(windows / 40);
        assertThat(String.join("\n", without.ofPatients()))
                .contains(":spo2.low:")
                .contains("news2");
        assertThat(without.ofModels()).isZero();
        var never = new CountDownLatch(1);
        for (Map.Entry<String, ScoringLane.Loader> model :
                ModelFaults.broken(folder, never).entrySet()) {
            ModelFaults.Said with = ModelFaults.run(seed, windows, Optional.of(model.getValue()));
            assertThat(with.ofPatients()).as(model.getKey()).isEqualTo(without.ofPatients());
            boolean isCalm = List.of("never alarmed").contains(model.getKey());
            assertThat(with.ofModels() > 0)
                    .as("a model that is %s is noticed", model.getKey())
                    .isEqualTo(!isCalm);
        }
        never.countDown();
        return without.ofPatients().size();
    }
}
