package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.GatewayProcess;

/** From the set-up code to a nurse's act, as people do it in a browser. */
@Timeout(180)
class AccountsPageTest {
    private static final Pattern CODE = Pattern.compile("good once: ([a-z0-9-]{17})");

    @TempDir
    private Path folder = Path.of("");

    private static void publish(GatewayProcess gateway, String reading) throws Exception {
        var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), "m-07", new MemoryPersistence());
        client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
        client.publish("wards/w1/devices/07/json", reading.getBytes(StandardCharsets.UTF_8), 1, false)
                .waitForCompletion(10_000);
        client.disconnect(1_000).waitForCompletion(5_000);
        client.close(true);
    }

    private static void isAccessible(Page page) {
        assertThat(Chromium.violations(page)).isEmpty();
    }

    private static void gone(Page page, String selector) {
        page.waitForSelector(selector, new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    }

    private static void setUp(Page page, String code) {
        page.waitForSelector("#setup-code");
        page.fill("#setup-code", code);
        page.fill("#setup-name", "ada");
        page.fill("#setup-shown", "Ada");
        page.fill("#setup-password", "correct horse");
        isAccessible(page);
        page.click("text=Make the administrator");
    }

    private static void addNurse(Page page) {
        page.click("text=Add a person");
        page.fill("#add-name", "li.w");
        page.fill("#add-shown", "Li W.");
        page.fill("#add-badge", "77-11");
        page.fill("#add-pin", "4321");
        page.click(".signin .main");
        page.waitForSelector("text=This PIN is guessed first");
        page.fill("#add-pin", "8405");
        isAccessible(page);
        page.click(".signin .main");
        page.waitForSelector("tbody >> text=Li W.");
        isAccessible(page);
    }

    /** The PIN by the keys on the screen, as with gloves. */
    private static void signInByBadge(Page page) {
        page.waitForSelector("#signin-badge");
        isAccessible(page);
        Chromium.shots(page, "sign-in");
        Chromium.shot(page, "sign-in");
        page.fill("#signin-badge", "77-11");
        page.keyboard().press("Enter"); // as a reader of badges does
        for (String digit : List.of("8", "4", "0", "5")) {
            page.click(".pad button:text-is('" + digit + "')");
        }
        page.click(".signin .main");
        gone(page, ".signin");
    }

    private static void addAuditor(Page page, GatewayProcess gateway) {
        post(
                page,
                gateway.station() + "/api/people",
                new JsonObject()
                        .put("name", "eve")
                        .put("shown", "Eve")
                        .put("role", "auditor")
                        .put("password", "correct horse"));
        page.reload();
        page.waitForSelector("tbody >> text=Eve");
    }

    private static void auditorReads(Page page, GatewayProcess gateway) {
        post(
                page,
                gateway.station() + "/api/session",
                new JsonObject().put("name", "eve").put("password", "correct horse"));
        page.navigate(gateway.station() + "/#audit");
        page.reload();
        page.waitForSelector("section[aria-label='Audit trail']:visible >> text=li.w");
        Chromium.shots(page, "audit");
        Chromium.shot(page, "audit");
    }

    private static void post(Page page, String url, JsonObject body) {
        var options = RequestOptions.create()
                .setHeader("Content-Type", "application/json")
                .setData(body.put("station", "st1").encode());
        assertThat(page.request().post(url, options).status()).isEqualTo(200);
    }

    @Test
    void givenFirstStart_whenSetUpOnThePage_thenANurseTakesAnAlarmUnderHerNameAndAuditorsPagesStayShut()
            throws Exception {
        try (var gateway = GatewayProcess.start(
                        folder.resolve("data"),
                        "intake.mqtt.listen=127.0.0.1:0",
                        "station.listen=127.0.0.1:0",
                        "devices.admit=any",
                        "alarms.delay=0s");
                Chromium chromium = new Chromium()) {
            Matcher code = CODE.matcher(gateway.errors());
            assertThat(code.find()).isTrue();
            publish(gateway, "{\"seq\":1,\"hr\":72,\"spo2\":82,\"rr\":16}");
            Page page = chromium.open(gateway.station(), 1920, 1080);
            setUp(page, code.group(1));
            page.waitForSelector(".person.in >> text=Ada");
            addNurse(page);
            addAuditor(page, gateway);
            Chromium.shots(page, "people");
            Chromium.shot(page, "people");
            page.click(".person"); // signs out
            page.waitForSelector("ward-tile.open");
            assertThat(page.url()).doesNotContain("people");

            page.locator("ward-tile.open").first().click();
            page.click(".tabs button[aria-controls=bed-alarms]");
            page.waitForSelector(
                    ".events .none:has-text('Alarms: sign in first')"); // never "No alarm" of what may not be seen
            page.locator(".bedpage .ack:visible").first().click();
            signInByBadge(page);
            page.waitForSelector(".bedpage .answer:has-text('Acknowledged')");
            page.waitForSelector(".events .er:has-text('SpO₂ 82 < 90')");
            page.waitForSelector("text=Acknowledged by Li W.");
            page.navigate(gateway.station() + "/#audit");
            page.waitForTimeout(500);
            assertThat(page.locator("section[aria-label='Audit trail']:visible").count())
                    .isZero();
            page.navigate(gateway.station() + "/?lang=zh#status");
            page.waitForSelector("text=密封日志");
            isAccessible(page);
            auditorReads(chromium.open(gateway.station(), 1920, 1080), gateway);
            assertThat(chromium.complaints).isEmpty();
            assertThat(gateway.stop()).isZero();
        }
        assertThat(GatewayProcess.run(
                        0, "audit", "export", folder.resolve("data").toString()))
                .contains("\"who\":\"li.w\",\"role\":\"nurse\"", "\"act\":\"acknowledge\"")
                .doesNotContain("8405", "77-11", "correct horse");
    }
}
