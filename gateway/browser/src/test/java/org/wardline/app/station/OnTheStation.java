package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A demo ward, its station and a browser before it. */
abstract class OnTheStation {
    @SuppressWarnings("NullAway.Init") // made once for all
    static Chromium chromium;

    final Vertx vertx = Vertx.vertx();

    @BeforeAll
    static void launch() {
        chromium = new Chromium();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void forget() {
        chromium.complaints.clear();
    }

    @AfterEach
    void close() {
        chromium.closePages();
        vertx.close().await();
        assertThat(chromium.complaints).isEmpty();
    }

    DemoStation station(int beds) {
        DemoStation station = new DemoStation(
                vertx, new DemoWard(beds, false, DemoStation.monotonicMs()), StationSettings.loopback(0));
        station.start().await();
        return station;
    }

    static String url(DemoStation station, String path) {
        return "http://127.0.0.1:" + station.server.port() + path;
    }

    static Page open(DemoStation station, String path, int width, int height) {
        return chromium.open(url(station, path), width, height);
    }

    static Locator tile(Page page, String bed) {
        return page.locator("ward-tile[data-bed='" + bed + "']");
    }
}
