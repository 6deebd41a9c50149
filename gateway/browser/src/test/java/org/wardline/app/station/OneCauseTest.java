package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An access point is gone: one alarm and one count, and every bed behind it shows it. */
@Timeout(120)
class OneCauseTest extends OnTheStation {

    @Test
    void givenAccessPointGone_whenItsBedsAreDark_thenEachShowsTheOneAlarmAndTheListNamesThemAll() {
        DemoStation station = station(12);
        Page before = open(station, "/?night=0", 1920, 1080);
        before.waitForSelector("ward-tile.medium.tech");
        int technical = technical(before);
        station.ward.fault("ap1", List.of("01", "02", "06"));
        Page page = open(station, "/?night=0", 1920, 1080);
        page.waitForSelector("ward-tile[data-bed='01'].high.open.tech");

        for (String bed : List.of("01", "02", "06")) {
            assertThat(tile(page, bed).innerText()).contains("ap1: fault", "one cause, 3 beds");
        }
        assertThat(tile(page, "09").getAttribute("class")).doesNotContain("tech");
        assertThat(technical(page)).isEqualTo(technical + 1);

        page.keyboard().press("l");
        page.waitForSelector(".ar.tech:has-text('one cause, 3 beds: 01, 02, 06')");
        assertThat(page.locator(".ar:has-text('ap1')").count()).isEqualTo(1);
        assertThat(Chromium.violations(page)).isEmpty();

        page.navigate(url(station, "/?night=0#bed/02"));
        page.waitForSelector(".strip-a.tech .ack");
        assertThat(page.locator(".strip-a .ack").innerText()).isEqualTo("Acknowledge ap1: fault");
        assertThat(page.locator(".strip-a .pz:visible").count())
                .as("the gateway's own cannot be silenced")
                .isZero();
    }

    @Test
    void givenFlood_whenTheListIsOpen_thenAlarmsStandByCauseAndBedWorstFirstAndNoneIsLeftOut() {
        DemoStation station = station(12);
        station.ward.floodOfAlarms();
        Page page = open(station, "/?night=0", 1920, 1080);
        page.waitForSelector(".flood:has-text('14 alarms, worst first')").click();
        page.waitForSelector(".srcs.many:has-text('14 alarms, worst first')");

        assertThat(page.locator(".ag h4").allInnerTexts())
                .containsExactly("Bed 07\n3", "ap1: fault\n3", "SpO₂: no signal\n3\nBeds 09, 10, 12");
        assertThat(page.locator(".ag:has-text('ap1') .ar .bd").allInnerTexts()).containsExactly("–", "01", "02");
        assertThat(page.locator(".ar.open:visible").count()).isEqualTo(14);
        assertThat(page.locator(".ar.open").first().innerText()).contains("SpO₂ 79 < 80", "Charge nurse in");
        assertThat(Chromium.violations(page)).isEmpty();
        assertThat(page.locator(".bar").evaluate("bar => bar.scrollWidth <= bar.clientWidth"))
                .isEqualTo(true);
    }

    @Test
    void givenAlarms_whenOneEndsAndAnotherIsTaken_thenEachStandsUnderWhatItIs() {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0#alarms", 1920, 1080);
        page.waitForSelector(".ar.high.open .btn:has-text('Acknowledge')").click();
        page.waitForSelector(".ar.high.held");

        station.ward.end("s03:heart_rate.high:1");
        page.waitForSelector(".ar.over:has-text('HR 128 > 120')");
        assertThat(page.locator(".at:visible > .ph .seg button").allInnerTexts())
                .containsExactly("Not acknowledged 4", "Acknowledged 2", "Ended");
        page.getByText("Acknowledged 2").click();
        assertThat(page.locator(".ar:visible").count()).isEqualTo(2);
        assertThat(page.locator(".ar.held:visible").count()).isEqualTo(2);
    }

    @Test
    void givenBedWithTwoDevices_whenOneIsSilent_thenTheAlarmNamesIt() {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0&lang=zh", 1920, 1080);
        page.waitForSelector("ward-tile[data-bed='11'].tech");

        assertThat(tile(page, "11").innerText()).contains("设备无数据", "m-11");
        assertThat((Boolean) tile(page, "11")
                        .evaluate(
                                "tile => [...tile.querySelectorAll('*')].every(one => one.scrollWidth <= one.clientWidth + 1"
                                        + " || getComputedStyle(one).overflow === 'visible')"))
                .as("nothing is cut")
                .isTrue();
    }

    private static int technical(Page page) {
        return Integer.parseInt(page.locator(".counts .tech b").innerText());
    }
}
