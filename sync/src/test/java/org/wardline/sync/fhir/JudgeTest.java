package org.wardline.sync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.sync.Samples;

class JudgeTest {
    private static final Transaction SENT = new FhirWriter(Patients.CREATE)
            .transaction(List.of(
                    Samples.filing(1, Samples.ANNA, Samples.reading("m", 1, Samples.T0, Samples.hr(70))),
                    Samples.filing(2, Samples.ANNA, Samples.reading("m", 2, Samples.T0, Samples.hr(71)))));
    private static final String HONEST = """
            {"resourceType":"Bundle","id":"1","type":"transaction-response","link":[{"relation":"self","url":"http://h"}],
            "entry":[{"response":{"status":"200 OK","location":"Patient/1/_history/1","etag":"1"}},
            {"response":{"status":"201 Created","location":"http://h/fhir/Observation/2/_history/1",
            "outcome":{"resourceType":"OperationOutcome","issue":[{"severity":"information","code":"informational"}]}}},
            {"response":{"status":"201 Created","location":"Observation/3/_history/1"}}]}""";

    @Test
    void givenHonestAnswer_whenJudged_thenEachEntryHasItsStatus() {
        assertThat(judged(HONEST)).isEqualTo(new Verdict.Answered(List.of(200, 201, 201)));
    }

    @Test
    void givenHonestAnswer_whenCutAnywhere_thenItSaysNothing() {
        for (int length = 0; length < HONEST.length(); length++) {
            assertThat(judged(HONEST.substring(0, length))).isInstanceOf(Verdict.NotNow.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givenHonestAnswer_whenBytesChange_thenItIsNeverMoreThanItWas(long seed) {
        var chance = new Random(seed);
        byte[] honest = HONEST.getBytes(StandardCharsets.UTF_8);
        for (int times = 0; times < 5_000; times++) {
            byte[] changed = Arrays.copyOf(honest, honest.length);
            for (int left = chance.nextInt(4); left >= 0; left--) {
                changed[chance.nextInt(changed.length)] = (byte) (' ' + chance.nextInt(95));
            }
            Verdict verdict = Judge.judge(new Answer(200, "application/fhir+json", "", changed), SENT, 0);
            if (verdict instanceof Verdict.Answered answered) {
                assertThat(answered.statuses()).hasSize(3); // as many as were sent, or no answer at all
            } else {
                assertThat(verdict).isInstanceOf(Verdict.NotNow.class);
            }
        }
    }

    @Test
    void givenRetryAfter_whenRead_thenSecondsAndDatesAreUnderstoodAndBounded() {
        assertThat(Judge.retryAfterMs("120", 0)).isEqualTo(120_000);
        assertThat(Judge.retryAfterMs(" 0 ", 0)).isZero();
        assertThat(Judge.retryAfterMs("999999999", 0)).isEqualTo(Judge.MAX_RETRY_AFTER_MS);
        assertThat(Judge.retryAfterMs("Sun, 22 Nov 2026 04:19:00 GMT", Samples.T0))
                .isEqualTo(60_000);
        assertThat(Judge.retryAfterMs("Sun, 22 Nov 2026 04:17:00 GMT", Samples.T0))
                .isZero();
        assertThat(Judge.retryAfterMs("soon", 0)).isEqualTo(Verdict.NotNow.UNSAID);
        assertThat(Judge.retryAfterMs("99999999999999999999", 0)).isEqualTo(Verdict.NotNow.UNSAID);
        assertThat(Judge.retryAfterMs("", 0)).isEqualTo(Verdict.NotNow.UNSAID);
    }

    @Test
    void givenOutcomeThatQuotesAPatient_whenJudged_thenOnlyItsCodeIsKept() {
        String quoting =
                "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"invalid\","
                        + "\"diagnostics\":\"Patient 4711\"}]}";
        String odd = quoting.replace("\"invalid\"", "\"Patient 4711\"");

        assertThat(judged(422, quoting)).isEqualTo(new Verdict.TurnedDown("422 invalid", false));
        assertThat(judged(422, odd)).isEqualTo(new Verdict.TurnedDown("422", false));
        assertThat(judged(404, quoting.replace("invalid", "not-found")))
                .isEqualTo(new Verdict.TurnedDown("404 not-found", true));
        assertThat(new Answer(422, "", "", quoting.getBytes(StandardCharsets.UTF_8)).toString())
                .doesNotContain("4711");
    }

    private static Verdict judged(String body) {
        return judged(200, body);
    }

    private static Verdict judged(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Judge.judge(new Answer(status, "application/fhir+json; charset=utf-8", "", bytes), SENT, 0);
    }
}
