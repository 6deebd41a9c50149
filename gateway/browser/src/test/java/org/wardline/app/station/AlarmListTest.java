package org.wardline.app.station;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.alarm.AlarmPriority;

/** The ward's list of alarms: the chosen one stands opened beside it, and notes are written of an alarm. */
@Timeout(120)
class AlarmListTest extends OnTheStation {
    /** Buttons that a tap in their middle does not reach. */
    private static final String COVERED = "[...document.querySelectorAll('.ar.open .take')].filter(b => {"
            + " b.scrollIntoView({block: 'nearest'}); const r = b.getBoundingClientRect();"
            + " return !b.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)) }).length";

    private static Locator row(Page page, String words) {
        return page.locator(".ar", new Page.LocatorOptions().setHasText(words));
    }

    private static Locator choose(Page page, String words) {
        return row(page, words).locator(".wt");
    }

    /** In the evidence beside the list, or in its sheet. */
    private static Locator opened(Page page, String part) {
        return page.locator(".alist " + part + ", .esheet " + part);
    }

    @ParameterizedTest
    @CsvSource({"dark,1920", "light,1920", "dark,1366"})
    void givenWall_whenTheListOpens_thenTheFirstAlarmStandsOpenBesideIt(String theme, int width) {
        Page page = open(station(12), "/?night=0&theme=" + theme + "#alarms", width, width * 9 / 16);
        Locator evidence = page.locator(".alist > .evidence");
        page.waitForSelector(".facts:has-text('runs again to the same')");

        assertThat(evidence.locator(".eh")).containsText("07SpO₂ 79 < 80Chen M.");
        assertThat(evidence.locator(".facts")).containsText("SpO₂ < 80, delay 15 s");
        assertThat(evidence.locator(".knows")).containsText("Alarm begins: SpO₂ 79 < 80");
        assertThat(
                        (Integer)
                                page.evaluate(
                                        "(() => { const c = document.querySelector('.ecv canvas'); const d = c.getContext('2d')"
                                                + ".getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n })()"))
                .as("a curve is drawn")
                .isGreaterThan(800);
        assertThat(page.evaluate(COVERED)).as("every alarm can be taken").isEqualTo(0);
        assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('.alist .ar .wt, .alist .eacts .btn')].filter(e => e.scrollWidth > e.clientWidth + 1).length"))
                .isEqualTo(0);
        assertThat(Chromium.violations(page)).isEmpty();

