package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.app.e2e.GatewayProcess;

/** The page of one bed, over a real gateway and over the demo ward. Pictures go to gateway/app/docs. */
@Timeout(180)
class BedPageTest {
    /** Pixels of the trend's canvas that are not of its ground: a curve is thousands. */
    private static final String INK =
            "[...document.querySelectorAll('.trow:not([hidden]) canvas')].map(c => { const d ="
                    + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const s = new Set(); for (let i = 0; i < d.length;"
                    + " i += 4) s.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return s.size; })";

    @TempDir
    private Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final Chromium chromium = new Chromium();

    @AfterEach
    void close() {
        chromium.close();
        vertx.close().await();
    }

    private static void publish(MqttAsyncClient client, long atMs, String values) throws Exception {
        String reading = "{\"ts\":\"" + Instant.ofEpochMilli(atMs) + "\",\"seq\":" + atMs / 1_000 + "," + values + "}";
        client.publish("wards/w1/devices/07/json", reading.getBytes(StandardCharsets.UTF_8), 1, false)
                .waitForCompletion(10_000);
    }

    /** An hour of a patient, a reading a minute, and one of now. */
    private static void hour(GatewayProcess gateway) throws Exception {
        var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), "m-07", new MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
        long nowMs = System.currentTimeMillis();
        for (int minute = 55; minute > 0; minute--) {
            publish(
                    client,
                    nowMs - minute * 60_000L,
                    "\"hr\":" + (70 + minute % 9) + ",\"spo2\":" + (95 + minute % 4) + ",\"rr\":16");
        }
        publish(
                client,
                System.currentTimeMillis(),
                "\"hr\":72,\"spo2\":97,\"rr\":16,\"nibp_sys\":120,\"nibp_dia\":72,\"temp\":36.9");
        client.disconnect(1_000).waitForCompletion(5_000);
        client.close(true);
    }

    private DemoStation station() {
        DemoStation station =
                new DemoStation(vertx, new DemoWard(12, false, DemoStation.monotonicMs()), StationSettings.loopback(0));
        station.start().await();
        return station;
    }

    private Page open(DemoStation station, String query, int width, int height) {
        Page page = chromium.open("http://127.0.0.1:" + station.server.port() + query, width, height);
        page.waitForSelector(".bedpage .mini");
        return page;
    }

