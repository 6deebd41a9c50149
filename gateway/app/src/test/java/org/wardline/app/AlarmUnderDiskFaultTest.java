package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.Standing;
import org.wardline.buffer.Write;
import org.wardline.core.Burst;
import org.wardline.core.Ending;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.log.NoteEntry;

/**
 * Promises 8, 15 and 16 on the real data path and a real log: while the disk hangs, is full or is gone, alarms are shown in
 * the very call that brought the reading, nothing is acknowledged that is not stored, and all goes on when it is back.
 */
@Timeout(60)
class AlarmUnderDiskFaultTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> shown = new ArrayList<>();
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> wardThread = new LinkedBlockingQueue<>();
    private final List<Optional<Turn>> answers = new ArrayList<>();
    private final CountDownLatch isHung = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private long atMs = 1_000;
    private long seq;
    private Optional<LogWriter> open = Optional.empty();

    @AfterEach
    void close() {
        letGo.countDown();
        open.ifPresent(LogWriter::close);
    }

    private Now now() {
        return new Now(atMs, WardBench.WALL_MS + atMs, Now.WallQuality.SYNCED);
    }

    /** The way of a gateway whose log may fill so many bytes. */
    private DataPath path(SealedLog log) {
        var writer = new LogWriter(log, 1, 0, () -> WardBench.WALL_MS);
        open = Optional.of(writer);
        var ward =
                new Ward(WardBench.plan(), new LogWording(), () -> "fresh", WardState.fresh(AlarmSettings.defaults()));
        var wardLog = new WardLog(
                new WardLog.Parts(writer, ward, new LogWording(), new Ledger(), wardThread::add, log, () -> atMs));
        var path = new DataPath(ward, this::now, () -> now().wallMs(), this::show, wardLog, readings -> {});
        path.begin(false, true);
        return path;
    }

    private void show(Turn turn) {
        turn.changes().stream()
                .filter(change -> change.state().isPresent())
                .forEach(change ->
                        shown.add(change.change() + " " + change.alarm().orElse("")));
    }

    private SealedLog log(long maxBytes) throws java.io.IOException {
        var settings = new LogSettings(folder.resolve("root.key"), 3_600_000, maxBytes, 0);
        return SealedLog.open(folder, settings, () -> WardBench.WALL_MS);
    }

    private void hear(DataPath path, double spo2) {
        var reading = new Reading(
                WardBench.MONITOR,
                seq++,
                now().wallMs() - 20,
                now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2)));
        RawMessage raw = RawMessage.of("t", WardBench.MONITOR, now().wallMs(), new byte[0]);
        var decoded = new Decoded(List.of(reading), List.of(), List.of(), List.of());
        path.accept(new Burst(List.of(new Burst.Arrival(raw, decoded, false, endings::add))));
        atMs += 1_000;
        path.tick();
        runWard();
    }

    private void runWard() {
        for (Runnable task = wardThread.poll(); task != null; task = wardThread.poll()) {
            task.run();
        }
    }

    private void hears(DataPath path, double spo2, int seconds) {
        for (int second = 0; second < seconds; second++) {
            hear(path, spo2);
        }
    }

    private void hang() {
        assertThat(open.orElseThrow().offer(Write.of(List.of(), this::untilLetGo, _ -> {})))
                .isTrue();
        open.orElseThrow().hurry();
        try {
            isHung.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void untilLetGo() {
        isHung.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givenDiskHangs_whenPatientsAlarm_thenNursesSeeItAtOnceAndAcknowledgementsWaitForTheDisk() throws Exception {
        DataPath path = path(log(1 << 30));
        hear(path, 97);
        assertThat(endings.poll(10, TimeUnit.SECONDS)).isEqualTo(Ending.STORED);
        hang();

        hears(path, 85, 20);
        assertThat(shown).containsExactly("raised s-7:spo2.low:1");
        path.act(at -> new AlarmEvent.Acknowledge(at, "s-7:spo2.low:1", 1, "ann", "st1"), answers::add);
        hears(path, 97, 40);
        assertThat(endings).as("nothing is acknowledged").isEmpty();
        assertThat(answers).as("nobody is told that it is stored").isEmpty();
        assertThat(shown).last().isEqualTo("ended s-7:spo2.low:1");

        letGo.countDown();
        for (int message = 0; message < 60; message++) {
            assertThat(endings.poll(10, TimeUnit.SECONDS)).isEqualTo(Ending.STORED);
        }
        assertThat(shown).doesNotHaveDuplicates();
    }

    @Test
    void givenDiskHangsSoLongThatNothingMoreIsTaken_whenPatientsAlarm_thenItIsRefusedAndShownAllTheSame()
            throws Exception {
        DataPath path = path(log(1 << 30));
        hang();
        var workedOff = new Semaphore(0);
        int fill = 0;
        while (open.orElseThrow().offer(Write.of(List.of(), workedOff::release, _ -> {}))) {
            fill++;
        }
        assertThat(fill).isPositive();

        hears(path, 85, 20);
        assertThat(shown).containsExactly("raised s-7:spo2.low:1");
        assertThat(endings).hasSize(20).containsOnly(Ending.REFUSED);
        path.act(at -> new AlarmEvent.Acknowledge(at, "s-7:spo2.low:1", 1, "ann", "st1"), answers::add);
        runWard();
        assertThat(answers).as("a nurse is told that it was not stored").containsExactly(Optional.empty());

        letGo.countDown();
        assertThat(workedOff.tryAcquire(fill, 10, TimeUnit.SECONDS)).isTrue();
        endings.clear();
        seq = 0; // sent again, as they were not acknowledged
        hear(path, 85);
        Ending ending = endings.poll(10, TimeUnit.SECONDS);
        assertThat(ending).as("what was refused is no duplicate").isEqualTo(Ending.STORED);
        assertThat(shown).containsExactly("raised s-7:spo2.low:1");
    }

    @Test
    void givenFullLog_whenPatientsAlarm_thenItIsShownRefusedAndStoredAgainWhenThereIsRoom() throws Exception {
        SealedLog log = log(1 << 20);
        var _ = log.register("ehr"); // waits for everything: nothing may be freed
        DataPath path = path(log);
        fill();
        assertThat(open.orElseThrow().health().state()).isEqualTo(LogWriter.State.FULL);

        hears(path, 85, 20);
        assertThat(shown).containsExactly("raised s-7:spo2.low:1");
        for (int message = 0; message < 20; message++) {
            assertThat(endings.poll(10, TimeUnit.SECONDS)).isEqualTo(Ending.REFUSED);
        }

        log.confirm("ehr", Standing.at(log.lastNumber()));
        runWard();
        seq = 0; // its sender tries again
        hear(path, 85);
        assertThat(endings.poll(10, TimeUnit.SECONDS)).isEqualTo(Ending.STORED);
        assertThat(shown).containsExactly("raised s-7:spo2.low:1");
    }

    /** Until not even the smallest note finds room. */
    private void fill() throws InterruptedException {
        var random = new Random(7);
        for (int bytes = 12_000; bytes > 0; ) {
            byte[] noise = new byte[bytes];
            random.nextBytes(noise);
            var note = new NoteEntry(
                    atMs, NoteEntry.Kind.EVENT, "{\"x\":\"" + HexFormat.of().formatHex(noise) + "\"}");
            BlockingQueue<Ending> told = new LinkedBlockingQueue<>();
            var write = Write.of(List.of(note), () -> told.add(Ending.STORED), _ -> told.add(Ending.REFUSED));
            assertThat(open.orElseThrow().offer(write)).isTrue();
            bytes = told.poll(10, TimeUnit.SECONDS) == Ending.REFUSED ? bytes / 2 : bytes;
        }
    }
}
