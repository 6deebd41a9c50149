package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.sync.uplink.ScriptedServer.FHIR_JSON;
import static org.wardline.sync.uplink.ScriptedServer.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Outcome;
import org.wardline.sync.Samples;
import org.wardline.sync.fhir.Patients;

/** An answer that begins and never ends holds neither memory nor a connection. */
class EndlessAnswerTest {
    private static final long FOR_EVER_MS = 3_600_000;
    private static final String PART = " ".repeat(64 << 10);

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = ScriptedServer.start(vertx);
    private final Promise<Void> hungUp = Promise.promise();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void givenAnswerThatGoesOn_whenItIsTooLong_thenItIsDroppedAndHungUp() {
        server.script = (request, body) -> pour(begun(request));

        Delivery delivery = await(uplink(FOR_EVER_MS).send(one()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(await(hungUp.future().map(true))).isTrue();
    }

    @Test
    void givenAnswerThatStops_whenTimeIsUp_thenItIsDroppedAndHungUp() {
        server.script = (request, body) -> {
            var _ = begun(request).write("{");
        };

        Delivery delivery = await(uplink(500).send(one()));

        assertThat(delivery.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(await(hungUp.future().map(true))).isTrue();
    }

    private HttpServerResponse begun(HttpServerRequest request) {
        request.connection().closeHandler(hungUp::tryComplete);
        return request.response().putHeader("Content-Type", FHIR_JSON).setChunked(true);
    }

    private void pour(HttpServerResponse response) {
        var _ = response.write(PART).onSuccess(written -> vertx.runOnContext(next -> pour(response)));
    }

    private FhirUplink uplink(long timeoutMs) {
        var settings = new FhirSettings(server.url(), Patients.EXPECT, Optional.empty(), Optional.empty(), timeoutMs);
        return new FhirUplink(vertx, "fhir", settings, () -> Samples.T0, () -> 0);
    }

    private static Batch one() {
        return new Batch(
                List.of(Samples.filing(1, Samples.ANNA, Samples.reading("m-1", 1, Samples.T0, Samples.hr(70)))));
    }
}
