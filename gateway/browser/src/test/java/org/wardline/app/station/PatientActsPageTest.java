package org.wardline.app.station;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.GatewayProcess;

/** A patient's way through a ward, as a nurse does it at the page; what the page says, the gateway knows. */
@Timeout(180)
class PatientActsPageTest {
    private static final Pattern CODE = Pattern.compile("good once: ([a-z0-9-]{17})");
    private static final String BADGE = "77-11";
    private static final String OTHER_BADGE = "77-12";
    private static final String PIN = "8405";

    @TempDir
    private static Path folder = Path.of("");

    private static Chromium chromium;
    private static GatewayProcess gateway;
    private Page page;

    PatientActsPageTest() {
        page = chromium.open(gateway.station(), 1920, 1080);
    }

    @BeforeAll
    static void open() throws Exception {
        chromium = new Chromium();
        gateway = GatewayProcess.start(
                folder.resolve("data"),
                "intake.mqtt.listen=127.0.0.1:0",
                "station.listen=127.0.0.1:0",
                "models.use=[]",
                "beds={\"7\": \"7\", \"8\": \"8\", \"9\": \"9\"}",
                "devices.list={m-7: \"7\"}",
                "uplink.file.dir=" + folder.resolve("records"));
        var first = new PatientActsPageTest();
        Matcher code = CODE.matcher(gateway.errors());
        assertThat(code.find()).isTrue();
        first.post(
                "setup",
                new JsonObject()
                        .put("code", code.group(1))
                        .put("name", "ada")
                        .put("shown", "Ada")
                        .put("password", "correct horse"));
        first.add("li.w", BADGE);
        first.add("chen.m", OTHER_BADGE);
    }

    private void add(String name, String badge) {
        post(
                "people",
                new JsonObject()
                        .put("name", name)
                        .put("shown", name)
                        .put("role", "nurse")
                        .put("badge", badge)
                        .put("pin", PIN));
    }

    @AfterEach
    void closePage() {
        page.context().close();
    }

    @AfterAll
    static void close() throws Exception {
        chromium.close();
        assertThat(gateway.stop()).isZero();
        gateway.close();
    }

    private void signIn(String badge) {
        post("session", new JsonObject().put("badge", badge).put("pin", PIN));
        page.reload();
        page.waitForSelector(".person.in");
    }

    /** By the browser's own cookies. */
    private void post(String path, JsonObject body) {
        APIResponse answer = page.request()
                .post(
                        gateway.station() + "/api/" + path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setData(body.put("station", "st1").encode()));
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
    }

    private JsonObject get(String path) {
        return new JsonObject(
                page.request().get(gateway.station() + "/api/" + path).text());
    }

    private JsonObject patient(String bed) {
        return get("beds/" + bed + "/patient");
    }

    private void go(String address) {
        page.navigate(gateway.station() + "/#" + address);
    }

