package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.StoredNight;
import org.wardline.app.e2e.GatewayProcess;

/** Limits tried and used, past alarms with their evidence, and silence, at two stations over a real gateway with a night. */
@Timeout(300)
class LimitsPageTest {

    @TempDir
    private Path folder = Path.of("");

    private GatewayProcess gateway() throws Exception {
        var night = new StoredNight(2, 3, System.currentTimeMillis());
        assertThat(night.write(folder.resolve("data"))).isPositive();
        List<String> sets = new ArrayList<>(night.settings());
        sets.addAll(List.of("intake.mqtt.listen=127.0.0.1:0", "station.listen=127.0.0.1:0", "station.accounts=false"));
        return GatewayProcess.start(folder.resolve("data"), sets.toArray(String[]::new));
    }

    @Test
    void givenANight_whenLimitsAreTriedAndUsed_thenTheOtherStationShowsThemAndSoundPausesWithACountdown()
            throws Exception {
        try (GatewayProcess gateway = gateway();
                Chromium chromium = new Chromium()) {
            Page page = chromium.open(gateway.station() + "/?night=0#bed/07", 1920, 1080);
            Page other = chromium.open(gateway.station() + "/?night=0#bed/07", 1920, 1080);
            page.locator(".acts .btn:has-text('Limits')").first().click();
            page.waitForSelector(".limits .sum .b");

            Locator less = page.locator(".lrow:has(.s-spo2) .stepper button").first();
            for (int press = 0; press < 5; press++) {
                less.click();
            }
            page.waitForSelector(".limits .lost");
            page.waitForSelector(".sum:has-text('1 fewer')");
            assertThat(Chromium.violations(page)).isEmpty();

            page.locator("#lim-why").fill("COPD, target 88–92");
            page.locator("#lim-who").fill("Li W.");
            page.locator(".limits > footer .btn.main").click();
            page.waitForSelector(".lsheet", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
            other.locator(".acts .btn:has-text('Limits')").first().click();
            other.waitForSelector(".lrow .was:has-text('Li W.')");
            assertThat(other.locator(".lrow:has(.s-spo2) output").first().textContent())
                    .isEqualTo("85");

            page.keyboard().press("p");
            other.waitForSelector(".strips .qt:has-text('Audio paused 1:')");

            page.locator(".tabs button[aria-controls=bed-alarms]").click();
            page.locator(".ev:has-text('SpO₂')").first().click();
            page.waitForSelector(".facts:has-text('runs again to the same')");
            Chromium.shot(page, "bed-alarms");
            double list = page.locator(".events .rows").boundingBox().width;
            assertThat(page.locator(".ev").first().boundingBox().width)
                    .as("a row fills its list")
                    .isGreaterThan(0.9 * list);
            assertThat(Chromium.violations(page)).isEmpty();
            assertThat(chromium.complaints).isEmpty();
            assertThat(gateway.stop()).isZero();
        }
    }
}
