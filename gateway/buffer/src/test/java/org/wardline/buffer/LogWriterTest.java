package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.log.Entry;

class LogWriterTest {
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private SealedLog open() throws IOException {
        return SealedLog.open(folder, LogSettings.in(folder), () -> Readings.T);
    }

    private Write write(long number) {
        return Write.of(
                List.of(Readings.numbered(number)),
                () -> told.add("durable " + number),
                () -> told.add("refused " + number));
    }

    @Test
    void givenWritesInAWindow_whenSomebodyHurries_thenOneCommitTellsAllInOrder() throws Exception {
        SealedLog log = open();
        CountDownLatch last = new CountDownLatch(1);
        try (LogWriter writer = new LogWriter(log, 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(write(1))).isTrue();
            assertThat(writer.offer(write(2))).isTrue();
            assertThat(writer.offer(Write.of(List.of(), last::countDown, () -> {})))
                    .isTrue();
            writer.hurry();
            last.await();

            assertThat(told).containsExactly("durable 1", "durable 2");
            assertThat(log.read(1, 9)).hasSize(2);
            assertThat(writer.commits()).isEqualTo(1);
        }
    }

    @Test
    void givenWritesWait_whenClosed_thenTheyAreDurableFirst() throws IOException {
        LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0);
        for (long number = 1; number <= 100; number++) {
            assertThat(writer.offer(write(number))).isTrue();
        }
        writer.close();

        assertThat(told).hasSize(100).contains("durable 100");
        assertThat(writer.offer(write(101))).isFalse();
        try (SealedLog log = open()) {
            assertThat(log.lastNumber()).isEqualTo(100);
        }
    }

    @Test
    void givenTheDiskFails_whenWritten_thenThatGroupIsRefusedAndTheNextIsStored() throws Exception {
        SimLog sim = new SimLog("writer", folder);
        try (LogWriter writer = new LogWriter(sim.open(), 64 * 1024, HOUR_MS, () -> 0)) {
            sim.disk().failAfter(1, "Input/output error", false);
            CountDownLatch refused = new CountDownLatch(1);
            assertThat(writer.offer(Write.of(List.of(Readings.numbered(1)), () -> told.add("durable 1"), () -> {
                        told.add("refused 1");
                        refused.countDown();
                    })))
                    .isTrue();
            writer.hurry();
            refused.await();
            assertThat(writer.health().state()).isEqualTo(LogWriter.State.BROKEN);

            CountDownLatch durable = new CountDownLatch(1);
            assertThat(writer.offer(Write.of(
                            List.of(Readings.numbered(2)),
                            () -> {
                                told.add("durable 2");
                                durable.countDown();
                            },
                            () -> told.add("refused 2"))))
                    .isTrue();
            writer.hurry();
            durable.await();
            assertThat(writer.health().state()).isEqualTo(LogWriter.State.OK);
        }
        assertThat(told).containsExactly("refused 1", "durable 2");
        try (SealedLog log = sim.open()) {
            assertThat(SimLog.texts(log.read(1, 9))).containsExactly("1 " + Readings.text(Readings.numbered(2)));
        }
    }

    @Test
    void givenACallbackFails_whenCalled_thenTheOthersAreCalledStill() throws IOException {
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            Runnable failing = () -> {
                throw new IllegalStateException("its own bug, on purpose");
            };
            assertThat(writer.offer(Write.of(List.of(), failing, failing))).isTrue();
            assertThat(writer.offer(write(1))).isTrue();
        }
        assertThat(told).containsExactly("durable 1");
    }

    @Test
    void givenTooManyWait_whenOneMoreIsOffered_thenItIsNotTaken() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), () -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            int taken = 0;
            while (writer.offer(Write.of(List.of(), () -> {}, () -> {}))) {
                taken++;
            }
            assertThat(taken).isEqualTo(LogWriter.MAX_WRITES);
            letGo.countDown();
        }
    }

    @Test
    void givenTooManyBytesWait_whenOneMoreIsOffered_thenItIsNotTaken() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), () -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            byte[] state = new byte[(int) (LogWriter.MAX_BYTES / 4)];
            int taken = 0;
            while (writer.offer(new Write(List.of(), List.of(), Map.of("s", state), () -> {}, () -> {}))) {
                taken++;
            }
            assertThat(taken).isEqualTo(3);
            letGo.countDown();
        }
    }

    @Test
    void givenTheDiskHangsAndTooManyEntriesWait_whenOneMoreIsOffered_thenItIsNotTakenUntilTheyAreStored()
            throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch stored = new CountDownLatch(2);
        List<Entry> half = Collections.nCopies(LogWriter.MAX_ENTRIES / 2, Readings.numbered(1));
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), () -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            assertThat(writer.offer(Write.of(half, stored::countDown, () -> {})))
                    .isTrue();
            assertThat(writer.offer(Write.of(half, stored::countDown, () -> {})))
                    .isTrue();
            assertThat(writer.offer(write(2))).as("one entry more").isFalse();
            assertThat(writer.offer(Write.of(List.of(), () -> {}, () -> {})))
                    .as("without an entry there is room")
                    .isTrue();
            letGo.countDown();
            writer.hurry();
            stored.await();
            assertThat(writer.offer(write(3))).as("there is room again").isTrue();
        }
        assertThat(told).containsExactly("durable 3");
    }

    private static void await(CountDownLatch isHeld, CountDownLatch letGo) {
        isHeld.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givenAConfirmationAndNothingElse_whenATickPasses_thenItIsDurable() throws Exception {
        SealedLog log = open();
        var _ = log.register("ehr");
        try (LogWriter writer = new LogWriter(log, 64 * 1024, 1, () -> 0)) {
            CountDownLatch stored = new CountDownLatch(1);
            assertThat(writer.offer(write(1))).isTrue();
            assertThat(writer.offer(Write.of(List.of(), stored::countDown, () -> {})))
                    .isTrue();
            stored.await();
            log.confirm("ehr", Standing.at(1));
            while (log.hasUnsavedStandings()) {
                Thread.onSpinWait(); // a tick is a millisecond here
            }
        }
        try (SealedLog again = open()) {
            assertThat(again.standing("ehr").cursor()).isEqualTo(1);
        }
    }

    @Test
    void givenMoreThanABlockWaits_whenWritten_thenItGoesIntoSeveralCommits() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), () -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            long before = writer.commits();
            byte[] state = new byte[(int) (LogWriter.MAX_BLOCK_BYTES / 2)];
            CountDownLatch all = new CountDownLatch(6);
            for (int write = 0; write < 6; write++) {
                var offered = new Write(List.of(), List.of(), Map.of("s", state), all::countDown, () -> {});
                assertThat(writer.offer(offered)).isTrue();
            }
            letGo.countDown();
            all.await();
            assertThat(writer.commits() - before).isEqualTo(3);
        }
    }
}
