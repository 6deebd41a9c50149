package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

class ScorerTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.01f, 1.01f})
    void givenAnAnswerThatIsNoScore_whenScored_thenItIsCountedAndNothingElse(float answer) {
        try (Scorer scorer = FakeModel.scorer(() -> answer)) {
            heard(scorer, 3);

            assertThat(scorer.score(stays(3), Streams.atMs(0))).isEmpty();
            assertThat(scorer.counts().noScore()).isEqualTo(3);
        }
    }

    @Test
    void givenARunWithoutAnswer_whenScored_thenItIsCountedAndNothingIsThrown() {
        try (Scorer scorer = FakeModel.scorer(() -> {
            throw new IllegalStateException("no answer");
        })) {
            heard(scorer, 1);

            assertThat(scorer.score(stays(1), Streams.atMs(0))).isEmpty();
            assertThat(scorer.counts().failedRuns()).isEqualTo(1);
        }
    }

    @Test
    void givenMorePatientsThanABatchHolds_whenScored_thenEachIsScoredOnce() {
        FakeModel model = new FakeModel(() -> 0.5f);
        try (Scorer scorer = new Scorer(FakeModel.MANIFEST, model)) {
            heard(scorer, 130);

            List<Score> scores = scorer.score(stays(130), Streams.atMs(0));

            assertThat(scores).extracting(Score::stay).containsExactlyElementsOf(stays(130));
            assertThat(model.batches).containsExactly(64, 64, 2);
        }
    }

    @Test
    void givenMorePatientsThanAreKept_whenHeard_thenTheLongestSilentIsForgotten() {
        try (Scorer scorer = FakeModel.scorer(() -> 0.5f)) {
            heard(scorer, Scorer.MAX_STAYS);
            heard(scorer, 1); // the first one again
            scorer.hear(stay(Scorer.MAX_STAYS), Streams.quiet(0, 1).get(0));

            assertThat(scorer.counts().forgotten()).isEqualTo(1);
            assertThat(scorer.score(List.of(stay(0)), Streams.atMs(0))).hasSize(1);
            assertThat(scorer.score(List.of(stay(1)), Streams.atMs(0))).isEmpty();
        }
    }

    @Test
    void givenOneSignOnly_orADischarge_whenScored_thenNothingIsSaid() {
        try (Scorer scorer = FakeModel.scorer(() -> 0.5f)) {
            scorer.hear(stay(0), Streams.reading(Streams.atMs(0), Measurement.of(VitalSign.SPO2, 97)));
            heard(scorer, 2);
            scorer.forget(stay(1));

            assertThat(scorer.score(List.of(stay(1), new StayId("nobody")), Streams.atMs(0)))
                    .isEmpty();
            assertThat(scorer.score(stays(1), Streams.atMs(0))).hasSize(1);
            assertThat(scorer.counts().tooLittle()).isEqualTo(2);
        }
    }

    private static void heard(Scorer scorer, int count) {
        stays(count).forEach(stay -> scorer.hear(stay, Streams.quiet(0, 1).get(0)));
    }

    private static List<StayId> stays(int count) {
        return IntStream.range(0, count).mapToObj(ScorerTest::stay).toList();
    }

    private static StayId stay(int number) {
        return new StayId("s" + number);
    }
}
