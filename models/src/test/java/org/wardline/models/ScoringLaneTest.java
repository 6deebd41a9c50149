package org.wardline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.models.ModelRefused.Why;
import org.wardline.models.ScoringLane.State;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;

class ScoringLaneTest {
    private static final StayId STAY = new StayId("s1");
    private static final long BUDGET_MS = 50;

    private final AtomicLong nanos = new AtomicLong();
    private final Heard heard = new Heard();

    @TempDir
    private Path folder = Path.of("");

    /** Keeps what the lane says, to be waited for. */
    private static final class Heard implements ScoringLane.Listener {
        final BlockingQueue<List<Score>> scores = new LinkedBlockingQueue<>();
        final BlockingQueue<State> states = new LinkedBlockingQueue<>();

        @Override
        public void scored(List<Score> given) {
            scores.add(given);
        }

        @Override
        public void changed(State state, String detail) {
            states.add(state);
        }
    }

    @Test
    void givenAReadyModel_whenAReadingIsOffered_thenItsScoreComesBack() throws Exception {
        try (ScoringLane lane = lane(() -> FakeModel.scorer(() -> 0.25f), 0)) {
            lane.start();
            assertThat(next(heard.states)).isEqualTo(State.READY);

            assertThat(offer(lane, STAY, reading(1), Streams.atMs(1))).isTrue();

            assertThat(next(heard.scores)).singleElement().satisfies(score -> {
                assertThat(score.value()).isEqualTo(0.25);
                assertThat(score.version()).isEqualTo("9.9.9");
            });
            assertThat(lane.state()).isEqualTo(State.READY);
        }
    }

    @Test
    void givenAFlood_whenAPassIsTogether_thenItIsScoredAtOnceAndNotWhenTheTimeIsOver() throws Exception {
        var setup = new ScoringLane.Setup(() -> FakeModel.scorer(() -> 0.25f), 0, BUDGET_MS, Optional.empty());
        try (ScoringLane lane = new ScoringLane("test", setup, heard, nanos::get, TimeUnit.HOURS.toMillis(1))) {
            lane.start();
            assertThat(next(heard.states)).isEqualTo(State.READY);
            for (int offered = 0; offered <= ScoringLane.MAX_IN_ONE_PASS; offered++) { // one is taken before it gathers
                assertThat(offer(lane, STAY, reading(1), Streams.atMs(1))).isTrue();
            }

            assertThat(next(heard.scores)).hasSize(1);
        }
    }

    @Test
    void givenAStride_whenReadingsComeFaster_thenEachPatientIsScoredOnceAStride() throws Exception {
        try (ScoringLane lane = lane(() -> FakeModel.scorer(() -> 0.25f), 1_000)) {
            lane.start();
            List<Score> scores = new ArrayList<>();
            for (int step = 0; step < 5; step++) { // 0, 400, 800 … ms
                assertThat(offer(lane, STAY, reading(1), Streams.atMs(1) + 400L * step))
                        .isTrue();
                awaitEmpty(lane);
            }
            assertThat(offer(lane, new StayId("last"), reading(2), Streams.atMs(60)))
                    .isTrue();
            while (scores.stream().noneMatch(score -> score.stay().name().equals("last"))) {
                scores.addAll(next(heard.scores));
            }

            assertThat(scores).filteredOn(score -> score.stay().equals(STAY)).hasSizeBetween(1, 2);
        }
    }

    @Test
    void givenARefusedModel_whenReadingsAreOffered_thenTheyAreCountedAndNothingIsThrown() throws Exception {
        try (ScoringLane lane = lane(
                () -> {
                    throw new ModelRefused(Why.HASH, "as told");
                },
                0)) {
            lane.start();
            assertThat(next(heard.states)).isEqualTo(State.REFUSED);

            assertThat(offer(lane, STAY, reading(1), Streams.atMs(1))).isFalse();
            assertThat(lane.detail()).contains("HASH");
            assertThat(lane.notScored()).isEqualTo(1);
        }
    }

