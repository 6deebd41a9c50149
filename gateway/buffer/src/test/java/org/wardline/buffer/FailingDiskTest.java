package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

/** Every call to the disk fails in turn: what was acknowledged stays, what was refused is not there, and the log goes on. */
class FailingDiskTest {
    private static final int COMMITS = 8;

    @TempDir
    Path keys;

    @ParameterizedTest(name = "{0}, for good: {1}")
    @CsvSource({"Input/output error, false", "Input/output error, true", "No space left on device, false"})
    void givenAnyCallFails_whenReopened_thenTheAcknowledgedIsThereAndNothingElse(String error, boolean forGood)
            throws IOException {
        boolean wasReached = true;
        for (int call = 1; wasReached; call++) {
            wasReached = failsAt(call, error, forGood);
            assertThat(call).isLessThan(500);
        }
    }

    /** False when there were fewer calls. */
    private boolean failsAt(int call, String error, boolean forGood) throws IOException {
        SimLog sim = new SimLog("failing-" + error + forGood + call, keys.resolve(error + forGood + call));
        DurableFiles.ownFolder(sim.place().keys());
        List<String> stored = new ArrayList<>();
        boolean hasFailed = false;
        sim.disk().failAfter(call, error, forGood);
        SealedLog log;
        try {
            log = sim.open();
        } catch (IOException e) {
            hasFailed = true;
            sim.disk().heal();
            log = sim.open();
        }
        for (int commit = 0; commit < COMMITS; commit++) {
            Entry entry = Readings.numbered(commit);
            try {
                long number = log.commit(List.of(entry), List.of(), Map.of("s", new byte[] {(byte) commit}));
                stored.add(number + " " + Readings.text(entry));
            } catch (IOException e) {
                hasFailed = true;
                assertThat(log.isBroken()).isTrue();
                sim.disk().heal();
                log.reopen();
            }
        }
        check(log, stored);
        log.close();
        try (SealedLog again = sim.open()) {
            check(again, stored);
        }
        try (StoredLog look = sim.look()) {
            assertThat(LogCheck.of(look).problems()).isEmpty();
        }
        SimDisk.forget("failing-" + error + forGood + call);
        return hasFailed;
    }

    private static void check(SealedLog log, List<String> stored) throws IOException {
        List<Numbered> found = log.read(1, 100);
        assertThat(SimLog.texts(found)).isEqualTo(stored);
        assertThat(log.damage()).isEmpty();
    }

    @Test
    void givenAFullDisk_whenItCloses_thenTheBallastGoesAndComesBackLater() throws IOException {
        SimLog sim = new SimLog("full", keys);
        try (SealedLog log = sim.open()) {
            sim.disk().failAfter(1, "No space left on device", true);
            assertThat(refusal(log)).isInstanceOf(LogFull.class);
            assertThat(log.isBroken()).isTrue();

            sim.disk().heal();
            log.reopen();

            assertThat(log.isBroken()).isFalse();
            SimLog.commit(log, Readings.numbered(1, 3));
            assertThat(log.read(1, 9)).hasSize(3);
        }
    }

    private static IOException refusal(SealedLog log) {
        try {
            SimLog.commit(log, Readings.numbered(1, 3));
            throw new AssertionError("was stored");
        } catch (IOException e) {
            return e;
        }
    }

    @Test
    void givenAnInterruptedThread_whenItReadsAndWrites_thenTheStoreStaysOpen(@TempDir Path folder) throws IOException {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> Readings.T)) {
            Thread.currentThread().interrupt();
            SimLog.commit(log, Readings.numbered(1, 3));
            assertThat(log.read(1, 9)).hasSize(3);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.isBroken()).isFalse();
        } finally {
            var _ = Thread.interrupted();
        }
    }
}
