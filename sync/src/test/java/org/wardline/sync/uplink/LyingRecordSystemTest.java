package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.sync.uplink.ScriptedServer.FHIR_JSON;
import static org.wardline.sync.uplink.ScriptedServer.await;
import static org.wardline.sync.uplink.ScriptedServer.bundle;
import static org.wardline.sync.uplink.ScriptedServer.outcome;
import static org.wardline.sync.uplink.ScriptedServer.say;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Filing;
import org.wardline.sync.Outcome;
import org.wardline.sync.Samples;
import org.wardline.sync.fhir.Patients;

/** What a record system can say that is not so: never is "delivered" concluded from it, and it is said when it heals. */
class LyingRecordSystemTest {
    private final Vertx vertx = Vertx.vertx();
    private final ScriptedServer server = ScriptedServer.start(vertx);
    private final FhirUplink uplink = uplink(20_000);

    /** Makes an answer to a request. */
    @FunctionalInterface
    private interface Lie extends ScriptedServer.Script {}

    @AfterEach
    void stop() {
        await(uplink.close());
        await(vertx.close());
    }

    static Stream<Arguments> lies() {
        String ok = "{\"response\":{\"status\":\"201\",\"location\":\"Observation/1\"}}";
        String ok2 = "{\"response\":{\"status\":\"201\",\"location\":\"Observation/2\"}}";
        String ok3 = "{\"response\":{\"status\":\"201\",\"location\":\"Observation/3\"}}";
        String all = bundle("transaction-response", List.of(ok, ok2, ok3));
        String error = "\"outcome\":" + outcome("invalid");
        return Stream.of(
                lie("a portal's page", 200, "text/html", "<html>Please log in</html>"),
                lie("a page that says it is FHIR", 200, FHIR_JSON, "<html></html>"),
                lie("the right answer as text", 200, "text/plain", all),
                lie("an error with 200", 200, FHIR_JSON, outcome("exception")),
                lie("nothing", 200, FHIR_JSON, ""),
                lie("accepted for later", 202, FHIR_JSON, all),
                lie("no content", 204, FHIR_JSON, ""),
                lie("created one", 201, FHIR_JSON, all),
                lie("entries missing", 200, FHIR_JSON, bundle("transaction-response", List.of(ok, ok2))),
                lie("entries too many", 200, FHIR_JSON, bundle("transaction-response", List.of(ok, ok2, ok3, ok))),
                lie("a batch's answer", 200, FHIR_JSON, bundle("batch-response", List.of(ok, ok2, ok3))),
                lie("a search's answer", 200, FHIR_JSON, bundle("searchset", List.of(ok, ok2, ok3))),
                lie("entries without status", 200, FHIR_JSON, bundle("transaction-response", List.of(ok, ok2, "{}"))),
                lie("one place for two", 200, FHIR_JSON, bundle("transaction-response", List.of(ok, ok2, ok))),
                lie("another type", 200, FHIR_JSON, all.replace("Observation/3", "Basic/3")),
                lie("a status that is none", 200, FHIR_JSON, all.replaceFirst("201", "OK")),
                lie("JSON that is cut", 200, FHIR_JSON, all.substring(0, all.length() - 1)),
                lie("JSON with more behind", 200, FHIR_JSON, all + "{}"),
                lie("far too much", 200, FHIR_JSON, " ".repeat(FhirHttp.MAX_ANSWER_BYTES + 1) + all),
                Arguments.of("a redirection", (Lie) (request, body) -> {
                    request.response().putHeader("Location", "/elsewhere");
                    say(request, 307, FHIR_JSON, all);
                }),
                Arguments.of("a body that is cut", (Lie) (request, body) -> {
                    request.response().putHeader("Content-Length", Integer.toString(all.length() + 10));
                    var _ = request.response()
                            .write(all)
                            .onComplete(done -> request.connection().close());
                }),
                Arguments.of("hanging up", (Lie) (request, body) -> {
                    var _ = request.connection().close();
                }),
                Arguments.of("an entry that contradicts itself", (Lie) (request, body) -> {
                    String entry = "{\"response\":{\"status\":\"201\"," + error + "}}";
                    say(request, 200, FHIR_JSON, bundle("transaction-response", List.of(entry, entry, entry)));
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void givenLie_whenSent_thenNothingIsDeliveredAndHonestyIsBelieved(String name, ScriptedServer.Script lie) {
        server.script = lie;
        Delivery lied = await(uplink.send(three()));
        assertThat(lied.accepted()).isZero();
        assertThat(lied.outcomes()).hasSize(3).noneMatch(Outcome.Refused.class::isInstance);
        assertThat(lied.reason()).doesNotContain("4711");

        server.script = server::honest;
        assertThat(await(uplink.send(three())).accepted()).isEqualTo(3);
        assertThat(server.kept).hasSize(3);
    }

    @Test
    void givenNothingIsKept_whenLookedUp_thenNothingIsDelivered() {
        server.script = (request, body) -> {
            String honest = server.honestText(body);
            server.kept.clear();
            say(request, 200, FHIR_JSON, honest);
        };

        Delivery lied = await(uplink.send(three()));

        assertThat(lied.accepted()).isZero();
        assertThat(lied.pauseMs()).isPositive();
    }

    @Test
    void givenNoAnswer_whenTimeIsUp_thenNothingIsDeliveredAndTheRetryFilesNothingTwice() {
        server.script = (request, body) -> assertThat(server.honestText(body)).isNotEmpty(); // kept, and silent
        Delivery silent = await(uplink(500).send(three()));
        assertThat(silent.accepted()).isZero();

        server.script = server::honest;
        assertThat(await(uplink.send(three())).accepted()).isEqualTo(3);
        assertThat(server.kept).hasSize(3);
    }

    @Test
    void givenOneEntryFailsAmongGoodOnes_whenAnswered_thenEachHasItsOwnOutcome() {
        server.script = (request, body) -> {
            String honest = server.honestText(body);
            server.kept.values().removeIf(place -> !place.equals("Observation/3"));
            say(request, 200, FHIR_JSON, honest.replaceFirst("201", "429").replaceFirst("201", "422"));
        };

        List<Outcome> outcomes = await(uplink.send(three())).outcomes();

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.RetryAfter.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Accepted.class);
    }

    private FhirUplink uplink(long timeoutMs) {
        var settings = new FhirSettings(server.url(), Patients.EXPECT, Optional.empty(), Optional.empty(), timeoutMs);
        return new FhirUplink(vertx, "fhir", settings, () -> Samples.T0, () -> 0);
    }

    private static Arguments lie(String name, int status, String type, String body) {
        return Arguments.of(name, (Lie) (request, sent) -> say(request, status, type, body));
    }

    private static Batch three() {
        List<Filing> filings = new ArrayList<>();
        for (int seq = 1; seq <= 3; seq++) {
            filings.add(
                    Samples.filing(seq, Samples.ANNA, Samples.reading("m-1", seq, Samples.T0 + seq, Samples.hr(70))));
        }
        return new Batch(filings);
    }
}