    @Test
    void givenReadingsThatWait_whenTheModelIsRefused_thenEachIsCounted() throws Exception {
        CountDownLatch offered = new CountDownLatch(1);
        ScoringLane lane = lane(
                () -> {
                    awaitForever(offered);
                    throw new ModelRefused(Why.HASH, "as told");
                },
                0);
        lane.start();
        assertThat(offer(lane, STAY, reading(1), Streams.atMs(1))).isTrue();
        assertThat(offer(lane, STAY, reading(2), Streams.atMs(2))).isTrue();
        assertThat(lane.forget(STAY, Streams.atMs(2))).isTrue();
        offered.countDown();
        assertThat(next(heard.states)).isEqualTo(State.REFUSED);
        lane.close();

        assertThat(lane.notScored()).isEqualTo(2);
    }

    @Test
    void givenReadingsTaken_whenTheLaneIsClosed_thenEachIsScoredOrCounted() throws Exception {
        ScoringLane lane = lane(() -> FakeModel.scorer(() -> 0.25f), 0);
        lane.start();
        assertThat(next(heard.states)).isEqualTo(State.READY);
        for (int stay = 0; stay < 3; stay++) {
            assertThat(offer(lane, new StayId("s" + stay), reading(1), Streams.atMs(1)))
                    .isTrue();
        }
        lane.close();

        long scored = heard.scores.stream().mapToLong(List::size).sum();
        assertThat(scored + lane.notScored()).isEqualTo(3);
        assertThat(offer(lane, STAY, reading(2), Streams.atMs(2))).isFalse();
    }

    @Test
    void givenABurstBeyondTheMailbox_whenItIsOffered_thenTheFirstFitAndTheRestIsCounted() {
        try (ScoringLane lane = lane(() -> FakeModel.scorer(() -> 0.25f), 0)) { // not started: nothing is taken out
            var burst = Collections.nCopies(ScoringLane.MAILBOX - 1, new PatientReading(STAY, reading(1)));

            assertThat(lane.offer(burst, Streams.atMs(1))).isEqualTo(ScoringLane.MAILBOX - 1);
            assertThat(lane.offer(burst, Streams.atMs(2))).isEqualTo(1);
            assertThat(lane.offer(burst, Streams.atMs(3))).isZero();

            assertThat(lane.waiting()).isEqualTo(ScoringLane.MAILBOX);
            assertThat(lane.notScored()).isEqualTo(2L * (ScoringLane.MAILBOX - 1) - 1);
        }
    }

