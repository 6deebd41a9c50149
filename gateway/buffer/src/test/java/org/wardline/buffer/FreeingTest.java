package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;

/** When space is given back, and when never. */
class FreeingTest {
    private static final long KEEP_MS = 60_000;
    private static final int ROUND = OpenLog.FREE_EVERY;

    @TempDir
    Path keys;

    private SimLog sim;
    private long nowMs = Readings.T;

    @BeforeEach
    void aDisk() {
        sim = new SimLog("freeing", keys);
    }

    private SealedLog open(long keepMs, long maxBytes) throws IOException {
        return sim.open(sim.settings().with(keepMs, maxBytes), () -> nowMs);
    }

    /** So many commits of one entry, a second apart. */
    private void seconds(SealedLog log, int count) throws IOException {
        for (int second = 0; second < count; second++) {
            nowMs += 1000;
            SimLog.commit(log, Readings.numbered(log.lastNumber() + 1, 1));
        }
    }

    @Test
    void givenNobodyNeedsThem_whenTheyHaveStayedLongEnough_thenBlocksAreFreedAndTheChainHolds() throws IOException {
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            seconds(log, 60);
            assertThat(log.firstNumber()).isEqualTo(1);
            seconds(log, 4 * ROUND - 60);

            assertThat(log.firstNumber()).isBetween(4L * ROUND - 62, 4L * ROUND - 58);
            assertThat(SimLog.texts(log.read(log.firstNumber(), 3))).isEqualTo(SimLog.expected(log.firstNumber(), 3));
        }
        try (StoredLog look = sim.look()) {
            assertThat(LogCheck.of(look).problems()).isEmpty();
            assertThat(LogCheck.of(look).stubs()).isPositive();
        }
    }

    @Test
    void givenAConsumerBehind_whenTimePasses_thenWhatItNeedsStays() throws IOException {
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            var _ = log.register("ehr");
            seconds(log, 50);
            var exceptions = new TreeMap<>(Map.of(20L, Hold.HELD));
            log.confirm("ehr", new Standing(40, exceptions));
            seconds(log, 4 * ROUND);

            assertThat(log.firstNumber()).isEqualTo(20);
            assertThat(log.read(1, 3)).extracting(each -> each.number()).containsExactly(20L, 41L, 42L);
        }
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            assertThat(log.standing("ehr").exceptions()).containsEntry(20L, Hold.HELD);
            assertThat(log.standing("ehr").cursor()).isEqualTo(40);
            assertThat(log.consumers()).containsExactly("ehr");
            log.forget("ehr");
            seconds(log, 2 * ROUND);
            assertThat(log.firstNumber()).isGreaterThan(100);
        }
    }

    @Test
    void givenTheClockIsSetYearsAhead_whenItSteps_thenNothingIsFreedByIt() throws IOException {
        try (SealedLog log = open(72 * 3_600_000L, 1 << 30)) {
            seconds(log, 10);
            nowMs += 50L * 365 * 24 * 3_600_000;
            seconds(log, 2 * ROUND);
            nowMs -= 60L * 365 * 24 * 3_600_000;
            seconds(log, 2 * ROUND);

            assertThat(log.firstNumber()).isEqualTo(1);
        }
    }

    @Test
    void givenUndeliveredFillsTheBound_whenMoreComes_thenItIsRefusedUntilSomethingIsDelivered() throws IOException {
        try (SealedLog log = open(KEEP_MS * 1000, 1 << 20)) {
            var _ = log.register("ehr");
            assertThatThrownBy(() -> fill(log)).isInstanceOf(LogFull.class);
            assertThat(log.isBroken()).isFalse();
            assertThat(log.firstNumber()).isEqualTo(1);
            assertThat(log.stat().liveBytes()).isBetween(490_000L, 1L << 19);

            log.confirm("ehr", Standing.at(log.lastNumber() / 2));
            var _ = log.commit(List.of(), List.of(), Map.of());
            long last = log.lastNumber();
            SimLog.commit(log, noise());

            assertThat(log.lastNumber()).isEqualTo(last + 1);
            assertThat(log.firstNumber()).isBetween(2L, last / 2 + 1);
        }
    }

    @Test
    void givenFullToTheLastByte_whenAllIsDelivered_thenThereIsRoomAgain() throws IOException {
        try (SealedLog log = open(KEEP_MS * 1000, 1 << 20)) {
            var _ = log.register("ehr");
            assertThatThrownBy(() -> fill(log)).isInstanceOf(LogFull.class);
            assertThatThrownBy(() -> {
                        while (true) { // to the last byte: each takes more than it was thought to
                            SimLog.commit(log, List.of(new NoteEntry(1, NoteEntry.Kind.EVENT, "{}")));
                        }
                    })
                    .isInstanceOf(LogFull.class);

            log.confirm("ehr", Standing.at(log.lastNumber()));
            var _ = log.commit(List.of(), List.of(), Map.of());
            SimLog.commit(log, noise());

            assertThat(log.firstNumber()).isGreaterThan(1);
        }
    }

    private static void fill(SealedLog log) throws IOException {
        for (int commit = 0; commit < 500; commit++) {
            SimLog.commit(log, noise());
        }
    }

    private static List<Entry> noise() {
        byte[] noise = new byte[8_000];
        new java.util.Random(5).nextBytes(noise);
        return List.of(new NoteEntry(1, NoteEntry.Kind.EVENT, Texts.hex(noise)));
    }

    @Test
    void givenAMonthOfStubs_whenTheyAreOld_thenTheyGoAndVerifyKnowsWhy() throws IOException {
        long month = 30L * 24 * 3_600_000;
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            for (int commit = 0; commit < 31 * 24 + 2 * ROUND; commit++) {
                nowMs += LogAge.MAX_STEP_MS;
                SimLog.commit(log, Readings.numbered(log.lastNumber() + 1, 1));
            }
            assertThat(log.stat().stubs())
                    .isBetween(month / LogAge.MAX_STEP_MS - ROUND, month / LogAge.MAX_STEP_MS + ROUND);
        }
        try (StoredLog look = sim.look()) {
            assertThat(LogCheck.of(look).problems()).isEmpty();
        }
    }

    @Test
    void givenTooManyExceptionsOrConsumers_whenNoted_thenTheyAreRefused() throws IOException {
        var many = new TreeMap<Long, Hold>();
        for (long number = 0; number <= Standing.MAX_EXCEPTIONS; number++) {
            many.put(number, Hold.RETRY);
        }
        assertThatThrownBy(() -> new Standing(1, many)).isInstanceOf(IllegalArgumentException.class);
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            for (int consumer = 0; consumer < Consumers.MAX_CONSUMERS; consumer++) {
                var _ = log.register("c" + consumer);
            }
            assertThatThrownBy(() -> log.register("more")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.confirm("unknown", Standing.at(0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givenMoreThanTheQuarantineHolds_whenAdded_thenTheOldestMakeRoomAndAreCounted() throws IOException {
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            for (int round = 0; round < 11; round++) {
                List<Quarantined> hundred = new java.util.ArrayList<>();
                for (int item = 0; item < 100; item++) {
                    hundred.add(new Quarantined(round, "t", "r" + round, "", new byte[1]));
                }
                var _ = log.commit(List.of(), hundred, Map.of());
            }
            assertThat(log.stat().quarantined()).isEqualTo(QuarantineShelf.MAX_ITEMS);
            assertThat(log.stat().quarantineDropped()).isEqualTo(100);
            assertThat(log.quarantine(2000))
                    .hasSize(1000)
                    .last()
                    .matches(each -> each.reason().equals("r1"));
        }
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            assertThat(log.stat().quarantineDropped()).isEqualTo(100);
        }
    }

    @Test
    void givenALogThatNobodyHasOpen_whenAskedForFigures_thenTheyAreThoseOfTheOneThatWroteIt() throws IOException {
        LogStat written;
        try (SealedLog log = open(KEEP_MS, 1 << 30)) {
            List<Quarantined> many = new java.util.ArrayList<>();
            for (int item = 0; item < QuarantineShelf.MAX_ITEMS + 7; item++) {
                many.add(new Quarantined(item, "t", "r", "", new byte[1]));
            }
            var _ = log.commit(List.of(), many, Map.of());
            seconds(log, 2 * ROUND); // the sum is saved, and more comes after it
            written = log.stat();
        }
        LogStat looked;
        try (StoredLog look = sim.look()) {
            looked = look.stat();
        }

        assertThat(written.quarantineDropped()).isEqualTo(7);
        assertThat(written.liveBytes()).isPositive();
        assertThat(looked)
                .usingRecursiveComparison()
                .ignoringFields("fileBytes")
                .isEqualTo(written);
    }
}
