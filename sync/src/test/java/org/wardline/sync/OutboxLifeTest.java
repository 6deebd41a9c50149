package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardline.vitals.Reading;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Lives of an outbox under a record system that answers anything, with restarts from older states; each life is its seed.
 */
class OutboxLifeTest {
    private static final int TURNS = 1_500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givenAnyAnswers_whenAllHeals_thenEachReadingIsFiledOnceAndTheSumHolds(long seed) {
        new Life(seed, FilingPolicy.EVERY).run();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givenMinutes_whenAllHeals_thenEachMinuteIsFiledOnceAndTheSumHolds(long seed) {
        new Life(seed, FilingPolicy.MINUTE).run();
    }

    /** One ward, one record system, one outbox at a time. */
    private static final class Life {
        final Random chance;
        final FilingPolicy policy;
        final List<Numbered> log = new ArrayList<>();
        final Map<Identifier, Subject> recordSystem = new HashMap<>();
        final Set<String> bedsWithoutStay = new HashSet<>(List.of("0", "3"));
        final long burst;
        long readings;
        long nowMs = Samples.T0;
        Outbox outbox;
        byte[] stored;
        boolean isHealed;

        Life(long seed, FilingPolicy policy) {
            this.chance = new Random(seed);
            this.policy = policy;
            this.burst = 1L + chance.nextInt(60);
            this.outbox = Outbox.fresh(policy);
            this.stored = outbox.state();
        }

        void run() {
            for (int turn = 0; turn < TURNS; turn++) {
                turn();
            }
            isHealed = true;
            bedsWithoutStay.clear();
            outbox.linksChanged(nowMs);
            for (int left = 0; left < 200_000 && counts().waiting() > 0; left++) {
                step();
            }
            outbox.parked()
                    .forEach(run -> assertThat(outbox.retry(run.from(), nowMs)).isTrue());
            for (int left = 0; left < 200_000 && counts().delivered() < readings; left++) {
                step();
            }
            assertThat(counts()).isEqualTo(new Counts(readings, 0, 0));
            step(); // reads what notes may stand at the end
            assertThat(outbox.oldestNeeded()).isGreaterThan(log.size());
            assertAllFiled();
        }

        private void turn() {
            nowMs += chance.nextInt(3_000);
            if (chance.nextInt(3) == 0) {
                for (long left = chance.nextLong(burst); left > 0; left--) {
                    hear();
                }
            }
            step();
            if (chance.nextInt(5) == 0) {
                stored = outbox.state();
            }
            if (chance.nextInt(100) == 0) {
                outbox = Outbox.restore(policy, stored); // an older one: it sends some again
            }
            if (chance.nextInt(200) == 0) {
                bedsWithoutStay.clear();
                bedsWithoutStay.add(Integer.toString(chance.nextInt(5)));
                outbox.linksChanged(nowMs);
            }
        }

        private void hear() {
            String bed = Integer.toString(chance.nextInt(5));
            long seq = log.size();
            long measuredMs = chance.nextInt(20) == 0 ? nowMs - chance.nextInt(7_200_000) : nowMs;
            var value = chance.nextInt(10) == 0 ? Samples.probeOff() : Samples.spo2(80 + chance.nextInt(20));
            Reading reading = Samples.reading("m-" + bed, seq, measuredMs, value);
            log.add(new Numbered(seq + 1, Samples.at(bed, reading)));
            readings++;
            if (chance.nextInt(30) == 0) {
                log.add(new Numbered(seq + 2, Samples.raised(nowMs, "m-" + bed, seq, "spo2")));
            }
        }

        private void step() {
            switch (outbox.step(log.size(), nowMs)) {
                case Step.Read read -> outbox.offer(read, entries(read), this::whose, nowMs);
                case Step.Send send -> outbox.settle(answer(send.batch()), nowMs);
                case Step.Withdraw _ -> throw new IllegalStateException("only a correction withdraws");
                case Step.Wait wait -> nowMs += isHealed ? Math.clamp(wait.untilMs() - nowMs, 1, 60_000) : 1;
            }
            Counts counts = counts();
            assertThat(counts.delivered()).isNotNegative();
            assertThat(counts.held()).isNotNegative();
            assertThat(counts.waiting()).isNotNegative();
        }

        private Optional<Subject> whose(ReadingEntry entry) {
            String bed = entry.bed().orElseThrow().name();
            boolean isHeld = bedsWithoutStay.contains(bed);
            return isHeld ? Optional.empty() : Optional.of(bed.equals("1") ? Samples.ANNA : Samples.BERT);
        }

        private List<Numbered> entries(Step.Read read) {
            return LongStream.rangeClosed(read.from(), read.to())
                    .mapToObj(number -> log.get((int) number - 1))
                    .toList();
        }

        private Delivery answer(Batch batch) {
            boolean isPaused = !isHealed && chance.nextInt(6) == 0;
            List<Outcome> outcomes = batch.filings().stream().map(this::outcome).toList();
            return new Delivery(outcomes, isPaused ? chance.nextInt(10_000) : 0, isPaused ? "503" : "");
        }

        private Outcome outcome(Filing filing) {
            int kind = isHealed ? 0 : chance.nextInt(20);
            boolean isKept = kind < 14 || (kind == 14 && chance.nextBoolean()); // 14: late success, nobody knows
            if (isKept) {
                filing.observations().forEach(each -> recordSystem.putIfAbsent(each.identifier(), filing.subject()));
            }
            return switch (kind) {
                case 14, 15, 16 -> new Outcome.NotTried();
                case 17 -> new Outcome.RetryAfter("busy", chance.nextInt(100_000));
                case 18 -> new Outcome.Refused("422");
                case 19 -> new Outcome.UnknownPatient("404", chance.nextInt(100_000));
                default -> new Outcome.Accepted();
            };
        }

        private Counts counts() {
            return outbox.counts(readings);
        }

        /** Against the whole log, by rules of its own. */
        private void assertAllFiled() {
            Set<Identifier> expected = new HashSet<>();
            Set<Identifier> alarmed = new HashSet<>();
            for (Numbered each : log) {
                if (each.entry() instanceof ReadingEntry entry && Observations.anyIn(entry.reading())) {
                    Reading reading = entry.reading();
                    Identifier single = Identity.ofReading(reading, "spo2", 0);
                    expected.add(
                            policy == FilingPolicy.EVERY
                                    ? single
                                    : Identity.ofMinute(entry.bed().orElseThrow(), "spo2", reading.measuredAtMs(), 0));
                    alarmed.add(single);
                }
            }
            assertThat(recordSystem.keySet().containsAll(expected)).isTrue(); // AssertJ's own is quadratic
            if (policy == FilingPolicy.MINUTE) {
                expected.addAll(alarmed);
            }
            assertThat(expected.containsAll(recordSystem.keySet())).isTrue();
        }
    }
}
