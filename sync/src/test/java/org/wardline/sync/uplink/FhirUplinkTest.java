package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardline.sync.uplink.ScriptedServer.FHIR_JSON;
import static org.wardline.sync.uplink.ScriptedServer.await;
import static org.wardline.sync.uplink.ScriptedServer.outcome;
import static org.wardline.sync.uplink.ScriptedServer.say;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Filing;
import org.wardline.sync.Outcome;
import org.wardline.sync.Samples;
import org.wardline.sync.fhir.Patients;

class FhirUplinkTest {
    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = ScriptedServer.start(vertx);

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void givenHonestServer_whenSentTwice_thenAllIsDeliveredAndKeptOnce() {
        FhirUplink uplink = uplink(Optional.empty());

        assertThat(await(uplink.send(batch(100))).accepted()).isEqualTo(100);
        assertThat(await(uplink.send(batch(100))).accepted()).isEqualTo(100);

        assertThat(server.kept).hasSize(100);
        assertThat(server.requests.getFirst().getHeader("Content-Encoding")).isEqualTo("gzip");
    }

    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {400, 410, 412, 413, 422})
    void givenPoisonInAnyPlace_whenTurnedDown_thenItAloneIsRefused(int status) {
        FhirUplink uplink = uplink(Optional.empty());
        for (int place : List.of(0, 1, 49, 50, 98, 99)) {
            server.kept.clear();
            server.bodies.clear();
            server.script = turningDown(batch(100).filings().get(place), status, "invalid");

            Delivery delivery = await(uplink.send(batch(100)));

            assertThat(delivery.accepted()).isEqualTo(99);
            assertThat(delivery.outcomes().get(place)).isEqualTo(new Outcome.Refused(status + " invalid"));
            assertThat(delivery.pauseMs()).isZero();
            assertThat(server.bodies).hasSizeLessThan(20);
        }
    }

    @Test
    void givenAllArePoison_whenTurnedDown_thenTheRequestsAreBounded() {
        server.script = (request, body) -> say(request, 422, FHIR_JSON, outcome("invalid"));

        Delivery delivery = await(uplink(Optional.empty()).send(batch(100)));

        assertThat(server.bodies).hasSize(Halving.MAX_REQUESTS);
        assertThat(delivery.outcomes()).contains(new Outcome.Refused("422 invalid"), new Outcome.NotTried());
        assertThat(delivery.accepted()).isZero();
    }

    @Test
    void givenUnknownPatient_whenTurnedDown_thenAllOfThatStayWaitAndTheOthersAreFiled() {
        List<Filing> filings = new ArrayList<>(batch(10).filings());
        for (int seq = 100; seq < 110; seq++) {
            filings.add(Samples.filing(seq, Samples.BERT, Samples.reading("m-2", seq, Samples.T0, Samples.hr(70))));
        }
        server.script = (request, body) -> {
            if (body.contains("Patient?identifier=urn%3Ahospital%3Amrn%7C4712")) {
                say(request, 404, FHIR_JSON, outcome("not-found"));
            } else {
                server.honest(request, body);
            }
        };

        Delivery delivery = await(uplink(Optional.empty()).send(new Batch(filings)));

        assertThat(delivery.accepted()).isEqualTo(10);
        assertThat(delivery.outcomes().subList(10, 20)).allMatch(Outcome.UnknownPatient.class::isInstance);
        assertThat(server.bodies).hasSizeLessThan(10);
    }

    @Test
    void givenBusyServer_whenItNamesATime_thenThatIsThePause() {
        server.script = (request, body) -> {
            request.response().putHeader("Retry-After", "120");
            say(request, 429, FHIR_JSON, outcome("throttled"));
        };
        assertThat(await(uplink(Optional.empty()).send(batch(3))).pauseMs()).isEqualTo(120_000);

        server.script = (request, body) -> {
            request.response().putHeader("Retry-After", "Sun, 22 Nov 2026 04:19:00 GMT"); // a minute after now
            say(request, 503, FHIR_JSON, "");
        };
        assertThat(await(uplink(Optional.empty()).send(batch(3))).pauseMs()).isEqualTo(60_000);
    }

    @Test
    void givenOldToken_whenRefused_thenItIsReadAgainOnce() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "old\n");
        FhirUplink uplink = uplink(Optional.of(token));
        server.script = (request, body) -> {
            if ("Bearer new".equals(request.getHeader("Authorization"))) {
                server.honest(request, body);
            } else {
                say(request, 401, FHIR_JSON, outcome("login"));
            }
        };
        Delivery before = await(uplink.send(batch(1)));
        assertThat(before.accepted()).isZero();
        assertThat(before.outcomes()).containsExactly(new Outcome.NotTried());
        assertThat(server.bodies).hasSize(2); // once, and once with the token read again

        Path renewed = Files.writeString(token, "new\n");

        assertThat(renewed).exists();
        assertThat(await(uplink.send(batch(1))).accepted()).isEqualTo(1);
    }

    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {401, 403, 405, 408, 502, 503, 504})
    void givenServerThatDoesNotWantUs_whenSent_thenNothingIsRefusedAndItPauses(int status) {
        server.script = (request, body) -> say(request, status, "text/plain", "no");

        Delivery delivery = await(uplink(Optional.empty()).send(batch(5)));

        assertThat(delivery.outcomes()).containsOnly(new Outcome.NotTried());
        assertThat(delivery.pauseMs()).isPositive();
    }

    @Test
    void givenNoFhirServerAtTheAddress_whenSent_thenNothingIsRefused() {
        server.script = (request, body) -> say(request, 404, "text/html", "<html>not found</html>");

        assertThat(await(uplink(Optional.empty()).send(batch(5))).outcomes()).containsOnly(new Outcome.NotTried());
    }

    @Test
    void givenServerThatCannotUnpack_whenSent_thenItIsSentPlain() {
        server.script = (request, body) -> {
            if (request.getHeader("Content-Encoding") == null) {
                server.honest(request, body);
            } else {
                say(request, 415, FHIR_JSON, "");
            }
        };

        assertThat(await(uplink(Optional.empty()).send(batch(50))).accepted()).isEqualTo(50);
    }

    @Test
    void givenEntryThatMakesTheServerFail_whenItDoesSoAgainAndAgain_thenTheOthersAreFiled() {
        FhirUplink uplink = uplink(Optional.empty());
        server.script = turningDown(batch(20).filings().get(7), 500, "exception");
        for (int times = 0; times < Halving.SUSPECT_AFTER; times++) {
            assertThat(await(uplink.send(batch(20))).accepted()).isZero();
        }

        Delivery delivery = await(uplink.send(batch(20)));

        assertThat(delivery.accepted()).isEqualTo(19);
        assertThat(delivery.outcomes().get(7)).isInstanceOf(Outcome.RetryAfter.class);
    }

    @Test
    void givenServerThatFailsOnAll_whenItDoesSoAgainAndAgain_thenItIsLeftAlone() {
        FhirUplink uplink = uplink(Optional.empty());
        server.script = (request, body) -> say(request, 500, "text/plain", "");
        for (int times = 0; times < 5; times++) {
            Delivery delivery = await(uplink.send(batch(20)));
            assertThat(delivery.accepted()).isZero();
            assertThat(delivery.pauseMs()).isPositive();
            assertThat(Collections.frequency(delivery.outcomes(), new Outcome.NotTried()))
                    .isGreaterThan(18);
        }
    }

    @Test
    void givenTokenAndPlainHttp_whenConfigured_thenItIsRefused() {
        var token = Optional.of(Path.of("token"));
        assertThatThrownBy(() -> new FhirSettings(
                        URI.create("http://ehr.example/fhir"), Patients.EXPECT, token, Optional.empty(), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FhirSettings.of(URI.create("ftp://ehr.example/fhir"), Patients.EXPECT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ScriptedServer.Script turningDown(Filing poison, int status, String code) {
        String name = poison.observations().getFirst().identifier().value();
        return (request, body) -> {
            if (body.contains(name)) {
                say(request, status, FHIR_JSON, outcome(code));
            } else {
                server.honest(request, body);
            }
        };
    }

    private FhirUplink uplink(Optional<Path> token) {
        var settings = new FhirSettings(server.url(), Patients.EXPECT, token, Optional.empty(), 10_000);
        return new FhirUplink(vertx, "fhir", settings, () -> Samples.T0, () -> 0);
    }

    private static Batch batch(int filings) {
        List<Filing> all = new ArrayList<>();
        for (int seq = 1; seq <= filings; seq++) {
            all.add(Samples.filing(seq, Samples.ANNA, Samples.reading("m-1", seq, Samples.T0 + seq, Samples.hr(70))));
        }
        return new Batch(all);
    }
}
