package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page over a gateway that somebody else has started: {@code -Dwardline.station.url=http://127.0.0.1:8080}. */
@Timeout(120)
class RealStationTest {
    private static final String URL = System.getProperty("wardline.station.url", "");

    @Test
    void givenRunningGateway_whenOpened_thenItsBedsAreShownAndStayFresh() {
        assumeFalse(URL.isEmpty(), "no -Dwardline.station.url");
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.open(URL, 1920, 1080);

            page.waitForSelector("ward-tile");
            page.waitForTimeout(8_000);

            assertThat(page.locator(".cut").count()).isZero();
            assertThat(page.locator("ward-tile").count()).isPositive();
            assertThat(page.locator(".foot").innerText()).contains("Gateway live");
            assertThat(chromium.complaints).isEmpty();
            page.screenshot(new Page.ScreenshotOptions().setPath(java.nio.file.Path.of("target/gateway.png")));
        }
    }

    @Test
    void givenRunningGatewayWithAlarm_whenAcknowledged_thenSomebodyHasIt() {
        assumeFalse(URL.isEmpty(), "no -Dwardline.station.url");
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.open(URL, 1920, 1080);
            page.waitForSelector("ward-tile.open", new Page.WaitForSelectorOptions().setTimeout(60_000));
            page.locator("ward-tile.open").first().click();
            page.getByLabel("Signed by").fill("Li W.");

            page.locator(".sheet .ack:visible").first().click();

            page.waitForFunction("document.querySelector('.sheet .answer').textContent !== ''");
            assertThat(page.locator(".sheet .answer").textContent())
                    .isIn("Acknowledged", "This alarm has ended", "A newer alarm is open");
        }
    }
}
