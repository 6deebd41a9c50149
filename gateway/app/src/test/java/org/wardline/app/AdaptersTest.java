package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.DeviceAdapter;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;
import org.wardline.vitals.adapter.TopicFilter;

class AdaptersTest {
    @TempDir
    private Path folder = Path.of("");

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

    @Test
    void givenTwoAdaptersOfOneName_whenStarted_thenNeitherIsTaken() throws Exception {
        assertThatThrownBy(() -> withFound(List.of("json"), OtherJson.class))
                .isInstanceOf(Refused.class)
                .hasMessage("adapters: two adapters are called json");
    }

    @Test
    void givenTwoAdaptersThatClaimOneTopic_whenBothAreNamed_thenTheStartIsRefused() throws Exception {
        assertThatThrownBy(() -> withFound(List.of("here", "there"), Here.class, There.class))
                .isInstanceOf(Refused.class)
                .hasMessage("adapters: here and there both read the topic ward/w1/+/vitals");
    }

    @Test
    void givenTwoAdaptersThatClaimOneTopic_whenOneIsNamed_thenItRunsAndTheOtherStaysOff() throws Exception {
        assertThat(withFound(List.of("there", "json"), Here.class, There.class))
                .extracting(DeviceAdapter::name)
                .as("in the configuration's order")
                .containsExactly("there", "json");
    }

    /** What is named, where besides the shipped ones these are on the class path. */
    private List<DeviceAdapter> withFound(List<String> names, Class<?>... more) throws IOException, Refused {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(
                services.resolve(DeviceAdapter.class.getName()),
                List.of(more).stream().map(Class::getName).toList());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var found = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(found);
            return Adapters.named(names, "w1");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** An adapter that reads nothing. */
    public interface Deaf extends DeviceAdapter {
        @Override
        default List<TopicFilter> topics(String ward) {
            return List.of(new TopicFilter("ward/" + ward + "/+/vitals"));
        }

        @Override
        default Decoding decode(RawMessage message) {
            return Rejected.whole(message, Reason.UNKNOWN_TOPIC, "");
        }
    }

    /** Claims another's name. */
    public static final class OtherJson implements Deaf {
        @Override
        public String name() {
            return "json";
        }
    }

    /** Claims a topic. */
    public static final class Here implements Deaf {
        @Override
        public String name() {
            return "here";
        }
    }

    /** Claims the same topic. */
    public static final class There implements Deaf {
        @Override
        public String name() {
            return "there";
        }
    }
}
