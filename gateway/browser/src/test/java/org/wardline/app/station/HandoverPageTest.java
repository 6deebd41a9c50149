package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardline.app.SimulatedShift;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.BedBook;
import org.wardline.app.records.BedRecord;
import org.wardline.app.records.Chronicle;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.Shifts;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;

/** The pages that look back, over a simulated shift. Pictures go to gateway/app/docs. */
@Timeout(240)
class HandoverPageTest {
    private static final List<String> NAMES = List.of(
            "Okafor J.", "Lindqvist A.", "Rahman S.", "Novak P.", "Haddad L.", "Chen M.", "Dubois C.", "Silva R.");

    @SuppressWarnings("NullAway.Init") // made once for all
    private static Chromium chromium;

    @SuppressWarnings("NullAway.Init") // made once for all
    private static SimulatedShift shift;

    @SuppressWarnings("NullAway.Init") // made once for all
    private static Chronicle chronicle;

    private static final Vertx VERTX = Vertx.vertx();

    @SuppressWarnings("NullAway.Init") // made once for all
    private static StationServer server;

    @BeforeAll
    static void launch() throws Exception {
        chromium = new Chromium();
        shift = new SimulatedShift(5, 8);
        shift.pass(50);
        chronicle = new Chronicle(shift::stayIn);
        shift.log.forEach(chronicle::take);
        var up = new StationPorts.Health(true, "{}");
        var ports = new StationPorts(
                HandoverPageTest::view,
                new DemoWard(1, true, 0),
                () -> shift.now().atMs(),
                shift::wallMs,
                () -> up,
                () -> up,
                () -> up,
                () -> "",
                new StationPorts.Desks(
                        new DemoRecord(HandoverPageTest::view, shift::wallMs),
                        new OfTheShift(),
                        CarePorts.NONE,
                        Optional.empty()));
        server = new StationServer(VERTX, ports, StationSettings.loopback(0));
        server.start().await();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
        VERTX.close().await();
    }

    @AfterEach
    void close() {
        chromium.closePages();
        assertThat(chromium.complaints).isEmpty();
        chromium.complaints.clear();
    }

    /** The simulated ward with names, as the patients' page would have given them. */
    private static WardView view() {
        WardView view = shift.ward().view(shift.now());
        List<WardView.Bed> beds =
                view.beds().stream().map(HandoverPageTest::named).toList();
        return new WardView("4B", view.atMs(), view.wallMs(), beds, view.gatewayAlarms(), view.sound());
    }

    private static WardView.Bed named(WardView.Bed bed) {
        String name =
                bed.stay().isEmpty() ? "" : NAMES.get(Integer.parseInt(bed.bed().name()) - 1);
        return new WardView.Bed(
                bed.bed(),
                "0" + bed.bed().name(),
                bed.room(),
                bed.stay(),
                bed.signs(),
                bed.news2(),
                bed.alarms(),
                bed.devices(),
                name);
    }

    /** What the simulated shift's log tells. */
    private static final class OfTheShift implements Records {
        @Override
        public Future<Handover> handover(Period when, Set<String> beds) {
            return Future.succeededFuture(Handover.of(chronicle.told(when), shift.beds()));
        }

        @Override
        public Future<Optional<BedRecord>> record(BedId bed, int hours) {
            Period when = new Period(shift.wallMs() - hours * 3_600_000L, shift.wallMs());
            return Future.succeededFuture(shift.stayIn(bed.name(), shift.wallMs())
                    .map(stay -> {
                        var book =
                                new BedBook(stay, bed.name(), when, shift.ward().whose());
                        shift.log.forEach(book::take);
                        return book.record();
                    }));
        }

        @Override
        public Future<AlarmReport> report(int days, Set<String> beds) {
            Period when = new Period(shift.wallMs() - days * 86_400_000L, shift.wallMs());
            return Future.succeededFuture(AlarmReport.of(chronicle.told(when)));
        }

