package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Reading;

/** Expected values come from {@code printf %s TEXT | sha256sum}. */
class IdentityTest {
    @Test
    void givenReading_whenNamed_thenItIsTheHashThatTheContractSays() {
        Reading reading = Samples.reading("m-12", 42, 1_795_321_111_123L, Samples.hr(72));

        assertThat(Identity.ofReading(reading, "heart_rate", 0))
                .isEqualTo(new Identifier("urn:wardline:reading", "ad71161875e8c0ed383f7149e3edf836"));
        assertThat(Identity.ofReading(reading, "heart_rate", 1).value()).isEqualTo("3a20c53a77bb4d8432e3e273d0c7f0f5");
    }

    @Test
    void givenNoSequence_whenNamed_thenNothingStandsInItsPlace() {
        Reading reading = Samples.reading("m-12", Reading.NO_SEQ, 1_795_321_111_123L, Samples.hr(72));

        assertThat(Identity.ofReading(reading, "nibp", 0).value()).isEqualTo("a709c87529d18843c2f9e6031c702a75");
    }

    @Test
    void givenMinute_whenNamed_thenItIsBedSignAndMinute() {
        assertThat(Identity.ofMinute(new BedId("7"), "spo2", 1_795_321_111_123L, 0))
                .isEqualTo(new Identifier("urn:wardline:minute", "833a2c62158191f8552768af5a190b42"));
    }
}
