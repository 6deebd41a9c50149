package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.GatewayProcess;

/** The page over a real gateway in its own process, with a device that publishes over MQTT. */
@Timeout(120)
class RealStationTest {
    /** From the reading's last byte to the tile (the issue's own bound; loaded machines are slow). */
    private static final double SEEN_WITHIN_MS = 2_000;

    @TempDir
    private Path folder = Path.of("");

    private static void publish(GatewayProcess gateway, String reading) throws Exception {
        var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), "m-07", new MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
        client.publish("wards/w1/devices/07/json", reading.getBytes(StandardCharsets.UTF_8), 1, false)
                .waitForCompletion(10_000);
        client.disconnect(1_000).waitForCompletion(5_000);
        client.close(true);
    }

    @Test
    void givenReadingBelowTheLimit_whenItComes_thenTheTileTurnsAndBothScreensSeeWhoHasIt() throws Exception {
        try (var gateway = GatewayProcess.start(
                        folder.resolve("data"),
                        "intake.mqtt.listen=127.0.0.1:0",
                        "station.listen=127.0.0.1:0",
                        "devices.admit=any",
                        "alarms.delay=0s",
                        "station.accounts=false");
                Chromium chromium = new Chromium()) {
            publish(gateway, "{\"seq\":1,\"hr\":72,\"spo2\":97,\"rr\":16}");
            Page page = chromium.open(gateway.station(), 1920, 1080);
            Page other = chromium.open(gateway.station(), 1920, 1080);
            page.waitForSelector("ward-tile");
            page.waitForTimeout(1_500);
            assertThat(page.locator("ward-tile.open").count()).isZero();

            page.evaluate("() => { window.seen = 0; new MutationObserver(() => { if (!window.seen"
                    + " && document.querySelector('ward-tile.open')) window.seen = performance.now(); })"
                    + ".observe(document, {subtree: true, attributes: true, childList: true}); }");
            double before = ((Number) page.evaluate("performance.now()")).doubleValue();
            publish(gateway, "{\"seq\":2,\"hr\":72,\"spo2\":82,\"rr\":16}");
            page.waitForSelector("ward-tile.open");
            double seen = ((Number) page.evaluate("window.seen || performance.now()")).doubleValue();
            assertThat(seen - before).as("milliseconds to the tile").isLessThan(SEEN_WITHIN_MS);

            page.locator("ward-tile.open").first().click();
            page.getByLabel("Signed by").fill("Li W.");
            page.locator(".bedpage .ack:visible").first().click();
            page.waitForSelector(".btop .answer:has-text('Acknowledged')"); // a selector: the page's CSP forbids eval

            assertThat(page.locator(".btop .answer").textContent()).isEqualTo("Acknowledged");
            other.waitForSelector("text=Li W.");
            assertThat(chromium.complaints).isEmpty();
            assertThat(gateway.stop()).isZero();
        }
    }
}
