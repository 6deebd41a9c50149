package org.wardline.app.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTimeTest {
    private static final long AT_MS = 1_795_321_111_123L;

    @Test
    void givenTimesBackAndForthAroundSeconds_whenSaid_thenEachIsReadAsItself() {
        var random = new Random(20_261_126);
        for (int time = 0; time < 10_000; time++) {
            long wallMs = AT_MS + random.nextLong(-3_000, 3_000);
            assertThat(Instant.parse(WireTime.of(wallMs)).toEpochMilli()).isEqualTo(wallMs);
        }
    }

    @Test
    void givenFirstAndLastMillisecond_whenSaid_thenThreeDigitsStandThere() {
        assertThat(WireTime.of(0)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(WireTime.of(999)).isEqualTo("1970-01-01T00:00:00.999Z");
        assertThat(WireTime.of(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(WireTime.of(AT_MS)).isEqualTo("2026-11-22T04:18:31.123Z");
        assertThat(WireTime.of(4_102_444_800_007L)).isEqualTo("2100-01-01T00:00:00.007Z");
    }
}
