package org.wardline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random wards against the reference; skipped where it is not there. {@link JudgeCampaign} does the same for thousands. */
class OracleTest {
    private static final long FIRST_SEED = 1;
    private static final int SEEDS = 60;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void givenRandomWards_whenBothJudge_thenEveryLineIsTheSame() throws IOException, InterruptedException {
        Optional<Path> shared = SharedFolder.find();
        assumeThat(shared).as("the reference is not beside this checkout").isPresent();
        assumeThat(hasPython()).as("no python3 for the reference").isTrue();

        OracleWards.each(
                shared.orElseThrow(),
                FIRST_SEED,
                SEEDS,
                ward -> assertThat(ward.isSame()).as(ward.difference()).isTrue());
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
