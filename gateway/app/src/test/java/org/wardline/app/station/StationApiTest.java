package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Acts that do not end well: the page must hear that nothing is known to be stored. */
@Timeout(60)
class StationApiTest {
    private static final long SOON_MS = 20;
    private final Station station = new Station(1, StationSettings.loopback(0));

    @AfterEach
    void close() {
        station.close();
    }

    @Test
    void givenLogThatCannotStore_whenAcknowledged_then503() {
        assertThat(statusOf(Future.failedFuture("disk full"))).isEqualTo(503);
    }

    @Test
    void givenLogThatNeverAnswers_whenAcknowledged_then503AfterTheBound() {
        assertThat(statusOf(Station.never())).isEqualTo(503);
    }

    private int statusOf(Future<Acts.Answer> stored) {
        Router router = Router.router(station.vertx);
        StationPorts ports = station.ports(new Storing(stored));
        var guards = new Api.Guards(Doorman.trusting(), new Scope(ports.view()), Trail.none());
        new StationApi(ports).mount(new Api(router, guards, SOON_MS));
        int port = station.vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        return station.web
                .post(port, "127.0.0.1", "/api/acknowledge")
                .sendJson(StationServerTest.acknowledgement())
                .await()
                .statusCode();
    }

    /** Acts whose storing ends as given. */
    private record Storing(Future<Answer> stored) implements Acts {
        @Override
        public Future<Answer> acknowledge(Acknowledgement acknowledgement) {
            return stored;
        }

        @Override
        public void alive(String station, boolean isVisible, boolean canSound) {}

        @Override
        public void saw(String station, String alarm, int version, boolean isVisible) {}
    }
}