        @Override
        public Shifts shifts() {
            return new Shifts(List.of(LocalTime.of(6, 0), LocalTime.of(18, 0)), ZoneOffset.UTC);
        }
    }

    private static Page open(String query, int width, int height) {
        Page page = chromium.open(
                "http://127.0.0.1:" + server.port() + query,
                new Browser.NewContextOptions().setViewportSize(width, height).setTimezoneId("UTC"));
        page.waitForSelector(".past:not([hidden]) table");
        return page;
    }

    private static Handover handover() {
        return Handover.of(chronicle.told(new Period(SimulatedShift.START_MS, shift.wallMs())), shift.beds());
    }

    @Test
    void givenShift_whenHandedOver_thenThePageSaysWhatTheLogSays() {
        Handover handover = handover();

        Page page = open("/?theme=light#handover", 1440, 1080);

        List<String> totals = page.locator(".hs b").allTextContents();
        assertThat(totals.get(0)).isEqualTo(String.valueOf(handover.totals().patients()));
        assertThat(totals.get(1)).isEqualTo(String.valueOf(handover.totals().alarms()));
        assertThat(totals.get(3)).isEqualTo(String.valueOf(handover.totals().escalated()));
        List<String> beds = page.locator(".ht tbody th .bd > b:not(.many)").allTextContents();
        assertThat(beds)
                .isEqualTo(handover.patients().stream()
                        .map(patient -> "0" + patient.bed())
                        .toList());
        page.locator(".ht summary").first().click();
        Handover.Patient first = handover.patients().getFirst();
        assertThat(page.locator(".ht details[open] li").count())
                .isEqualTo(first.alarms().size());
        page.locator(".ht summary").first().click();
        page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.DOCS.resolve("handover.png")));
    }

    @Test
    void givenKey_whenPressed_thenTheHandOverOpensAndEscapesByTheAddress() {
        Page page = chromium.open("http://127.0.0.1:" + server.port() + "/", 1440, 1080);
        page.waitForSelector("ward-tile");

        page.keyboard().press("h");

        page.waitForSelector(".ho:not([hidden]) table");
        assertThat(page.url()).endsWith("#handover");
        page.goBack();
        page.waitForSelector(".wall:not([hidden])");
    }

    @Test
    void givenGatewayThatStillReadsItsLog_whenAsked_thenThePageSaysHowFarAndAsksAgain() {
        Page page = chromium.open("http://127.0.0.1:" + server.port() + "/", 1440, 1080);
        page.waitForSelector("ward-tile");
        page.route(
                "**/api/handover",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setBody("{\"error\":\"reading\",\"field\":\"\",\"percent\":40}")),
                new Page.RouteOptions().setTimes(1));

        page.keyboard().press("h");

        page.waitForSelector(".ho .none:has-text('being read: 40 %')");
        page.waitForSelector(".ho:not([hidden]) table");
        chromium.complaints.clear(); // of the 503
    }

    @Test
    void givenPaper_whenPrinted_thenItIsBlackAndWithoutControls() {
        Page page = open("/#handover", 794, 1123);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Chromium.DOCS.resolve("handover-print.png"))
                .setFullPage(true));

        assertThat(page.locator(".past .btn:visible, .bar:visible, .seg:visible")
                        .count())
                .isZero();
        assertThat(page.locator(".signs div:visible").count()).isEqualTo(3);
        Object coloured = page.evaluate(
                "() => [...document.querySelectorAll('.ho *')].filter(one => one.checkVisibility())"
                        + ".map(one => getComputedStyle(one).color).filter(colour => colour !== 'rgb(0, 0, 0)').length");
        assertThat(coloured).isEqualTo(0);
        assertThat(page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true))).hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "handover, dark, en",
        "handover, light, zh",
        "record/1, dark, zh",
        "record/1, light, en",
        "report, dark, en",
        "report, light, zh"
    })
    void givenPage_whenCheckedByAxe_thenNothingIsWrong(String name, String theme, String language) {
        Page page = open("/?theme=" + theme + "&lang=" + language + "#" + name, 1440, 1080);

        assertThat(Chromium.violations(page)).isEmpty();
        if (language.equals("zh")) {
            assertThat(page.locator(".past:not([hidden]) h2").first().textContent())
                    .matches(".*[\\u4e00-\\u9fff].*");
        }
    }

    @Test
    void givenReport_whenOpened_thenItsFirstLineIsAllAlarms() {
        Page page = open("/?theme=light#report", 1440, 1080);

        assertThat(page.locator(".rt tbody tr").first().innerText())
                .contains(String.valueOf(handover().totals().alarms()));
        page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.DOCS.resolve("report.png")));
    }

    @Test
    void givenRecord_whenOpened_thenItWarnsThatItIsPlainAndHasFiles() {
        Page page = open("/?theme=light#record/2", 1440, 1080);
        page.waitForSelector(".rec h2:has-text('Bed 02')"); // the ward came, and the page was drawn with its names

        assertThat(page.locator(".plain").textContent()).contains("not sealed");
        assertThat(page.locator(".vt tbody tr").count()).isGreaterThan(20);
        assertThat(page.locator(".happened thead th:nth-child(3)").boundingBox().x)
                .as("what happened stands under its heading")
                .isEqualTo(page.locator(".happened tbody tr:first-child td:nth-child(3)")
                        .boundingBox()
                        .x);
        assertThat(page.locator(".pick select").inputValue()).isEqualTo("2");
        assertThat(page.locator("a[download]").allTextContents()).containsExactly("CSV", "PDF");
        page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.DOCS.resolve("record.png")));
    }

    @ParameterizedTest
    @CsvSource({"handover", "report", "record/2"})
    void givenOtherScreens_whenDrawn_thenTheirPicturesAreKept(String address) {
        Page page = open("/?theme=dark#" + address, 1440, 1080);

        Chromium.shots(page, address.replace("/2", ""));

        assertThat(page.locator(".past:not([hidden]) table").first().isVisible())
                .isTrue();
    }

    @Test
    void givenOneOfAKind_whenCounted_thenItIsSaidInTheSingular() {
        Page page = open("/?theme=light#handover", 1440, 1080);

        assertThat(page.evaluate("""
                        async () => {
                            const { T } = await import(document.querySelector('script[type=module]').src.replace('app.js', 'words.js'));
                            return [T('{n} readings', { n: 1 }), T('{n} readings', { n: 2 }), T('{n} s', { n: 1 }), T('{n} alarms, worst first', { n: 21 }),
                                T('sound paused {n} times, {t}', { n: 1, t: '2 min' })].join('|');
                        }
                        """))
                .isEqualTo("1 reading|2 readings|1 s|21 alarms, worst first|sound paused 1 time, 2 min");
    }

    @Test
    void givenChinese_whenTheRecordIsOpened_thenWhatHappenedIsInChinese() {
        for (String bed : List.of("1", "2", "3", "4")) {
            Page page = open("/?lang=zh#record/" + bed, 1440, 1080);
            List<String> lines = page.locator(".happened tbody td:nth-child(3)").allTextContents().stream()
                    .filter(line -> !line.matches("note \\d+")) // as somebody wrote it
                    .toList();

            assertThat(lines)
                    .hasSizeGreaterThan(3)
                    .allSatisfy(line -> assertThat(line.replaceAll("NEWS2|m-\\d+|ap\\d+|ACVPU|\\b[ACVPU]\\b", ""))
                            .as(line)
                            .doesNotContainPattern("[A-Za-z]"));
            assertThat(page.locator("a[download]").first().getAttribute("href")).contains("lang=zh");
        }
    }

    @Test
    void givenPhone_whenHandedOver_thenNothingIsWiderThanTheScreen() {
        Page page = open("/?theme=light#handover", 390, 844);

        assertThat((Integer) page.evaluate("document.querySelector('.ho .scroll').scrollWidth"))
                .isLessThanOrEqualTo(390);
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        assertThat(page.locator(".ht tbody tr").count()).isGreaterThan(3);
    }
}
