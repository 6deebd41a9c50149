package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardline.vitals.alarm.AlarmPriority;

/** The open alarms above a bed's page, where there are many of them: each can be read and taken on every screen. */
@Timeout(120)
class StripsLookTest extends OnTheStation {
    /** What of a strip stands beyond it or the screen, is set in more than two lines, or is no target for a finger. */
    private static final String WRONG = """
            [...document.querySelectorAll('.strip-a')].flatMap(strip => {
              const box = strip.getBoundingClientRect();
              return [...strip.querySelectorAll('b, .t, .by, button')].filter(part => part.checkVisibility()).flatMap(part => {
                const at = part.getBoundingClientRect();
                const lines = at.height / parseFloat(getComputedStyle(part).fontSize);
                return [
                  at.right > Math.min(box.right, innerWidth) + 1 || at.left < box.left - 1 || at.bottom > box.bottom + 1 ? 'beyond' : '',
                  part.matches('b, .by') && lines > 2.7 ? 'lines' : '',
                  part.matches('button') && (at.height < 48 || at.width < 48) ? 'small' : '',
                ].filter(Boolean).map(fault => fault + ' ' + [at.left, at.right, at.bottom, box.left, box.right, box.bottom].map(Math.round) + ': ' + part.textContent + ' of ' + strip.textContent);
              });
            }).join('\\n')""";

    @ParameterizedTest
    @CsvSource({"1920, 1080, en", "1920, 1080, zh", "1280, 800, en", "820, 1180, en", "390, 844, en", "390, 844, zh"})
    void givenManyAlarmsOfABed_whenItsPageIsOpen_thenEachCanBeReadAndTaken(int width, int height, String language) {
        DemoStation station = station(12);
        station.ward.raise("07", "news2.score", AlarmPriority.HIGH, "NEWS2 score", "NEWS2 12", 5);
        station.ward.raise("07", "heart_rate.high", AlarmPriority.HIGH, "HR high", "HR 148 > 140", 15);
        station.ward.raise("07", "resp_rate.high", AlarmPriority.MEDIUM, "RR high", "RR 31 > 30", 25);
        station.ward.raise("07", "anomaly.model", AlarmPriority.LOW, "Model: unusual", "", 35);
        Page page = open(station, "/?night=0&lang=" + language + "#bed/07", width, height);
        page.waitForSelector(".strip-a:nth-child(5)");
        assertThat(page.evaluate(WRONG)).isEqualTo("");

        station.ward.latch("s07:spo2.low:1");
        page.waitForSelector(".strip-a.latched");
        assertThat(page.evaluate(WRONG)).isEqualTo("");

        station.ward.end("s07:heart_rate.high:1");
        page.waitForSelector(
                ".strip-a:nth-child(5)", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        Chromium.shot(page, "../target/strips-" + width + language);
        assertThat(page.evaluate(WRONG)).isEqualTo("");
    }

    @Test
    void givenThreeAlarmsOfABed_whenItsChartIsOpen_thenTheFootCoversNoRowAndNoneShowsThrough() {
        DemoStation station = station(12);
        station.ward.raise("07", "heart_rate.high", AlarmPriority.MEDIUM, "HR high", "HR 128 > 120", 15);
        station.ward.raise("07", "resp_rate.high", AlarmPriority.MEDIUM, "RR high", "RR 31 > 30", 25);
        Page page = open(station, "/?night=0#bed/07", 1920, 1080);
        page.waitForSelector(".strip-a:nth-child(3)");
        page.getByText("NEWS2 chart").first().click();
        page.waitForSelector(".paper tfoot");

        assertThat(page.evaluate("document.querySelector('.paper tbody tr:last-child').getBoundingClientRect().bottom"
                        + " <= document.querySelector('.paper tfoot').getBoundingClientRect().top + 1"))
                .isEqualTo(true);
        assertThat(page.evaluate("[...document.querySelectorAll('.paper tfoot :is(th, td)')]"
                        + ".filter(cell => getComputedStyle(cell).backgroundColor === 'rgba(0, 0, 0, 0)').length"))
                .isEqualTo(0);
    }

    @Test
    void givenNews2AlarmThatStands_whenTheScoreFalls_thenItSaysTheOneItRoseWith() {
        DemoStation station = station(12);
        station.ward.raise("01", "news2.score", AlarmPriority.HIGH, "NEWS2 score", "NEWS2 10", 5); // the bed's is 1 now
        Page page = open(station, "/?night=0#bed/01", 1920, 1080);

        page.waitForSelector(".strip-a:has-text('NEWS2 10')");
        assertThat(page.locator(".strip-a .ack").innerText()).isEqualTo("Acknowledge NEWS2 10");
    }
}
