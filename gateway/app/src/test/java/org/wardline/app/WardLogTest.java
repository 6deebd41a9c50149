package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.Write;
import org.wardline.core.Ending;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.log.NoteEntry;

/** The settlement of messages, on a real log. */
class WardLogTest {
    @TempDir
    private Path folder = Path.of("");

    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final List<Runnable> wardThread = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    private WardLog wardLog(SealedLog log, LogWriter writer) {
        var ward =
                new Ward(WardBench.plan(), new LogWording(), () -> "fresh", WardState.fresh(AlarmSettings.defaults()));
        return new WardLog(
                new WardLog.Parts(writer, ward, new LogWording(), ledger, wardThread::add, log, () -> 1_000));
    }

    private Turn turn(Ending ending, String padding) {
        var note = new NoteEntry(1_000, NoteEntry.Kind.EVENT, "{}" + padding);
        return new Turn(
                List.of(),
                List.of(),
                List.of(note),
                List.of(),
                List.of(new Turn.Settlement(endings::add, ending)),
                List.of(),
                List.of());
    }

    private Ending ending() throws InterruptedException {
        return java.util.Objects.requireNonNull(endings.poll(10, TimeUnit.SECONDS), "no ending came");
    }

    @Test
    void givenTurn_whenFlushed_thenItsMessageEndsAsTheWardSaid() throws Exception {
        SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> WardBench.WALL_MS);
        try (var writer = new LogWriter(log, 1, 1_000, () -> WardBench.WALL_MS)) {
            wardLog(log, writer).append(turn(Ending.STORED, ""));

            assertThat(ending()).isEqualTo(Ending.STORED);
            assertThat(ledger.count(Ending.STORED)).isEqualTo(1);
        }
    }

    @Test
    void givenRefusalTheWardHasNotForgottenYet_whenADuplicateIsFlushed_thenItIsNotAcknowledged() throws Exception {
        SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> WardBench.WALL_MS);
        try (var writer = new LogWriter(log, 1, 1_000, () -> WardBench.WALL_MS)) {
            WardLog wardLog = wardLog(log, writer);
            wardLog.append(turn(Ending.STORED, "x".repeat((int) LogWriter.MAX_BYTES + 1))); // no room for it
            assertThat(ending()).isEqualTo(Ending.REFUSED);

            wardLog.append(turn(Ending.DUPLICATE, ""));
            assertThat(ending()).as("it may be what was refused").isEqualTo(Ending.REFUSED);

            wardThread.forEach(Runnable::run); // the ward forgets
            wardLog.append(turn(Ending.DUPLICATE, ""));
            assertThat(ending()).isEqualTo(Ending.DUPLICATE);
        }
    }

    @Test
    void givenTheDiskHangsAndTooManyMessagesWait_whenOneMoreComes_thenItIsRefusedAndTheOthersEndLater()
            throws Exception {
        SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> WardBench.WALL_MS);
        var isHeld = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        try (var writer = new LogWriter(log, 1, 1_000, () -> WardBench.WALL_MS)) {
            assertThat(writer.offer(Write.of(List.of(), () -> hang(isHeld, letGo), _ -> {})))
                    .isTrue();
            isHeld.await();
            WardLog wardLog = wardLog(log, writer);
            var duplicates =
                    Collections.nCopies(WardLog.MAX_UNSETTLED - 1, new Turn.Settlement(endings::add, Ending.DUPLICATE));
            wardLog.append(new Turn(List.of(), List.of(), List.of(), List.of(), duplicates, List.of(), List.of()));
            wardLog.append(turn(Ending.STORED, ""));
            assertThat(endings).as("all wait").isEmpty();

            wardLog.append(turn(Ending.STORED, ""));
            assertThat(ending()).isEqualTo(Ending.REFUSED);
            letGo.countDown();
        }
        assertThat(endings).hasSize(WardLog.MAX_UNSETTLED).contains(Ending.STORED);
    }

    private static void hang(CountDownLatch isHeld, CountDownLatch letGo) {
        isHeld.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
