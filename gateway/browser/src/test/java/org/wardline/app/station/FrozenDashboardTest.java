package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.GatewayProcess;

/**
 * Promise 12: a dashboard whose gateway is stopped, or whose wire is silent, deaf, shut, too slow or ever later, says in big
 * letters that it watches nobody, and is itself again when the gateway can be heard.
 */
@Timeout(180)
class FrozenDashboardTest {
    /** Without fresh data so long, the page says so (the promise); what a loaded machine may add to it. */
    private static final double SAID_MS = 5_000;

    private static final double LOADED_MS = 1_000;
    private static final double BIG_PX = 40;
    private static final List<Wire.State> BAD =
            List.of(Wire.State.SILENT, Wire.State.DEAF, Wire.State.SHUT, Wire.State.TRICKLE, Wire.State.LATE);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void givenDashboards_whenGatewayOrWireStalls_thenEachSaysSoAndRecovers() throws Exception {
        double worstMs = survive(folder.resolve("data"), 2 * BAD.size(), 20_261_126);
        assertThat(worstMs).isLessThan(SAID_MS + LOADED_MS);
    }

    /** So many stalls, in turn of the wires, each in another way, and of the process; gives the latest beyond data of that age. */
    static double survive(Path data, int stalls, long seed) throws Exception {
        var random = new Random(seed);
        List<Screen> screens = new ArrayList<>();
        try (var gateway = GatewayProcess.start(
                        data,
                        "intake.mqtt.listen=127.0.0.1:0",
                        "station.listen=127.0.0.1:0",
                        "devices.admit=any",
                        "station.accounts=false",
                        "models.use=[]");
                var monitor = new Speaking(gateway);
                Chromium chromium = new Chromium()) {
            for (Wire.State state : BAD) {
                screens.add(new Screen(chromium, URI.create(gateway.station()).getPort(), state));
            }
            double worstMs = 0;
            for (int stall = 0; stall < stalls; stall += screens.size()) {
                boolean isProcess = stall / screens.size() % 2 == 1;
                screens.getFirst().page.waitForTimeout(500 + random.nextInt(1_500)); // the moment is the test's input
                for (Screen screen : screens) {
                    screen.stalls(isProcess ? Wire.State.GOOD : screen.bad);
                }
                if (isProcess) {
                    gateway.signal("STOP");
                }
                for (Screen screen : screens) {
                    worstMs = Math.max(worstMs, screen.saidAfterMs());
                }
                if (isProcess) {
                    gateway.signal("CONT");
                }
                for (Screen screen : screens) {
                    screen.wire.be(Wire.State.GOOD);
                }
                int fresh = monitor.saysAnew();
                for (Screen screen : screens) {
                    screen.recovers(fresh);
                }
            }
            assertThat(chromium.complaints).isEmpty();
            return worstMs;
        } finally {
            for (Screen screen : screens) {
                screen.wire.close();
            }
        }
    }

    /** A dashboard on a wire of its own. */
    private static final class Screen {
        private final Wire wire;
        private final Page page;
        private final Wire.State bad;
        private Wire.State now = Wire.State.GOOD;
        private double stalledAtMs; // by the page's clock

        Screen(Chromium chromium, int port, Wire.State bad) throws Exception {
            this.bad = bad;
            wire = new Wire(port);
            page = chromium.open(wire.url() + "/?night=0", 1_280, 800);
            page.waitForSelector("ward-tile");
            page.evaluate(
                    "() => { window.cutAt = 0; new MutationObserver(() => { const is = !!document.querySelector('.cut');"
                            + " if (is && !window.cutAt) window.cutAt = performance.now(); }).observe(document.body, {childList: true}); }");
        }

        void stalls(Wire.State state) throws Exception {
            assertThat(page.locator(".cut").count()).as("well before it stalls").isZero();
            stalledAtMs = number("(window.cutAt = 0, performance.now())");
            now = state;
            wire.be(state);
        }

        /** How long the page showed a ward that stood still; of the time that a late wire took to be late, one half. */
        double saidAfterMs() {
            page.waitForSelector(".cut", new Page.WaitForSelectorOptions().setTimeout(30_000));
            double afterMs = number("window.cutAt") - stalledAtMs;
            assertThat(page.locator("#cut-title").innerText()).isEqualTo("No connection to the gateway");
            double letterPx = number("parseFloat(getComputedStyle(document.querySelector('#cut-title')).fontSize)");
            assertThat(letterPx).as("big letters").isGreaterThanOrEqualTo(BIG_PX);
            BoundingBox box = page.locator(".cut").boundingBox();
            assertThat(box.width).isGreaterThanOrEqualTo(1_279);
            assertThat(box.height).isGreaterThanOrEqualTo(799);
            System.out.printf(
                    java.util.Locale.ROOT,
                    "%s: said after %.0f ms%n",
                    now == Wire.State.GOOD ? "STOPPED" : now,
                    afterMs);
            return now == Wire.State.LATE ? afterMs / 2 : afterMs;
        }

        void recovers(int rate) {
            page.waitForSelector(
                    ".cut",
                    new Page.WaitForSelectorOptions()
                            .setState(WaitForSelectorState.DETACHED)
                            .setTimeout(30_000));
            page.waitForSelector("ward-tile:has-text('" + rate + "')");
            assertThat(page.locator("#ward").evaluate("ward => ward.inert")).isEqualTo(false);
        }

        private double number(String script) {
            return ((Number) page.evaluate(script)).doubleValue();
        }
    }

    /** A monitor that speaks once a second, whatever becomes of the gateway. */
    private static final class Speaking implements AutoCloseable {
        private final MqttAsyncClient client;
        private final Thread thread;
        private volatile int rate = 60;

        Speaking(GatewayProcess gateway) throws Exception {
            client = new MqttAsyncClient("tcp://" + gateway.mqtt(), "m-07", new MemoryPersistence());
            var options = new MqttConnectionOptions();
            options.setKeepAliveInterval(0);
            client.connect(options).waitForCompletion(10_000);
            thread = Thread.ofPlatform().daemon().start(this::speak);
        }

        private void speak() {
            try {
                for (int seq = 0; ; seq++) {
                    String reading = "{\"seq\":" + seq + ",\"hr\":" + rate + ",\"spo2\":97,\"rr\":16}";
                    client.publish("wards/w1/devices/07/json", reading.getBytes(StandardCharsets.UTF_8), 0, false);
                    Thread.sleep(1_000);
                }
            } catch (Exception _) { // it is over
                Thread.currentThread().interrupt();
            }
        }

        /** Another heart rate than ever before of late. */
        int saysAnew() {
            rate = rate == 89 ? 60 : rate + 1;
            return rate;
        }

        @Override
        public void close() throws MqttException {
            thread.interrupt();
            client.disconnectForcibly(0, 100, false);
            client.close(true);
        }
    }
}
