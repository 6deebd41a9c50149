package org.wardline.sync.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.sync.Observation;
import org.wardline.sync.Observations;
import org.wardline.sync.Samples;
import org.wardline.sync.fhir.FhirWriter;

class NdjsonFolderTest {
    private static final long DAY_MS = 86_400_000;

    @TempDir
    Path home;

    @Test
    void givenHalfLineAfterCrash_whenOpened_thenItIsCutOffAndWrittenWhole() throws IOException {
        write(Samples.T0, 1, 2);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 30));

        write(Samples.T0, 2, 3);

        assertThat(lines()).containsExactly(line(1), line(2), line(3));
    }

    @Test
    void givenUnconfirmedLines_whenTheyComeAgain_thenTheyAreNotWrittenTwice() throws IOException {
        write(Samples.T0, 1, 2, 3);
        write(Samples.T0, 2, 3, 4);
        write(Samples.T0 + DAY_MS, 3, 4, 5); // the day has changed in between

        assertThat(lines()).containsExactly(line(1), line(2), line(3), line(4), line(5));
        assertThat(files()).hasSize(2);
    }

    @Test
    void givenFullFile_whenWritten_thenTheNextOneFollows() throws IOException {
        var folder = new NdjsonFolder(home, 1_000);
        for (int number = 0; number < 12; number++) {
            folder.open(Samples.T0);
            folder.add(bytes(number));
            folder.flush();
        }
        folder.close();

        assertThat(files()).hasSizeGreaterThan(5);
        assertThat(files().stream().map(path -> path.getFileName().toString()))
                .contains("Observation-2026-11-22-0.ndjson", "Observation-2026-11-22-1.ndjson");
        write(Samples.T0, 11, 12);
        assertThat(lines()).hasSize(13).doesNotHaveDuplicates();
    }

    @Test
    void givenManyIdentifiers_whenBoundIsReached_thenTheOldestIsForgotten() throws IOException {
        var folder = new NdjsonFolder(home);
        folder.open(Samples.T0);
        for (int number = 0; number <= NdjsonFolder.MAX_KNOWN; number++) {
            folder.add(bytes(number));
        }
        folder.add(bytes(NdjsonFolder.MAX_KNOWN)); // known
        folder.add(bytes(0)); // forgotten
        folder.flush();
        folder.close();

        assertThat(lines()).hasSize(NdjsonFolder.MAX_KNOWN + 2).endsWith(line(0));
    }

    @Test
    void givenFailure_whenAbandoned_thenTheDiskIsAskedAgain() throws IOException {
        write(Samples.T0, 1);
        var folder = new NdjsonFolder(home);
        folder.open(Samples.T0);
        folder.add(bytes(2));
        folder.abandon(); // nothing was flushed
        Files.write(files().getFirst(), "{\"half".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        folder.open(Samples.T0);
        folder.add(bytes(2));
        folder.flush();
        folder.close();

        assertThat(lines()).containsExactly(line(1), line(2));
    }

    @Test
    void givenWithdrawal_whenWritten_thenItStandsBesideTheLineItWithdraws() throws IOException {
        for (int times = 0; times < 2; times++) {
            write(Samples.T0, 1);
            var folder = new NdjsonFolder(home);
            folder.open(Samples.T0);
            folder.add(FhirWriter.withdrawnLine(observation(1), Samples.ANNA));
            folder.flush();
            folder.close();
        }

        assertThat(lines()).hasSize(2);
        assertThat(lines().getLast()).contains("\"status\":\"entered-in-error\"");
    }

    private void write(long nowMs, int... numbers) throws IOException {
        var folder = new NdjsonFolder(home);
        folder.open(nowMs);
        for (int number : numbers) {
            folder.add(bytes(number));
        }
        folder.flush();
        folder.close();
    }

    private static Observation observation(int number) {
        return Observations.single(Samples.reading("m-1", number, Samples.T0, Samples.hr(70)), 0)
                .getFirst();
    }

    private static byte[] bytes(int number) {
        return FhirWriter.line(observation(number), Samples.ANNA, false);
    }

    private static String line(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8).strip();
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path each : files()) {
            lines.addAll(Files.readAllLines(each));
        }
        return lines;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            return all.sorted().toList();
        }
    }
}