    @Test
    void givenARunThatNeverComesBack_whenReadingsGoOn_thenNobodyWaitsAndItIsSeen() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        FakeModel model = new FakeModel(() -> {
            inside.countDown();
            awaitForever(never);
            return 0.5f;
        });
        try (ScoringLane lane = lane(() -> new Scorer(FakeModel.MANIFEST, model), 0)) {
            lane.start();
            assertThat(offer(lane, STAY, reading(1), Streams.atMs(1))).isTrue();
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

            int taken = 0;
            while (offer(lane, STAY, reading(2), Streams.atMs(2))) {
                taken++;
            }

            assertThat(taken).isEqualTo(ScoringLane.MAILBOX);
            assertThat(lane.notScored()).isEqualTo(1);
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10_000));
            assertThat(lane.state()).isEqualTo(State.STUCK);
            never.countDown();
        }
    }

    @Test
    void givenAModelOverItsBudget_whenItHappensThreeTimes_thenItIsBarredOnceAndClosed() throws Exception {
        FakeModel model = new FakeModel(() -> {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(BUDGET_MS + 1));
            return 0.5f;
        });
        try (ScoringLane lane = lane(() -> new Scorer(FakeModel.MANIFEST, model), 0)) {
            lane.start();
            assertThat(next(heard.states)).isEqualTo(State.READY);
            for (int pass = 0; pass < Breaker.MAX_BAD_IN_A_ROW; pass++) {
                assertThat(offer(lane, STAY, reading(pass), Streams.atMs(pass))).isTrue();
                assertThat(next(heard.scores)).hasSize(1);
            }

            assertThat(next(heard.states)).isEqualTo(State.BARRED);
            assertThat(model.closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(offer(lane, STAY, reading(9), Streams.atMs(9))).isFalse();
            assertThat(heard.states).isEmpty();
        }
    }

    @Test
    void givenAModelWithoutAnswers_whenItHappensThreeTimes_thenItIsBarred() throws Exception {
        try (ScoringLane lane = lane(() -> FakeModel.scorer(() -> Float.NaN), 0)) {
            lane.start();
            assertThat(next(heard.states)).isEqualTo(State.READY);
            for (int pass = 0; pass < Breaker.MAX_BAD_IN_A_ROW; pass++) {
                assertThat(offer(lane, STAY, reading(pass), Streams.atMs(pass))).isTrue();
                awaitEmpty(lane);
            }
            for (int more = 0; offer(lane, STAY, reading(50 + more), Streams.atMs(50 + more)); more++) {
                awaitEmpty(lane); // passes may have taken two at once
            }

            assertThat(next(heard.states)).isEqualTo(State.BARRED);
            assertThat(heard.scores).isEmpty();
        }
    }

    @Test
    void givenTwoStartsThatWentDown_whenStartedAgain_thenTheModelIsNotTried() throws Exception {
        Path file = folder.resolve("anomaly.trial");
        Files.writeString(file, "0c0ffee " + CrashGuard.MAX_CRASHES + "\n");
        List<String> tried = new ArrayList<>();
        var guard = Optional.of(new ScoringLane.CrashGuardFile(file, "0c0ffee"));
        ScoringLane.Loader loader = () -> {
            tried.add("tried");
            return FakeModel.scorer(() -> 0.5f);
        };
        try (ScoringLane lane = new ScoringLane("t", new ScoringLane.Setup(loader, 0, BUDGET_MS, guard), heard)) {
            lane.start();

            assertThat(next(heard.states)).isEqualTo(State.REFUSED);
            assertThat(lane.detail()).contains("BARRED");
            assertThat(tried).isEmpty();
        }
        assertThat(file).exists();
        assertThat(Files.readString(file)).contains("0c0ffee");
    }

    @Test
    void givenACrashWrittenDown_whenTheModelIsAnotherOne_thenItIsTriedAndCleanEndsAreForgotten() throws Exception {
        Path file = folder.resolve("anomaly.trial");
        Files.writeString(file, "0c0ffee " + CrashGuard.MAX_CRASHES + "\n");
        var guard = Optional.of(new ScoringLane.CrashGuardFile(file, "beef"));
        try (ScoringLane lane = new ScoringLane(
                "t", new ScoringLane.Setup(() -> FakeModel.scorer(() -> 0.5f), 0, BUDGET_MS, guard), heard)) {
            lane.start();

            assertThat(next(heard.states)).isEqualTo(State.READY);
            assertThat(Files.readString(file)).startsWith("beef 1");
        }
        assertThat(file).doesNotExist();
    }

    private ScoringLane lane(ScoringLane.Loader loader, long strideMs) {
        return new ScoringLane(
                "test", new ScoringLane.Setup(loader, strideMs, BUDGET_MS, Optional.empty()), heard, nanos::get);
    }

    private static Reading reading(int second) {
        return Streams.quiet(second, second + 1).get(0);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        @Nullable T got = queue.poll(10, TimeUnit.SECONDS);
        if (got == null) {
            throw new AssertionError("nothing came");
        }
        return got;
    }

    private static void awaitEmpty(ScoringLane lane) {
        while (lane.waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    private static boolean offer(ScoringLane lane, StayId stay, Reading reading, long nowMs) {
        return lane.offer(List.of(new PatientReading(stay, reading)), nowMs) == 1;
    }

    private static void awaitForever(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
