package org.wardline.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored leaves, once, also over a kill. */
class DeliveryTest {
    private static final Pattern IDENTIFIER =
            Pattern.compile("\"system\":\"urn:wardline:reading\",\"value\":\"([0-9a-f]{32})\"");

    @TempDir
    private Path folder = Path.of("");

    private GatewayProcess gateway() throws Exception {
        return GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "uplink.file.dir=" + folder.resolve("records"));
    }

    private List<String> filed() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("records"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
            return IDENTIFIER
                    .matcher(all)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    void givenKillWhileRecordsLeave_whenRestarted_thenEveryObservationIsFiledOnce() throws Exception {
        var bedside = new Bedside(5);
        try (var gateway = gateway()) {
            bedside.speak(gateway.mqtt(), 400);
            gateway.kill();
        }
        try (var gateway = gateway()) {
            bedside.speak(gateway.mqtt(), 100);
            int expected = 3 * bedside.sent().size(); // HR, SpO2 and RR of each reading
            for (int n = 0; n < 400 && filed().size() < expected; n++) {
                TimeUnit.MILLISECONDS.sleep(50); // bounded wait for another process
            }
            assertThat(gateway.stop()).isZero();
        }

        List<String> identifiers = filed();
        assertThat(identifiers)
                .doesNotHaveDuplicates()
                .hasSize(3 * bedside.sent().size());
        Matcher verified = Pattern.compile("\"readings\":(\\d+),.*\"problems\":\\[]")
                .matcher(GatewayProcess.run(
                        0, "buffer", "verify", folder.resolve("data").toString()));
        assertThat(verified.find()).isTrue();
        assertThat(Integer.parseInt(verified.group(1))).isEqualTo(bedside.sent().size());
    }
}
