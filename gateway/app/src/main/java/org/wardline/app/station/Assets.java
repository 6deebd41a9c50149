package org.wardline.app.station;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of the page: these, from the jar, and no others.
 *
 * <p>They stand under {@code /s/RELEASE/}, where RELEASE is a hash over all of them: a browser keeps them for ever, and a new
 * release is fetched whole. Only the page itself is asked for again each time.
 */
final class Assets {
    static final List<String> NAMES = List.of(
            "tokens.css",
            "station.css",
            "views.css",
            "care.css",
            "people.css",
            "patients.css",
            "alarmstrip.js",
            "app.js",
            "ask.js",
            "audit.js",
            "bar.js",
            "bed.css",
            "bed.js",
            "bedtabs.js",
            "catalogue.js",
            "chosen.js",
            "cover.js",
            "devices.js",
            "dialog.js",
            "dom.js",
            "events.js",
            "evidence.js",
            "feed.js",
            "form.js",
            "groups.js",
            "handover.js",
            "icons.js",
            "layout.js",
            "limitchart.js",
            "limits.js",
            "list.js",
            "menu.js",
            "model.js",
            "order.js",
            "own.js",
            "news2.js",
            "news2chart.js",
            "notes.js",
            "observe.js",
            "withdraw.js",
            "pages.js",
            "people.js",
            "past.css",
            "past.js",
            "record.js",
            "report.js",
            "quiet.js",
            "session.js",
            "patient.js",
            "settings.js",
            "setup.js",
            "signin.js",
            "sound.js",
            "soundcheck.js",
            "status.js",
            "tile.js",
            "trail.js",
            "tray.js",
            "trendrow.js",
            "trends.js",
            "waves.js",
            "words.js",
            "icon.svg",
            "openapi.json");

    /** Files of libraries, as their jars have them (WebJars), and the names that the page knows them by. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "uplot.js", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js",
            "uplot.css", "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json; charset=utf-8");

    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final Map<String, Buffer> files = new TreeMap<>();
    private final String release;
    private final Buffer page;

    Assets() {
        NAMES.forEach(name -> files.put(name, Buffer.buffer(read(name))));
        LIBRARIES.forEach((name, path) -> files.put(name, Buffer.buffer(read(path))));
        byte[] index = read("index.html");
        MessageDigest digest = sha256();
        digest.update(index);
        files.forEach((name, content) -> digest.update(content.getBytes()));
        release = HexFormat.of().formatHex(digest.digest(), 0, 8);
        page = Buffer.buffer(new String(index, StandardCharsets.UTF_8).replace("{release}", release));
    }

    /** Changes with any of the files. */
    String release() {
        return release;
    }

    /** Where its files are, all but the page itself. */
    List<String> paths() {
        return files.keySet().stream().map(name -> "/s/" + release + "/" + name).toList();
    }

    void mount(Router router) {
        router.get("/").handler(context -> send(context, "text/html; charset=utf-8", "no-cache", page));
        files.forEach((name, content) -> router.get("/s/" + release + "/" + name)
                .handler(context -> send(context, typeOf(name), FOR_EVER, content)));
        router.get("/favicon.ico").handler(context -> send(context, typeOf("icon.svg"), "no-cache", file("icon.svg")));
        router.get("/api/openapi.json")
                .handler(context -> send(context, typeOf("openapi.json"), "no-cache", file("openapi.json")));
    }

    private Buffer file(String name) {
        return files.getOrDefault(name, Buffer.buffer());
    }

    private void send(RoutingContext context, String type, String caching, Buffer content) {
        String tag = '"' + release + '"';
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", caching)
                .putHeader("ETag", tag);
        boolean isKnown = tag.equals(context.request().getHeader("If-None-Match"));
        var _ = isKnown ? response.setStatusCode(304).end() : response.end(content);
    }

    private static String typeOf(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** A file as the jar has it. */
    static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the page's file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + name, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
