package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.e2e.GatewayProcess;

/** Every page, tab and dialog in Chinese, by everybody who may see it: no English word is left but names, units and codes. */
@Timeout(180)
class ChineseTest {
    private static final Pattern CODE = Pattern.compile("good once: ([a-z0-9-]{17})");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");
    private static final String PASSWORD = "correct horse";

    /** What is written the same: standards and products, units, keys, codes, papers, and how things of this test are called. */
    private static final Pattern SAME = Pattern.compile(String.join(
            "|",
            "\\b(Wardline|NEWS2?|National Early Warning Score|Royal College of Physicians|MQTT|FHIR|JSON|CSV|PDF|PIN|UTF-8|English)\\b",
            "SpO₂|CO₂|mmHg|L/min|/min|mm/s|kPa|MiB|GiB|\\bECG\\b|\\bACVPU\\b|\\bII\\b|\\bEnter\\b|\\bEsc\\b|wardline audit verify",
            "Khanna, PRODIGY|LIFEPAK|Mindray TM80/TM70|Contec CMS8000|Rheineck|Welch|\\bIllegalStateException\\b|Reference not found",
            "station-\\w+|\\bst1\\b|\\bw1\\b|\\b[mwx]-\\d+\\b|wards/\\S+|\\b(hr|spo2|bogus_code|NOSUCH|ehr|json)\\b",
            "\\b(ada|li\\.w|eve|bob|LW|Okoro|Rana)\\b|\\d+\\.\\d+\\.\\d+\\S*|\\b[a-z0-9]{2,12}:\\S+:\\d+"));

    /** What lines of the trail say was so before, in every form. */
    private static final String CHANGES = """
            temp none, o2_supplemental none; not known; no bed; own limits; nurse, password, badge and PIN; disabled, beds 7 9;
            temp 39.2, nibp_sys 120, consciousness_acvpu A, o2_supplemental false, news2_scale 1; bed labels initials;
            bed 7 from 2026-11-26T12:00:00Z; as linked 2026-11-26T12:00:00Z to 2026-11-26T12:00:00Z;
            nobody 2026-11-26T12:00:00Z and on; sound paused, 2 min left; sound pause 2 min; sound off 30 min; sound on;
            spo2.low medium below 88 delay 15, heart_rate.high high off, resp_rate.low medium ward
            """;

