package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.adapter.DeviceAdapter;

class AdaptersTest {
    @Test
    void givenJsonNamed_whenStarted_thenItRuns() throws Refused {
        assertThat(Adapters.named(List.of("json"), "w1"))
                .extracting(DeviceAdapter::name)
                .containsExactly("json");
    }

    @Test
    void givenNothingNamed_whenStarted_thenWhatWasFoundStaysOff() throws Refused {
        assertThat(Adapters.named(List.of(), "w1")).isEmpty();
    }

    @Test
    void givenMissingAdapterNamed_whenStarted_thenOneLineSaysWhichThereAre() {
        assertThatThrownBy(() -> Adapters.named(List.of("sdc"), "w1"))
                .isInstanceOf(Refused.class)
                .hasMessage("adapters: there is no adapter sdc, only [json]");
    }
}
