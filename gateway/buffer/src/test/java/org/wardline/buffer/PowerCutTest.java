package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was acknowledged survives power cuts; {@link Campaign} does the same by the thousand. */
class PowerCutTest {
    private static final int SEEDS = 8;

    @ParameterizedTest(name = "{0} in sectors of {1}, seeds from {2}")
    @CsvSource({
        "NOTHING, 512, 100",
        "NOTHING, 4096, 200",
        "EVERYTHING, 512, 300",
        "EVERYTHING, 4096, 400",
        "RANDOM, 512, 500",
        "RANDOM, 4096, 600",
        "HEAD_AND_FOOT, 512, 700",
        "HEAD_AND_FOOT, 4096, 800"
    })
    void givenPowerCuts_whenStartedAgain_thenAllAcknowledgedIsThere(SimDisk.Tear tear, int sector, long firstSeed)
            throws IOException {
        Campaign.Outcome outcome = Campaign.run(firstSeed, SEEDS, tear, sector, true, false);

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.cuts()).isEqualTo(SEEDS * Lives.LIVES);
    }

    @Test
    void givenNoBarrier_whenChunksAreTorn_thenTheHarnessFindsIt() throws IOException {
        Campaign.Outcome outcome = Campaign.run(1, 10, SimDisk.Tear.HEAD_AND_FOOT, 4096, false, false);

        assertThat(outcome.failures()).isNotEmpty();
    }

    @Test
    void givenAcknowledgementsBeforeTheFlush_whenThePowerGoes_thenTheHarnessFindsIt() throws IOException {
        Campaign.Outcome outcome = Campaign.run(1, 3, SimDisk.Tear.NOTHING, 4096, true, true);

        assertThat(outcome.failures()).hasSize(3);
    }
}
