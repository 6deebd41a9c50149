package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.alarm.Receiver;
import org.wardline.app.e2e.GatewayProcess;
import org.wardline.app.e2e.OneMonitor;

/**
 * Supervised delivery with a real browser at a real gateway: a page that sounds is enough; one whose sound is locked, or that is
 * gone, is not, and then the gateway sounds and the next step is told.
 */
@Timeout(180)
class DeliveryPageTest {
    @TempDir
    private Path folder = Path.of("");

    private GatewayProcess gateway(Receiver receiver) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), Receiver.SECRET);
        Path said = Files.createFile(folder.resolve("said"));
        Path program = Files.writeString(
                folder.resolve("sounder"), "#!/bin/sh\necho \"$WARDLINE_LEVEL\" >> " + said + "\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "alarms.delay=0s",
                "alarms.stale=10m",
                "models.use=[]",
                "buffer.commit.max=20ms",
                "alarms.sounder=[" + program + "]",
                "alarms.webhook.url=" + receiver.url(),
                "alarms.webhook.secretFile=" + secret,
                "station.accounts=false");
    }

    private boolean hasSounded(String... levels) {
        try {
            return Files.readAllLines(folder.resolve("said")).equals(List.of(levels));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasSaid(Receiver receiver, String... parts) {
        return receiver.bodies().stream()
                .anyMatch(body -> List.of(parts).stream().allMatch(body::contains));
    }

    /** Lets the test do to the page what an operating system does: lock its sound, hide it. */
    private static Page open(Chromium chromium, GatewayProcess gateway) {
        Page page = chromium.open("about:blank", 1920, 1080);
        page.addInitScript("window.AudioContext = class extends AudioContext {"
                + " constructor(...all) { super(...all); window.heldAudio = this; } };"
                + " Object.defineProperty(document, 'hidden', { get: () => window.isCovered === true });");
        page.navigate(gateway.station());
        page.waitForSelector("ward-tile");
        return page;
    }

    private static void cover(Page page, boolean isCovered) {
        page.evaluate(
                "is => { window.isCovered = is; document.dispatchEvent(new Event('visibilitychange')); }", isCovered);
    }

    @Test
    void givenPageThatSounds_whenItIsLockedHiddenAndKilled_thenTheGatewaySoundsAndTellsTheNextStep() throws Exception {
        try (var receiver = new Receiver();
                var gateway = gateway(receiver);
                var monitor = new OneMonitor(gateway, "07");
                Chromium chromium = new Chromium()) {
            monitor.says(1, 97);
            Page page = open(chromium, gateway);
            isBlind(receiver, 1, "mute"); // nobody has confirmed its sound
            page.locator("button:has-text('Sound not checked')").first().click();
            page.locator(".tones .btn").first().click();
            page.locator("button:has-text('I hear it')").click();
            isOver(receiver, 1);

            monitor.says(2, 82);
            page.waitForSelector("ward-tile.open");
            page.waitForTimeout(11_000); // longer than alarms.unseen: it was drawn on a page that is seen
            assertThat(receiver.bodies()).anyMatch(body -> body.contains("spo2.low:1") && body.contains("raised"));
            assertThat(receiver.bodies()).noneMatch(body -> body.contains("spo2.low") && body.contains("unseen"));

            page.evaluate("() => window.heldAudio.suspend()");
            isBlind(receiver, 2, "mute");
            page.mouse().click(5, 5); // a touch wakes it
            isOver(receiver, 2);
            cover(page, true);
            isBlind(receiver, 3, "hidden");
            cover(page, false);
            isOver(receiver, 3);
            page.context().close(); // the browser is killed
            isBlind(receiver, 4, "none");

            Receiver.await(() -> hasSounded("high", "high", "high", "high"));
            assertThat(gateway.stop()).isZero();
        }
    }

    /** The alarm, and its next step at once. */
    private static void isBlind(Receiver receiver, int episode, String why) throws InterruptedException {
        String alarm = "gateway:stations.blind:" + episode + "\"";
        Receiver.await(() -> hasSaid(receiver, "\"change\":\"raised\"", alarm, "\"why\":\"" + why + "\""));
        Receiver.await(() -> hasSaid(receiver, "\"change\":\"notify\"", alarm, "\"step\":1", "\"why\":\"unseen\""));
    }

    private static void isOver(Receiver receiver, int episode) throws InterruptedException {
        Receiver.await(() -> hasSaid(receiver, "\"change\":\"ended\"", "gateway:stations.blind:" + episode + "\""));
    }
}
