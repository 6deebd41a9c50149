package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;

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
                _ -> told.add("refused " + number));
    }

    @Test
    void givenWritesInAWindow_whenSomebodyHurries_thenOneCommitTellsAllInOrder() throws Exception {
        SealedLog log = open();
        CountDownLatch last = new CountDownLatch(1);
        try (LogWriter writer = new LogWriter(log, 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(write(1))).isTrue();
            assertThat(writer.offer(write(2))).isTrue();
            assertThat(writer.offer(Write.of(List.of(), last::countDown, _ -> {})))
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
            assertThat(writer.offer(Write.of(List.of(Readings.numbered(1)), () -> told.add("durable 1"), _ -> {
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
                            _ -> told.add("refused 2"))))
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
            assertThat(writer.offer(Write.of(List.of(), failing, _ -> failing.run())))
                    .isTrue();
            assertThat(writer.offer(write(1))).isTrue();
        }
        assertThat(told).containsExactly("durable 1");
    }

    @Test
    void givenTooManyWait_whenOneMoreIsOffered_thenItIsNotTaken() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), _ -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            int taken = 0;
            while (writer.offer(Write.of(List.of(), () -> {}, _ -> {}))) {
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
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), _ -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            byte[] state = new byte[(int) (LogWriter.MAX_BYTES / 4)];
            int taken = 0;
            while (writer.offer(new Write(List.of(), List.of(), Map.of("s", state), () -> {}, _ -> {}))) {
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
        List<Entry> notes = List.of(new NoteEntry(1, NoteEntry.Kind.EVENT, "n".repeat((1 << 20) - 64)));
        try (LogWriter writer = new LogWriter(open(), 64 * 1024, HOUR_MS, () -> 0)) {
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), _ -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            CountDownLatch stored = new CountDownLatch(8);
            for (int megabyte = 0; megabyte < LogWriter.MAX_BYTES >> 20; megabyte++) {
                assertThat(writer.offer(Write.of(notes, stored::countDown, _ -> {})))
                        .isTrue();
            }
            assertThat(writer.offer(Write.of(notes, stored::countDown, _ -> {})))
                    .as("one more")
                    .isFalse();
            letGo.countDown();
            writer.hurry();
            stored.await();
            assertThat(writer.offer(write(3))).as("there is room again").isTrue();
        }
        assertThat(told).containsExactly("durable 3");
    }

    @Test
    void givenTheDiskFails_whenSeveralWritesAreRefused_thenEachHearsItsOwnEntries() throws Exception {
        SimLog sim = new SimLog("refused", folder);
        Map<Integer, List<String>> refused = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(3);
        try (LogWriter writer = new LogWriter(sim.open(), 64 * 1024, HOUR_MS, () -> 0)) {
            sim.disk().failAfter(1, "Input/output error", false);
            for (int size = 0; size < 3; size++) {
                int key = size;
                assertThat(writer.offer(Write.of(Readings.numbered(10L * size, size), () -> {}, entries -> {
                            refused.put(
                                    key, entries.stream().map(Readings::text).toList());
                            all.countDown();
                        })))
                        .isTrue();
            }
            writer.hurry();
            all.await();
        }
        for (int size = 0; size < 3; size++) {
            assertThat(refused.get(size))
                    .isEqualTo(Readings.numbered(10L * size, size).stream()
                            .map(Readings::text)
                            .toList());
        }
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
            assertThat(writer.offer(Write.of(List.of(), stored::countDown, _ -> {})))
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
            assertThat(writer.offer(Write.of(List.of(), () -> await(isHeld, letGo), _ -> {})))
                    .isTrue();
            writer.hurry();
            isHeld.await();
            long before = writer.commits();
            byte[] state = new byte[(int) (LogWriter.MAX_BLOCK_BYTES / 2)];
            CountDownLatch all = new CountDownLatch(6);
            for (int write = 0; write < 6; write++) {
                var offered = new Write(List.of(), List.of(), Map.of("s", state), all::countDown, _ -> {});
                assertThat(writer.offer(offered)).isTrue();
            }
            letGo.countDown();
            all.await();
            assertThat(writer.commits() - before).isEqualTo(3);
        }
    }
}
