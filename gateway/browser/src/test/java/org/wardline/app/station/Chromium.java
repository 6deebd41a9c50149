package org.wardline.app.station;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium under Playwright. Where there is none, tests are skipped and say so. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of(System.getProperty("wardline.chromium", "/usr/bin/chromium"));

    /** Pictures of the station are kept here. */
    static final Path DOCS = Path.of("../app/docs");

    private static final List<String> WCAG_22_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final Playwright playwright;
    private final Browser browser;
    final List<String> complaints = new ArrayList<>();

    Chromium() {
        assumeTrue(Files.isExecutable(PROGRAM), "no Chromium at " + PROGRAM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--autoplay-policy=user-gesture-required")));
    }

    /** A page of its own, as another screen would be. */
    Page open(String url, int width, int height) {
        return open(url, new Browser.NewContextOptions().setViewportSize(width, height));
    }

    Page open(String url, Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !message.text().contains("Failed to load resource")
                    && !message.text().contains("ERR_")) {
                complaints.add(message.text());
            }
        });
        page.navigate(url);
        return page;
    }

    /** What axe finds against WCAG 2.2 AA, each with what it is about. */
    static List<String> violations(Page page) {
        return new AxeBuilder(page)
                .withTags(WCAG_22_AA).analyze().getViolations().stream()
                        .map(rule -> rule.getId() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .limit(3)
                                        .toList())
                        .toList();
    }

    static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(DOCS.resolve(name + ".png")));
    }

    /** The page by day on a tablet and a phone and by night on a desk, beside its picture of a wall. */
    static void shots(Page page, String name) {
        var wall = page.viewportSize();
        night(page, false);
        page.setViewportSize(820, 1180);
        shot(page, name + "-tablet");
        page.setViewportSize(390, 844);
        shot(page, name + "-phone");
        page.setViewportSize(1366, 768);
        atNight(page, name);
        page.setViewportSize(wall.width, wall.height);
    }

    static void atNight(Page page, String name) {
        night(page, true);
        shot(page, name + "-night");
        night(page, false);
    }

    private static void night(Page page, boolean isNight) {
        page.evaluate(
                "night => { localStorage.setItem('night', night); dispatchEvent(new Event('resize')) }",
                isNight ? "1" : "0");
    }

    /** Closes all pages: a ward that nobody looks at still draws. */
    void closePages() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
