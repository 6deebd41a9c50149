package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
