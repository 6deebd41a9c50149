package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.alarm.AlarmPriority;

/** The page of the station on every screen, in every light and language. Pictures go to gateway/app/docs. */
@Timeout(120)
class StationLookTest extends OnTheStation {

    private static final String CUT = "[...document.querySelectorAll('.t-text b, .t-bed, .bd, .ar .wt b')]"
            + ".filter(e => e.checkVisibility() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight * 1.35)"
            + " && e.clientWidth > 0).map(e => e.textContent).join()";

    @ParameterizedTest
    @CsvSource({"6, 81", "12, 57", "20, 48", "30, 48"})
    void givenWall_whenMeasured_thenDigitsAreAsHighAsTheDesignSays(int beds, int digitPx) {
        Page page = open(station(beds), "/", 1920, 1080);
        page.waitForSelector("ward-tile[data-bed='01'] .cell.hr .c-v");

        assertThat(digitPx(page, "ward-tile[data-bed='01'] .cell.hr .c-v")).isCloseTo(digitPx, within(1.0));
        assertThat(page.evaluate("document.documentElement.scrollHeight <= innerHeight"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"820, 1180, 41", "390, 844, 23"})
    void givenSmallScreen_whenMeasured_thenDigitsAreAsHighAsTheDesignSays(int width, int height, int digitPx) {
        Page page = open(station(12), "/", width, height);
        String value = width < 600 ? "ward-tile[data-bed='01'] .v.hr" : "ward-tile[data-bed='01'] .cell.hr .c-v";
        page.waitForSelector(value);

        assertThat(digitPx(page, value)).isCloseTo(digitPx, within(1.0));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void givenEachView_whenCheckedByAxe_thenNoViolation(String theme) {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0&theme=" + theme, 1920, 1080);
        page.waitForSelector("ward-tile.high.open");
        assertThat(Chromium.violations(page)).as("ward").isEmpty();

        tile(page, "07").click();
        page.waitForSelector(".bedpage .ack");
        page.waitForTimeout(400);
        assertThat(Chromium.violations(page)).as("bed").isEmpty();
        page.keyboard().press("Escape");

        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Alarms").setExact(true))
                .click();
        page.waitForSelector(".ar.high");
        assertThat(Chromium.violations(page)).as("list").isEmpty();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sound not checked"))
                .click();
        page.waitForSelector(".sc");
        assertThat(Chromium.violations(page)).as("sound check").isEmpty();
        page.keyboard().press("Escape");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More"))
                .click();
        assertThat(Chromium.violations(page)).as("menu").isEmpty();
    }

    @Test
    void givenSmallScreens_whenCheckedByAxe_thenNoViolation() {
        DemoStation station = station(12);
        for (int width : new int[] {820, 390, 320}) {
            Page page = open(station, "/?night=0", width, 844);
            page.waitForSelector("ward-tile.high.open");
            assertThat(Chromium.violations(page)).as(width + " px").isEmpty();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(width + " px")
                    .isEqualTo(true);
        }
    }

    @Test
    void givenChinese_whenShown_thenNoEnglishWordIsLeft() {
        Page page = open(station(12), "/?lang=zh&night=0", 1920, 1080);
        page.waitForSelector("ward-tile.high.open");

        assertThat(tile(page, "07").innerText()).contains("血氧 79 < 80");
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-CN");
        assertThat(page.locator(".foot").innerText()).contains("以床旁监护仪报警为准");
        page.waitForTimeout(6_000);
        Chromium.shot(page, "ward-12-zh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void givenAlarmsOfEachForm_whenShownOnAnyWall_thenNoMessageIsCutNorWhatStandsBesideIt(String language) {
        for (int beds : new int[] {6, 12, 20, 30}) {
            DemoStation station = station(beds);
            for (String bed : List.of("03", "04", "07", "08", "10", "11", "12")) { // a second alarm: "+1"
                station.ward.raise(bed, "nibp_sys.high", AlarmPriority.LOW, "NIBP high", "NIBP 162 > 160", 5);
            }
            Page page = open(station, "/?lang=" + language, 1920, 1080);
            page.waitForSelector("ward-tile.medium.open");
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('.t-text b')].filter(b => b.scrollWidth > b.clientWidth).map(b => b.textContent).join()"))
                    .as(beds + " beds")
                    .isEqualTo("");
            page.context().close();
        }
    }

    @ParameterizedTest
    @CsvSource({"12, 1920, m-%s", "30, 1920, monitor-0%s", "12, 820, Window bed %s", "12, 390, Window bed %s"})
    void givenBedsWithLongNames_whenTheyAlarm_thenNeitherNameNorMessageIsCut(int beds, int width, String label) {
        DemoStation station = station(beds);
        station.ward.labels(name -> String.format(Locale.ROOT, label, name));
        Page page = open(station, "/?night=0", width, 1080);
        page.waitForSelector("ward-tile.medium.open");
        assertThat(page.evaluate(CUT)).isEqualTo("");
        page.keyboard().press("l");
        page.waitForSelector(".ar.high");
        assertThat(page.evaluate(CUT)).as("list").isEqualTo("");
    }

    @Test
    void givenProbeOff_whenItsWaveComesOnFlat_thenTheStripIsHatchedAndNoLineIsDrawn() {
        Page page = open(station(12), "/?night=0&theme=dark", 1920, 1080);
        page.waitForSelector("ward-tile[data-bed='04'] .strip.pleth");
        page.waitForTimeout(2_500);

        assertThat(coloured(page, "03")).as("a wave").isPositive();
        assertThat(coloured(page, "04")).as("a probe that is off").isZero();
    }

    /** How many points of a strip have the colour of its wave. */
    private static int coloured(Page page, String bed) {
        Object count = page.evaluate(
                "bed => { const from = document.querySelector(`ward-tile[data-bed='${bed}'] .strip.pleth canvas`);"
                        + "const to = document.createElement('canvas'); to.width = from.width; to.height = from.height;"
                        + "const c = to.getContext('2d'); c.drawImage(from, 0, 0); const d = c.getImageData(0, 0, to.width, to.height).data;"
                        + "let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i + 2] > 200) n++; return n }",
                bed);
        return (Integer) count;
    }

    @Test
    void givenForcedColours_whenShown_thenFormsRemain() {
        Page page = chromium.open(
                url(station(12), "/"),
                new Browser.NewContextOptions().setViewportSize(1920, 1080).setForcedColors(ForcedColors.ACTIVE));
        page.waitForSelector("ward-tile.high.open");

        assertThat(page.evaluate("getComputedStyle(document.querySelector('ward-tile.high.open')).outlineStyle"))
                .isEqualTo("solid");
        assertThat(page.evaluate("getComputedStyle(document.querySelector('ward-tile.held')).outlineStyle"))
                .isEqualTo("double");
    }

    @ParameterizedTest
    @CsvSource({
        "ward-12, 12, 1920, 1080, ?night=0", "ward-6, 6, 1920, 1080, ?night=0", "ward-20, 20, 1920, 1080, ?night=0",
        "ward-30, 30, 1920, 1080, ?night=0", "ward-12-night, 12, 1920, 1080, ?night=1",
                "ward-12-light, 12, 1920, 1080, ?night=0&theme=light",
        "tablet, 12, 820, 1180, ?night=0", "phone, 12, 390, 844, ?night=0"
    })
    void givenEachScreen_whenDrawn_thenItsPictureIsKept(String name, int beds, int width, int height, String query) {
        Page page = open(station(beds), "/" + query, width, height);
        page.waitForSelector("ward-tile[data-bed='01']");
        page.waitForTimeout(width < 1200 || beds == 30 ? 1_000 : 6_000);

        Chromium.shot(page, name);

        assertThat(page.locator("ward-tile").count()).isEqualTo(beds);
    }

    @ParameterizedTest
    @CsvSource({"1920, en", "1920, zh", "1366, en", "820, en", "390, en"})
    void givenNotices_whenShown_thenAllOfThemAndTheBarFits(int width, String language) {
        DemoStation station = station(12);
        station.ward.notices(List.of("Simulated patients", "Open: no TLS or login"));
        station.ward.flood(true);
        Page page = open(station, "/?night=0&lang=" + language, width, 900);
        page.waitForSelector(".notice");

        Chromium.shot(page, "../target/notices-" + width + language);
        assertThat(page.locator(".notice").count()).isEqualTo(2);
        assertThat(page.locator(".order").isVisible()).isEqualTo(width == 1920 || width == 820);
        assertThat(page.evaluate("[...document.querySelectorAll('.bar *')].filter(e => e.checkVisibility()"
                        + " && e.getBoundingClientRect().width > 1 && !e.closest('.sr')"
                        + " && (e.getBoundingClientRect().right > innerWidth || e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0"
                        + " && getComputedStyle(e).overflowX === 'hidden')).map(e => e.outerHTML.slice(0, 90)).join()"))
                .isEqualTo("");
    }

    @Test
    void givenOpenBed_whenDrawn_thenItsPicturesAreKept() {
        DemoStation station = station(12);
        Page phone = open(station, "/?night=0#bed/07", 390, 844);
        Map<String, Page> beds = Map.of(
                "phone-alarm", phone,
                "tablet-bed", open(station, "/?night=0#bed/07", 820, 1180),
                "bed-night", open(station, "/?night=1#bed/07", 1366, 768));
        beds.forEach((_, bed) -> bed.waitForSelector(".bedpage .ack"));
        phone.waitForTimeout(4_000);
        beds.forEach((name, bed) -> {
            Chromium.shot(bed, name);
            assertThat(bed.locator(".bedpage .ack").first().boundingBox().height)
                    .isGreaterThanOrEqualTo(64);
        });
        Page page = open(station, "/", 1920, 1080);
        page.waitForSelector("ward-tile.high.open");
        page.keyboard().press("l");
        page.waitForSelector(".facts:has-text('runs again to the same')");
        Chromium.shots(page, "alarms");
        Chromium.shot(page, "alarms");
        page.getByText("Sound not checked").click();
        page.waitForSelector(".sc");
        Chromium.shots(page, "sound-check");
        Chromium.shot(page, "sound-check");
    }

    /** The height of a figure: the cap height of its font, as drawn. */
    private static double digitPx(Page page, String selector) {
        Object size = page.evaluate(
                "s => { const e = document.querySelector(s); const c = document.createElement('canvas').getContext('2d');"
                        + "const style = getComputedStyle(e); c.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;"
                        + "const box = e.getBoundingClientRect(); const zoom = e.offsetWidth ? box.width / e.offsetWidth : 1;"
                        + "return c.measureText('1').actualBoundingBoxAscent * zoom + 0.0001 }",
                selector);
        return (Double) size;
    }
}