    private Locator act(String name) {
        return page.locator(".bedpage .acts")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What is done seldom stands behind one button. */
    private Locator more(String name) {
        act("More").click();
        return page.locator(".side.others")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Presses the form's button; it closes when it is done. */
    private void save() {
        page.locator(".side .main").click();
        assertThat(page.locator(".side")).hasCount(0);
    }

    private void hasHeading(String words) {
        assertThat(page.locator(".bedpage h2").first()).containsText(words);
    }

    private void unknownDeviceSends() throws Exception {
        var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), "w-2", new MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
        client.publish(
                        "wards/w1/devices/w-2/json",
                        "{\"seq\":1,\"hr\":72,\"spo2\":97}".getBytes(StandardCharsets.UTF_8),
                        1,
                        false)
                .waitForCompletion(10_000);
        client.disconnect(1_000).waitForCompletion(5_000);
        client.close(true);
    }

    @Test
    void givenPatient_whenAdmittedMovedLinkedAndDischargedOnThePage_thenTheGatewayKnowsEachStep() throws Exception {
        signIn(BADGE);
        go("bed/7");
        act("Admit").click(); // somebody without a name, whom a device of this bed measures
        page.getByLabel("Family name").fill("Haddad");
        page.getByLabel("Given name").fill("Rana");
        page.getByLabel("Record number").fill("4711");
        save();
        hasHeading("Haddad R.");
        assertThat(patient("7").getString("name")).isEqualTo("Haddad Rana");
        assertThat(patient("7").getJsonArray("devices")).isEqualTo(JsonArray.of("m-7"));

        more("Off ward").click();
        save();
        act("Patient is back").waitFor();
        assertThat(patient("7").getJsonArray("devices")).isEmpty();
        act("Patient is back").click();
        save();
        assertThat(act("Patient is back")).hasCount(0);
        assertThat(patient("7").getJsonArray("devices")).isEqualTo(JsonArray.of("m-7"));

        more("Transfer").click();
        page.locator(".side")
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName("8"))
                .click();
        save();
        hasHeading("Free");
        assertThat(patient("8").getString("name")).isEqualTo("Haddad Rana");

        unknownDeviceSends();
        go("tray");
        page.locator("#tray-unnamed").click();
        page.locator("#tray-list button", new Page.LocatorOptions().setHasText("w-2"))
                .click();
        assertThat(page.locator(".ty .act").innerText()).contains("nobody is known whose this is");
        page.locator("#tray-unknown").click();
        page.locator("#tray-list button", new Page.LocatorOptions().setHasText("w-2"))
                .click();
        page.locator(".ty .act")
                .getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName("8 · Haddad R."))
                .click();
        Chromium.shots(page, "tray");
        Chromium.shot(page, "tray");
        page.locator(".ty .act .main").click();
        page.waitForSelector("#tray-list :text('Nothing waits here')");
        go("devices");
        page.waitForSelector(".dv th:has-text('w-2')");
        Chromium.shots(page, "devices");
        Chromium.shot(page, "devices");
        go("status");
        page.waitForSelector(".part:has-text('Sealed log')");
        Chromium.shots(page, "status");
        Chromium.shot(page, "status");
        assertThat(patient("8").getJsonArray("devices")).contains("w-2");

        go("bed/8");
        more("Discharge").click();
        save();
        hasHeading("Free");
        assertThat(patient("8").getBoolean("free")).isTrue();
        page.waitForCondition(
                () -> get("handover").encode().contains("discharged")); // when the log says it is not refused
        go("handover");
        page.getByText("Erase the name").click();
        page.locator(".side .main").click();
        page.waitForSelector("text=Name erased");
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void givenBed_whenEmptiedReadOrNotThere_thenThePageDoesAndSaysSo() {
        signIn(BADGE);
        post(
                "beds/9/admit",
                new JsonObject().put("family", "Okoro").put("mrn", "4712").put("news2", 1));
        go("bed/9");
        hasHeading("Okoro");
        page.locator(".torec").click();
        page.waitForURL("**/#record/9");
        go("bed/9");
        more("Empty bed").click();
        save();
        hasHeading("Free");
        assertThat(patient("9").getBoolean("free")).isTrue();

        go("bed/NOSUCH");
        hasHeading("There is no such bed");
        assertThat(page.locator(".bedpage .acts:visible")).hasCount(0);
        assertThat(page.locator(".bhead button:visible")).hasCount(1); // the way back
        page.navigate(gateway.station() + "/?lang=zh#bed/NOSUCH");
        hasHeading("没有此床位");
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void givenNurse_whenSheChangesHerPinAndSignsOutOverABadLine_thenTheGatewayKnowsBoth() {
        signIn(OTHER_BADGE);
        page.locator(".more").click();
        page.getByText("Change PIN or password").click();
        page.locator("#own-old").fill(PIN);
        page.locator("#own-new").fill("739105");
        page.locator("#own-again").fill("739106");
        page.locator(".signin .main").click();
        page.waitForSelector("text=The new ones are not the same");
        page.locator("#own-again").fill("739105");
        page.locator(".signin .main").click();
        assertThat(page.locator(".signin")).hasCount(0);
        assertThat(get("session").getJsonObject("person").getString("name")).isEqualTo("chen.m");

        String cookie = page.context().cookies().getFirst().value;
        var lost = new AtomicInteger();
        page.route("**/api/session/end", route -> {
            if (lost.incrementAndGet() <= 2) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.locator(".person").click();
        page.waitForSelector(".person:not(.in)");
        page.waitForResponse("**/api/session/end", () -> {});

        assertThat(lost.get()).isGreaterThanOrEqualTo(3);
        page.context().addCookies(List.of(new Cookie("wardline", cookie).setUrl(gateway.station())));
        assertThat(get("session").containsKey("person")).isFalse();
        page.context().clearCookies();
        post("session", new JsonObject().put("badge", OTHER_BADGE).put("pin", "739105"));
    }
}