    /** Texts in sight and the names that are read aloud. */
    private static final String TEXTS = """
            () => {
              const all = new Set();
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const of = node.parentElement;
                const isShown = of.tagName === 'OPTION' ? of.parentElement.checkVisibility() : of.checkVisibility({ visibilityProperty: true });
                if (isShown && !of.closest('script, style, pre')) all.add(node.textContent.trim());
              }
              for (const named of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
                if (named.checkVisibility()) ['aria-label', 'title', 'placeholder', 'alt'].forEach((name) => all.add(named.getAttribute(name) || ''));
              }
              return [...all];
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private final Set<String> left = new TreeSet<>();
    private final Set<String> all = new TreeSet<>();

    private void read(Page page, String where) {
        for (Object text : (List<?>) page.evaluate(TEXTS)) {
            all.add(String.valueOf(text));
            String rest = SAME.matcher(String.valueOf(text)).replaceAll("");
            if (WORD.matcher(rest).find()) {
                left.add(where + ": " + text);
            }
        }
    }

    private static void publish(GatewayProcess gateway, Map<String, String> byDevice) throws Exception {
        for (Map.Entry<String, String> message : byDevice.entrySet()) {
            var client = new MqttAsyncClient("tcp://" + gateway.mqtt(), message.getKey(), new MemoryPersistence());
            client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
            client.publish(
                            "wards/w1/devices/" + message.getKey() + "/json",
                            message.getValue().getBytes(StandardCharsets.UTF_8),
                            1,
                            false)
                    .waitForCompletion(10_000);
            client.disconnect(1_000).waitForCompletion(5_000);
            client.close(true);
        }
    }

    private static int post(Page page, GatewayProcess gateway, String path, JsonObject body) {
        APIResponse answer = page.request()
                .post(
                        gateway.station() + "/api/" + path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setData(body.put("station", "st1").encode()));
        return answer.status();
    }

    private static void done(Page page, GatewayProcess gateway, String path, JsonObject body) {
        assertThat(post(page, gateway, path, body)).as(path).isEqualTo(200);
    }

    private static JsonObject get(Page page, GatewayProcess gateway, String path) {
        return new JsonObject(
                page.request().get(gateway.station() + "/api/" + path).text());
    }

    private static void setUp(Page page, GatewayProcess gateway) throws Exception {
        Matcher code = CODE.matcher(gateway.errors());
        assertThat(code.find()).isTrue();
        done(
                page,
                gateway,
                "setup",
                new JsonObject()
                        .put("code", code.group(1))
                        .put("name", "ada")
                        .put("shown", "ada")
                        .put("password", PASSWORD));
        Map.of("li.w", "nurse", "eve", "auditor", "bob", "physician")
                .forEach((name, role) -> done(page, gateway, "people", account(name, role)));
        done(page, gateway, "people/bob", new JsonObject().put("disabled", true).put("beds", JsonArray.of("7")));
    }

    private static JsonObject account(String name, String role) {
        return new JsonObject()
                .put("name", name)
                .put("shown", name)
                .put("role", role)
                .put("password", PASSWORD);
    }

    private static void signIn(Page page, GatewayProcess gateway, String name) {
        done(page, gateway, "session", new JsonObject().put("name", name).put("password", PASSWORD));
        page.navigate(gateway.station() + "/?lang=zh&night=0");
        page.waitForSelector(".person.in");
        page.waitForSelector("ward-tile");
    }

    private void go(Page page, String name) {
        page.evaluate("name => { location.hash = name }", name);
        page.waitForTimeout(300);
        read(page, "#" + name);
    }

    /** Presses each, reads what opens, and goes back. */
    private void openEach(Page page, Locator buttons, String where) {
        for (int at = 0; at < buttons.count(); at++) {
            Locator button = buttons.nth(at);
            String name = button.textContent();
            button.click();
            page.waitForTimeout(120);
            read(page, where + " " + name);
            page.keyboard().press("Escape");
        }
    }

    private void nurse(Page page, GatewayProcess gateway) throws Exception {
        signIn(page, gateway, "li.w");
        done(
                page,
                gateway,
                "beds/7/admit",
                new JsonObject()
                        .put("family", "Okoro")
                        .put("given", "Rana")
                        .put("mrn", "l-1")
                        .put("news2", 1)
                        .put("devices", JsonArray.of("m-7")));
        String stay = get(page, gateway, "beds/7/patient").getString("stay");
        publish(gateway, Map.of("m-7", "{\"seq\":2,\"hr\":72,\"spo2\":82,\"rr\":16}"));
        page.waitForSelector("ward-tile.open");
        acts(page, gateway, stay);
        read(page, "ward");
        beds(page);
        lists(page);
        others(page);
    }

    private void beds(Page page) {
        go(page, "bed/7");
        for (int tab = 0; tab < page.locator(".tabs [role=tab]").count(); tab++) {
            page.locator(".tabs [role=tab]").nth(tab).click();
            page.waitForTimeout(250);
            read(page, "bed tab " + tab);
        }
        page.locator(".events .ev").first().click();
        page.waitForSelector(".events .facts dd");
        read(page, "bed evidence");
        page.locator(".tabs [role=tab]").first().click();
        openEach(page, page.locator(".bedpage .acts .btn:visible"), "bed");
        go(page, "bed/8");
        openEach(page, page.locator(".bedpage .acts:visible .btn[aria-haspopup]:visible"), "free bed");
    }

    private void lists(Page page) {
        go(page, "alarms");
        page.waitForSelector(".evidence .facts dd");
        read(page, "alarm chosen");
        for (int tab = 1; tab < 3; tab++) {
            page.locator(".at:visible > .ph .seg button").nth(tab).click();
            page.waitForTimeout(300);
            read(page, "alarms tab " + tab);
        }
        go(page, "tray");
        for (int tab = 0; tab < 6; tab++) {
            page.locator(".cats [role=tab]").nth(tab).click();
            Locator items = page.locator("#tray-list li button");
            if (items.count() > 0) {
                items.first().click();
            }
            read(page, "tray tab " + tab);
        }
        waits(page);
    }

    private void others(Page page) {
        go(page, "devices");
        openEach(page, page.locator(".dv td .btn").first(), "devices");
        for (String name : List.of("handover", "report", "status", "record/7", "bed/NOSUCH")) {
            go(page, name);
        }
        page.locator(".more").click();
        read(page, "menu");
        page.locator(".menu button:has(svg)").nth(1).click();
        read(page, "own");
        page.keyboard().press("Escape");
        page.locator(".bar .pill.warn").click();
        read(page, "sound check");
        page.keyboard().press("Escape");
    }

    /** Acts of many kinds, for the trail. */
    private static void acts(Page page, GatewayProcess gateway, String stay) {
        var values = new JsonObject()
                .put("temp", 39.2)
                .put("consciousness_acvpu", "A")
                .put("o2_supplemental", false);
        Map<String, JsonObject> acts = Map.of(
                "beds/7/observations", new JsonObject().put("stay", stay).put("values", values),
                "beds/7/notes", new JsonObject().put("stay", stay).put("text", "备注"),
                "beds/7/audio",
                        new JsonObject().put("stay", stay).put("act", "pause").put("minutes", 2),
                "beds/7/standby", new JsonObject().put("stay", "gone"),
                "beds/8/link", new JsonObject().put("device", "w-9"),
                "links/correct",
                        new JsonObject()
                                .put("device", "m-7")
                                .put("from", System.currentTimeMillis() - 9_000)
                                .put("bed", "7"),
                "people", new JsonObject());
        acts.forEach((path, body) ->
                assertThat(post(page, gateway, path, body)).as(path).isLessThan(500));
        JsonArray changes = JsonArray.of(new JsonObject()
                .put("rule", "spo2.low")
                .put("level", "medium")
                .put("set", new JsonObject().put("below", 88)));
        int status = post(
                page,
                gateway,
                "beds/7/limits",
                new JsonObject().put("stay", stay).put("reason", "备注").put("changes", changes));
        assertThat(status).isLessThan(500);
    }

    private void administrator(Page page, GatewayProcess gateway) {
        signIn(page, gateway, "ada");
        go(page, "people");
        page.waitForSelector("tbody >> text=eve");
        openEach(
                page,
                page.locator("section:visible > .ph .btn, section:visible tbody tr:first-child .btn:first-child"),
                "people");
    }

    private void auditor(Page page, GatewayProcess gateway) {
        signIn(page, gateway, "eve");
        go(page, "audit");
        page.waitForSelector("section[aria-label='审计记录'] tbody tr:nth-child(20)");
        read(page, "audit");
        lines(page);
    }

    /** What a record system and an adapter say of what they do not take: our words round theirs. */
    private void waits(Page page) {
        var quarantined = new JsonObject()
                .put("at", 1)
                .put("topic", "wards/w1/devices/x-1/json")
                .put("reason", "adapter-fault")
                .put("detail", "json failed with IllegalStateException");
        JsonArray refused = new JsonArray();
        for (String reason : List.of(
                "gave up: the server fails on it",
                "not-withdrawn: unknown patient",
                "entry: 422",
                "422: Reference not found")) {
            refused.add(new JsonObject()
                    .put("uplink", "ehr")
                    .put("device", "m-7")
                    .put("number", refused.size())
                    .put("count", 2)
                    .put("reason", reason));
        }
        JsonArray unnamed = new JsonArray();
        for (String device : List.of("m-7", "entered-by-hand")) {
            unnamed.add(new JsonObject()
                    .put("uplink", "ehr")
                    .put("device", device)
                    .put("number", unnamed.size())
                    .put("count", 2)
                    .put("reason", "no-stay"));
        }
        JsonObject tray = new JsonObject()
                .put("held", new JsonArray())
                .put("unmapped", new JsonArray())
                .put("quarantine", JsonArray.of(quarantined))
                .put("refused", refused)
                .put("unnamed", unnamed);
        fulfill(page, "**/api/tray", tray);
        for (String tab : List.of("quarantine", "unnamed", "refused")) {
            page.locator("#tray-" + tab).click();
            page.locator("#tray-list li button").last().click();
            page.waitForSelector(".ty .act h2");
            read(page, "tray " + tab);
        }
        assertThat(page.locator("#tray-list").innerText()).contains("已放弃：服务器处理失败", "422: Reference not found");
    }

    /** Lines of the trail of every form. */
    private void lines(Page page) {
        JsonArray lines = new JsonArray();
        for (String change : CHANGES.strip().split("\\s*;\\s*", -1)) {
            lines.add(line(lines.size() + 1, "people", change, "200 already"));
        }
        lines.add(line(lines.size() + 1, "audit trail", "", "3 lines could not be kept"));
        lines.add(line(lines.size() + 1, "buffer export", "", "12 attempts of strangers were passed over"));
        fulfill(page, "**/api/audit?*", new JsonObject().put("lines", lines));
        page.locator("section:visible > .ph .btn").first().click();
        page.waitForSelector("td:has-text('3 行未能保存')");
        read(page, "audit lines");
        assertThat(page.locator("section:visible tbody").innerText())
                .contains("血氧 下限 中级 < 88", "声音关闭 30 分钟", "体温 39.2");
    }

    private static JsonObject line(int number, String act, String change, String result) {
        return new JsonObject()
                .put("number", number)
                .put("wall", 1)
                .put("who", "ada")
                .put("role", "operator")
                .put("station", "command line")
                .put("act", act)
                .put("subject", "alarm s1:spo2.low:1 bed 7 device m-7 to 8 person eve")
                .put("old", change)
                .put("new", "")
                .put("result", result);
    }

    private static void fulfill(Page page, String url, JsonObject answer) {
        page.route(url, route -> route.fulfill(new Route.FulfillOptions().setBody(answer.encode())));
    }

    @Test
    void givenEveryView_whenReadInChinese_thenNoEnglishWordIsLeft() throws Exception {
        try (var gateway = GatewayProcess.start(
                        folder.resolve("data"),
                        "intake.mqtt.listen=127.0.0.1:0",
                        "station.listen=127.0.0.1:0",
                        "models.use=[]",
                        "alarms.delay=0s",
                        "beds={\"7\": \"7\", \"8\": \"8\", \"9\": \"9\"}",
                        "devices.list={m-7: \"7\", m-9: \"9\"}");
                Chromium chromium = new Chromium()) {
            publish(
                    gateway,
                    Map.of(
                            "m-7", "{\"seq\":1,\"hr\":72,\"spo2\":97}",
                            "m-9", "{\"seq\":1,\"hr\":\"x\",\"bogus_code\":3,\"spo2\":96}",
                            "w-9", "{\"seq\":1,\"hr\":80,\"spo2\":96}",
                            "x-1", "[{\"seq\":1"));
            Page page = chromium.open(gateway.station() + "/?lang=zh&night=0#setup", 1920, 1080);
            page.waitForSelector("#setup-code");
            read(page, "set-up");
            setUp(page, gateway);
            page.context().clearCookies();
            page.navigate(gateway.station() + "/?lang=zh&night=0");
            page.waitForSelector("ward-tile");
            go(page, "alarms");
            page.locator(".person").click();
            page.getByRole(AriaRole.DIALOG).waitFor();
            read(page, "sign-in");
            page.keyboard().press("Escape");
            nurse(page, gateway);
            administrator(page, gateway);
            auditor(page, gateway);
            assertThat(left).isEmpty();
            assertThat(all).as("what was read").hasSizeGreaterThan(600);
            assertThat(gateway.stop()).isZero();
        }
    }
}