    @Test
    void givenAnHourOfAPatient_whenObservationsAreSigned_thenTheScoreIsCompleteAndEverybodySeesTheNote()
            throws Exception {
        try (var gateway = GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "devices.admit=any",
                "station.accounts=false")) {
            hour(gateway);
            Page page = chromium.open(gateway.station(), 1920, 1080);
            page.locator("ward-tile[data-bed='07']").click();
            Page other = chromium.open(gateway.station() + "/#bed/07", 1920, 1080);
            page.getByText("1 h", new Page.GetByTextOptions().setExact(true)).click();
            page.waitForSelector(".trow.spo2:not([hidden]) canvas");
            page.waitForTimeout(1_000);
            assertThat(((List<?>) page.evaluate(INK)).stream().map(Number.class::cast))
                    .as("colours of each row's canvas")
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allMatch(colours -> colours.intValue() > 8);
            assertThat(page.locator(".n2p .score").innerText()).contains("Air or oxygen", "Consciousness");

            page.locator(".acts .main").click();
            page.waitForSelector("#obs-title");
            assertThat(page.locator("#obs-spo2").inputValue()).isEqualTo("97");
            assertThat(page.locator(".opt[aria-pressed=true]").allInnerTexts()).containsExactly("Scale 1");
            page.locator(".ofields .opt", new Page.LocatorOptions().setHasText("Alert"))
                    .click();
            assertThat(page.locator(".ototal").innerText()).contains("Missing: Air or oxygen");
            page.locator(".ofields .opt", new Page.LocatorOptions().setHasText("Air"))
                    .first()
                    .click();
            page.locator("#obs-temp").fill("39.2");
            assertThat(page.locator(".ototal .big").innerText()).isEqualTo("2");
            page.locator("#obs-who").fill("Li Wei");
            page.locator(".sheet .main").click();
            page.waitForSelector(
                    "#obs-title",
                    new Page.WaitForSelectorOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            page.waitForSelector(".n2p .score.b-low");
            assertThat(page.locator(".n2p .score .big").innerText()).isEqualTo("2");

            page.locator(".acts .btn", new Page.LocatorOptions().setHasText("Note"))
                    .click();
            page.locator("#note-text").fill("Sat up, coughing");
            page.locator(".sheet .main").click();
            page.waitForSelector(".fd :text('Sat up, coughing')");
            other.waitForSelector(".fd :text('Sat up, coughing')");
            other.waitForSelector(".mini sup"); // the temperature's two points
            assertThat(chromium.complaints).isEmpty();
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    void givenLogThatCannotStore_whenSaved_thenTheFormStaysAndSaysSo() {
        DemoStation station = station();
        Page page = open(station, "/?night=0#bed/07", 1920, 1080);
        page.locator(".acts .main").click();
        page.locator("#obs-spo2").fill("970");
        page.locator(".sheet .main").click();
        assertThat(page.locator(".sheet .problem").innerText()).isEqualTo("SpO₂: 30 to 100");
        page.locator("#obs-spo2").fill("82");

        station.record.next = Future.failedFuture("disk full");
        page.locator(".sheet .main").click();
        page.waitForSelector(".sheet .problem:has-text('Not saved, try again')");
        assertThat(page.locator("#obs-spo2").inputValue()).isEqualTo("82");

        station.record.next = Future.succeededFuture(BedActs.Result.OTHER_PATIENT);
        page.locator(".sheet .main").click();
        page.waitForSelector(".sheet .problem:has-text('Another patient')");
    }

    @Test
    void givenEntryInError_whenANurseSaysSo_thenItIsStruckOutAndStaysInSight() {
        Page page = open(station(), "/?night=0#bed/07", 1920, 1080);
        page.locator(".fd .btn").first().click();
        assertThat(page.locator(".sheet").innerText()).contains("It stays in the record, struck out");
        page.locator("#withdraw-who").fill("Eve");
        page.locator(".sheet .main").click();

        page.waitForSelector(".fd li.gone s");
        assertThat(page.locator(".fd li.gone").innerText()).contains("Entered in error: Eve");
        page.locator(".tabs [role=tab]").nth(1).click();
        page.waitForSelector(".paper td s");
        assertThat(page.locator(".paper .ft:has-text('Entered in error')").innerText())
                .contains("Eve ");
        assertThat(Chromium.violations(page)).isEmpty();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void givenBreathsTapped_whenTheyAreCounted_thenTheButtonSaysHowMany() {
        Page page = open(station(), "/?night=0#bed/07", 1920, 1080);
        page.locator(".acts .main").click();
        for (int breath = 0; breath < 3; breath++) {
            page.locator(".tap").click();
        }

        assertThat(page.locator(".tap b").innerText()).isEqualTo("3");
        assertThat(page.locator(".ring").innerText()).matches("(60|5\\d) s");
    }

    @ParameterizedTest
    @CsvSource({
        "dark,1920,1080",
        "dark&night=1,1920,1080",
        "light,1920,1080",
        "dark,820,1180",
        "dark,390,844",
        "dark,320,800"
    })
    void givenEachTab_whenCheckedByAxe_thenNoViolation(String theme, int width, int height) {
        Page page = open(station(), "/?theme=" + theme + "&night=0#bed/07", width, height);
        page.waitForSelector(".trow.spo2 canvas");
        assertThat(Chromium.violations(page)).as("now").isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('.bn .cell')].every(c => c.getBoundingClientRect().right <= innerWidth)"))
                .as("every value is on the screen")
                .isEqualTo(true);

        page.locator(".tabs [role=tab]").nth(1).click();
        page.waitForSelector(".paper table");
        assertThat(Chromium.violations(page)).as("chart").isEmpty();

        page.locator(".tabs [role=tab]").first().click();
        page.locator(".acts .main").click();
        page.waitForTimeout(400);
        assertThat(Chromium.violations(page)).as("observations").isEmpty();
        page.keyboard().press("Escape");

        page.locator(".acts .btn", new Page.LocatorOptions().setHasText("Note")).click();
        page.waitForTimeout(400);
        assertThat(Chromium.violations(page)).as("note").isEmpty();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void givenChinese_whenShown_thenNoEnglishWordIsLeft() {
        Page page = open(station(), "/?lang=zh&night=0#bed/07", 1920, 1080);
        page.waitForSelector(".trow.spo2 canvas");
        page.locator(".acts .main").click();
        page.waitForSelector("#obs-title");

        for (String part : List.of(".bhead", ".bn", ".n2p", ".acts", ".sheet", ".tr .ph", ".lane")) {
            assertThat(page.locator(part)
                            .first()
                            .innerText()
                            .replaceAll("NEWS2|SpO₂|mmHg|L/min|min|ACVPU|h\\b|s\\b|[ACVPU]\\b", ""))
                    .as(part)
                    .doesNotContainPattern("[A-Za-z]{5,}");
        }
        Page warned = open(station(), "/?lang=zh&night=0#bed/12", 1920, 1080);
        assertThat(warned.locator(".fd .why p").first().innerText())
                .isEqualTo("呼吸与该病人前几小时不同（300 次中 1 次）; 心率与呼吸彼此关系异常（1000 次中不到 1 次）");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 No data in this time", "8 "})
    void givenSpan_whenNothingCameInIt_thenItSaysSo(String hoursAndWords) {
        Page page = open(station(), "/?night=0#bed/07", 1920, 1080);
        page.locator("#bed-now")
                .getByText(hoursAndWords.charAt(0) + " h", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.waitForTimeout(800);

        assertThat(page.locator(".tr > .none:visible").allInnerTexts())
                .isEqualTo(hoursAndWords.length() > 2 ? List.of(hoursAndWords.substring(2)) : List.of());
    }

    @Test
    void givenAnotherPatientInTheBed_whenThePageHearsOfIt_thenNoCurveOfTheFormerIsLeft() {
        Page page = open(station(), "/?night=0#bed/07", 1920, 1080);
        page.waitForSelector(".trow.spo2:not([hidden]) canvas");
        for (String what : List.of("trends", "news2", "notes")) {
            page.route(
                    "**/api/beds/07/" + what + "*",
                    route -> route.fulfill(
                            new com.microsoft.playwright.Route.FulfillOptions().setBody("{\"stay\":\"next\"}")));
        }
        page.locator(".strips .ack:visible").first().click(); // after an act the page asks anew

        page.waitForSelector(".tr[data-empty]");
        assertThat(page.locator(".trow.spo2").isVisible()).isFalse();
    }

    @Test
    void givenKeys_whenArrowAndEscape_thenTheNextTabAndBackToTheTile() {
        Page page = open(station(), "/?night=0#bed/07", 1920, 1080);
        page.locator(".tabs [role=tab]").first().focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".tabs [aria-selected=true]").innerText()).isEqualTo("NEWS2 chart");
        page.locator(".tabs [aria-selected=true]").focus();
        page.keyboard().press("Escape");

        page.waitForSelector("ward-tile[data-bed='07']");
        assertThat(page.url()).doesNotContain("#bed");
    }

    @Test
    void givenBed_whenDrawn_thenItsPicturesAreKept() {
        Page page = open(station(), "/?night=0#bed/07", 1920, 1080);
        page.waitForTimeout(6_000);
        Chromium.shot(page, "bed");
        page.locator(".acts .main").click();
        page.locator(".ofields .opt", new Page.LocatorOptions().setHasText("New confusion"))
                .click();
        page.locator(".ofields .opt", new Page.LocatorOptions().setHasText("Oxygen"))
                .click();
        page.locator("#obs-flow").fill("4");
        page.locator("#obs-who").fill("Li W.");
        Chromium.shot(page, "bed-observations");
        page.keyboard().press("Escape");
        page.locator(".tabs [role=tab]").nth(1).click();
        page.waitForTimeout(500);
        Chromium.shot(page, "bed-news2");
    }
}