        choose(page, "Model: unusual").click();
        assertThat(evidence.locator(".facts")).containsText("drift-3 · 1.4 · RR has not moved for minutes");
    }

    @Test
    void givenKeys_whenAnAlarmIsChosenAndTaken_thenTheFocusStaysAtIt() {
        Page page = open(station(12), "/?night=0#alarms", 1920, 1080);
        choose(page, "HR 128 > 120").focus();
        page.keyboard().press("Enter");
        assertThat(opened(page, ".eh")).containsText("HR 128 > 120");
        assertThat(choose(page, "HR 128 > 120")).hasAttribute("aria-pressed", "true");
        assertThat(choose(page, "SpO₂ 79 < 80")).hasAttribute("aria-pressed", "false");

        page.keyboard().press("Tab");
        page.keyboard().press("Enter"); // takes it
        page.waitForSelector(".ar.held:has-text('HR 128 > 120')");
        page.waitForFunction("document.activeElement.dataset.alarm === 's03:heart_rate.high:1'");
        page.keyboard().press("Tab");
        assertThat((String) page.evaluate("document.activeElement.textContent")).isEqualTo("Note Bed 03 HR 128");
    }

    @Test
    void givenChosenAlarm_whenItEnds_thenItStaysReadableSaysSoAndNothingIsDrawnAnewMeanwhile() {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0#alarms", 1920, 1080);
        choose(page, "HR 128 > 120").click();
        page.waitForSelector(".facts:has-text('runs again to the same')");
        page.evaluate(
                "window.kept = [...document.querySelectorAll('.eh b, .facts dd, .knows li, .deeds button, .eacts .ack, .ecv canvas')]");
        station.ward.raise("01", "spo2.low", AlarmPriority.HIGH, "SpO2 low", "SpO2 78 < 80", 0);
        row(page, "SpO₂ 78 < 80").waitFor();
        page.waitForTimeout(2_200); // two seconds of its clock
        assertThat(page.evaluate("kept.every(e => e.isConnected)")).isEqualTo(true);
        assertThat(opened(page, ".eh")).containsText("HR 128 > 120");

        station.ward.end("s03:heart_rate.high:1");

        assertThat(opened(page, ".eover")).hasText("This alarm has ended");
        assertThat(opened(page, ".knows")).containsText("ended by itself");
        assertThat(opened(page, ".eacts .ack")).isHidden();
        assertThat(opened(page, ".facts")).containsText("HR > 120, delay 15 s");
        assertThat(page.locator(".ar.over .wt[aria-pressed=true]")).containsText("HR 128 > 120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void givenAlarmThatSomebodyHas_whenANoteIsWrittenOfIt_thenItsEvidenceAndItsBedHaveIt(String theme) {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0&theme=" + theme + "#alarms", 1920, 1080);
        assertThat(row(page, "SpO₂ 79 < 80").locator(".tonote")).isHidden();
        choose(page, "RR 31 > 30").click();
        row(page, "RR 31 > 30").locator(".tonote").click();
        assertThat(page.locator(".sheet header")).containsText("Bed 08 · RR 31 > 30");
        assertThat(page.locator("#note-text")).isFocused();
        page.waitForTimeout(300); // it slides in
        assertThat(Chromium.violations(page)).isEmpty();
        page.locator("#note-text").fill("Sat up, coughing");
        page.locator("#note-who").fill("Li W.");
        page.locator(".sheet .main").click();

        assertThat(opened(page, ".knows")).containsText("Sat up, coughing · Li W.");
        assertThat(row(page, "RR 31 > 30").locator(".tonote")).isFocused();
        JsonObject note = new JsonObject(
                        page.request().get(url(station, "/api/beds/08/notes")).text())
                .getJsonArray("notes")
                .getJsonObject(0);
        assertThat(note.getString("alarm")).isEqualTo("s08:resp_rate.high:1");

        opened(page, ".deeds").getByText("Note").click(); // in the panel as well
        page.locator("#note-text").fill("Doctor on the way");
        page.locator(".sheet .main").click();
        assertThat(opened(page, ".knows")).containsText("Doctor on the way · Li W.");
        opened(page, ".deeds").getByText("Seen patient").click();
        assertThat(opened(page, ".deeds [aria-pressed=true]")).hasText("Seen patient");
    }

    @ParameterizedTest
    @CsvSource({"820,1180,dark", "390,844,light", "320,700,dark"})
    void givenSmallScreen_whenAnAlarmIsChosen_thenItOpensInASheetAndEscapeGoesBack(
            int width, int height, String theme) {
        Page page = open(station(12), "/?night=0&theme=" + theme + "#alarms", width, height);
        page.waitForSelector(".ar.high");
        assertThat(page.locator(".alist .evidence")).isHidden();
        choose(page, "HR 128 > 120").click();
        page.waitForSelector(".esheet .facts:has-text('runs again to the same')");
        page.waitForTimeout(300); // it slides in
        assertThat(Chromium.violations(page)).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(opened(page, ".eacts .ack").boundingBox().height).isGreaterThanOrEqualTo(64);
        Chromium.shot(page, "../target/alarm-sheet-" + width);

        opened(page, ".eacts .ack").click();
        assertThat(page.locator(".esheet .knows")).containsText("Acknowledged by");
        page.keyboard().press("Escape");
        assertThat(page.locator(".esheet")).hasCount(0);
        assertThat(choose(page, "HR 128 > 120")).isFocused();
        assertThat(choose(page, "HR 128 > 120")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void givenSharedScreen_whenNobodyIsSignedIn_thenWhatItsListShowsIsThereAndNothingElseIsAskedFor() {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0", 1920, 1080);
        page.waitForSelector("ward-tile.high.open");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith("/evidence") || request.url().contains("/alarms?")) {
                asked.add(request.url());
            }
        });
        page.route(
                "**/api/session",
                route -> route.fulfill(new Route.FulfillOptions().setBody("{\"accounts\":true,\"setUp\":false}")));
        page.navigate(url(station, "/?night=0&again=1#alarms"));

        assertThat(opened(page, ".eshut")).containsText("Evidence: sign in first");
        assertThat(opened(page, ".eh")).containsText("07SpO₂ 79 < 80Chen M.");
        assertThat(opened(page, ".eacts .ack")).hasText("Acknowledge SpO₂ 79");
        assertThat(opened(page, ".ebody")).isHidden();
        assertThat(Chromium.violations(page)).isEmpty();
        assertThat(asked).isEmpty();
        opened(page, ".eshut .btn").click();
        page.waitForSelector("#signin-badge");
    }

    @Test
    void givenAlarmOfTheGateway_whenChosenAndNothingIsKeptOfIt_thenItSaysSoAndOffersNoNote() {
        DemoStation station = station(12);
        station.ward.fault("ap1", List.of("01", "02"));
        Page page = open(station, "/?night=0#alarms", 1920, 1080);
        choose(page, "ap1: fault").click();

        assertThat(opened(page, ".etop .answer")).hasText("The evidence is not there");
        assertThat(opened(page, ".eh")).containsText("one cause, 2 beds: 01, 02");
        assertThat(opened(page, ".eacts .ack")).hasText("Acknowledge ap1: fault");
        assertThat(opened(page, ".eacts .btn:visible")).hasCount(1);
        assertThat(opened(page, ".ebody").locator("h3:visible, .facts:visible, .btn:visible"))
                .hasCount(0);
        assertThat(row(page, "ap1: fault").locator(".tonote")).isHidden();
    }

    @Test
    void givenChosenAlarm_whenItsPatientLeaves_thenNothingOfItStays() {
        DemoStation station = station(12);
        Page page = open(station, "/?night=0#alarms", 1920, 1080);
        choose(page, "HR 128 > 120").click();
        page.waitForSelector(".facts:has-text('runs again to the same')");
        page.route(
                "**/api/beds/03/alarms?*",
                route -> route.fulfill(new Route.FulfillOptions().setBody("{\"alarms\":[],\"cut\":false}")));

        station.ward.end("s03:heart_rate.high:1"); // and who lies there now never had it

        assertThat(opened(page, ".eh")).containsText("SpO₂ 79 < 80");
        assertThat(page.locator(".at .answer:visible")).hasText("This patient is not here any more");
    }
}
