package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people did is there as they did it, or it is found that it is not. */
class AuditTrailTest {
    private static final int ACTS = 10_000;
    private static final int BATCH = 250;
    private static final int CHANGES = 120;
    private static final int SMALL_BYTES = 2_000;

    @TempDir
    Path folder;

    private boolean isFailing;
    private Path key;
    private AuditAnchor anchor = AuditAnchor.NONE;

    @BeforeEach
    void thereIsALog() throws IOException {
        SealedLog.open(folder, LogSettings.in(folder), () -> Readings.T).close();
        key = folder.resolve("root.key");
    }

    /** The card. */
    private void put(RandomAccessFile file, byte[] bytes) throws IOException {
        boolean fails = isFailing;
        isFailing = false;
        file.write(bytes, 0, fails ? bytes.length / 2 : bytes.length);
        if (fails) {
            throw new IOException("the card fails in the middle of a write");
        }
    }

    private static AuditLine act(long i) {
        return new AuditLine(
                0,
                Readings.T + i,
                "synced",
                "li",
                "nurse",
                "desk",
                "acknowledge",
                "alarm s1:spo2.low:" + i,
                "",
                "",
                "200 ok");
    }

    private static List<AuditLine> acts(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(AuditTrailTest::act).toList();
    }

    private AuditTrail open(int segmentBytes, int segments) throws IOException {
        return AuditTrail.open(
                folder, key, Optional.of(anchor), new AuditTrail.Bounds(segmentBytes, segments, this::put));
    }

    private void write(long from, long to, int segmentBytes) throws IOException {
        try (AuditTrail trail = open(segmentBytes, 1_000)) {
            for (long at = from; at <= to; at += BATCH) {
                anchor = trail.append(acts(at, Math.min(to, at + BATCH - 1)));
            }
        }
    }

    private AuditVerdict verdict() throws IOException {
        return AuditCheck.of(folder, AuditKeys.of(folder, key), Optional.of(anchor), _ -> {});
    }

    private List<Path> files() throws IOException {
        return AuditFolder.segments(folder);
    }

    @Test
    void givenTenThousandActs_whenOneByteIsChangedAnywhere_thenItIsFound() throws IOException {
        write(1, ACTS, 400_000);
        assertThat(verdict().problems()).isEmpty();
        assertThat(verdict().lines()).isEqualTo(ACTS);
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int change = 0; change < CHANGES; change++) {
            Path file = files().get(random.nextInt(files().size()));
            byte[] whole = Files.readAllBytes(file);
            byte[] other = whole.clone();
            int at = change < AuditSegment.HEADER_BYTES ? change : random.nextInt(whole.length); // all of a header too
            other[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, other);
            assertThat(verdict().problems())
                    .as("seed " + seed + ", " + file.getFileName() + " byte " + at)
                    .isNotEmpty();
            Files.write(file, whole);
        }
        System.out.println(ACTS + " acts, " + CHANGES + " bytes changed one at a time, all found, seed " + seed);
        assertThat(verdict().problems()).isEmpty();
    }

    @Test
    void givenLineThatIsChanged_whenVerified_thenItsNumberIsSaid() throws IOException {
        write(1, 100, SMALL_BYTES * 100);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[endOf(bytes, 41) + AuditSegment.HEAD_BYTES + 5] ^= 1;
        Files.write(file, bytes);

        assertThat(verdict().problems()).extracting(AuditVerdict.Problem::line).contains(42L);
    }

    /** Where a line's record ends. */
    private int endOf(byte[] bytes, long number) throws IOException {
        AuditSegment read = new AuditSegment(AuditKeys.of(folder, key), bytes);
        while (read.nextNumber() <= number) {
            assertThat(read.next()).isNotNull();
        }
        return read.goodBytes();
    }

    @Test
    void givenLineThatIsTakenOut_whenVerified_thenItIsFoundThere() throws IOException {
        write(1, 100, SMALL_BYTES * 100);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        int from = endOf(bytes, 41);
        int to = endOf(bytes, 42);
        byte[] less = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, less, from, bytes.length - to);
        Files.write(file, less);

        assertThat(verdict().problems().getFirst().line()).isEqualTo(42);
    }

    @Test
    void givenTwoLinesThatAreExchanged_whenVerified_thenItIsFoundThere() throws IOException {
        write(1, 100, SMALL_BYTES * 100);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        int a = endOf(bytes, 50);
        int b = endOf(bytes, 51);
        int c = endOf(bytes, 52);
        byte[] other = bytes.clone();
        System.arraycopy(bytes, b, other, a, c - b);
        System.arraycopy(bytes, a, other, a + c - b, b - a);
        Files.write(file, other);

        assertThat(verdict().problems().getFirst().line()).isEqualTo(51);
    }

    @Test
    void givenTailThatIsCutOff_whenVerified_thenTheAnchorMissesIt() throws IOException {
        write(1, 100, SMALL_BYTES * 100);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, endOf(bytes, 98)));

        assertThat(verdict().problems())
                .containsExactly(new AuditVerdict.Problem(99, "up to line 100 the end is missing"));
    }

    @Test
    void givenFileThatIsGone_whenVerified_thenItIsFoundWhereverItWas() throws IOException {
        write(1, 2_000, SMALL_BYTES);
        for (Path gone : List.of(files().getFirst(), files().get(files().size() / 2), files().getLast())) {
            byte[] bytes = Files.readAllBytes(gone);
            Files.delete(gone);
            assertThat(verdict().problems()).as(gone.toString()).isNotEmpty();
            Files.write(gone, bytes);
        }
        assertThat(verdict().problems()).isEmpty();
    }

    @Test
    void givenWriteThatPowerCutShort_whenOpenedAgain_thenTheTrailGoesOnAndIsWhole() throws IOException {
        for (int cut = 1; cut < 120; cut += 7) {
            long before = anchor.last();
            write(before + 1, before + 3, SMALL_BYTES);
            Path file = files().getLast();
            Files.write(file, torn(cut), StandardOpenOption.APPEND);

            assertThat(verdict().problems()).as("cut " + cut).isEmpty(); // nobody was told of it
            write(before + 4, before + 5, SMALL_BYTES);
            assertThat(verdict().problems()).as("cut " + cut).isEmpty();
            assertThat(verdict().last()).isEqualTo(before + 5);
        }
    }

    /** The first bytes of a record. */
    private static byte[] torn(int bytes) {
        return Arrays.copyOf(AuditSegment.head(AuditSegment.LINE, 7, 200), bytes);
    }

    @Test
    void givenFileThatWasJustBegun_whenPowerWent_thenTheTrailGoesOnAndIsWhole() throws IOException {
        write(1, 50, SMALL_BYTES);
        long next = AuditFolder.numberOf(files().getLast()) + 1;
        for (int bytes : new int[] {0, 10, AuditSegment.HEADER_BYTES}) {
            byte[] header = AuditSegment.header(AuditKeys.of(folder, key), next, anchor.last() + 1, new byte[32]);
            AuditFolder.begin(folder, next).close();
            Files.write(files().getLast(), Arrays.copyOf(header, bytes));
            open(SMALL_BYTES, 1_000).close();
            assertThat(verdict().problems()).as(bytes + " bytes").isEmpty();
        }
        write(51, 60, SMALL_BYTES);
        assertThat(verdict().problems()).isEmpty();
    }

    @Test
    void givenTailThatIsCutOff_whenTheGatewayGoesOn_thenTheTrailSaysSoAndVerifyGoesOnFinding() throws IOException {
        write(1, 100, SMALL_BYTES * 100);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, endOf(bytes, 90)));
        write(101, 110, SMALL_BYTES * 100);

        assertThat(verdict().problems()).extracting(AuditVerdict.Problem::line).contains(91L);
        try (AuditTrail trail = open(SMALL_BYTES, 1_000)) {
            assertThat(trail.read(91, 1)).singleElement().satisfies(line -> {
                assertThat(line.number()).isEqualTo(101);
                assertThat(line.act()).isEqualTo("audit trail");
                assertThat(line.result()).isEqualTo("lines 91 to 100 are missing");
            });
        }
    }

    @Test
    void givenDamage_whenTheGatewayGoesOn_thenNewLinesAreKeptAndTheOldDamageIsStillFound() throws IOException {
        write(1, 100, SMALL_BYTES * 100);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[endOf(bytes, 70) + 20] ^= 4;
        Files.write(file, bytes);
        write(101, 120, SMALL_BYTES * 100);

        AuditVerdict verdict = verdict();
        assertThat(verdict.problems().getFirst().line()).isEqualTo(71);
        assertThat(verdict.last()).isEqualTo(121); // with the line that says it
        assertThat(verdict.lines()).isEqualTo(70 + 21);
    }

    @Test
    void givenMoreFilesThanAreKept_whenTheLogHasNotedIt_thenTheOldestGoAndTheChainHolds() throws IOException {
        try (AuditTrail trail = open(SMALL_BYTES, 3)) {
            for (long at = 1; at <= 400; at++) {
                anchor = trail.append(acts(at, at));
                trail.isAnchored(anchor);
                assertThat(files()).hasSizeLessThanOrEqualTo(3);
            }
        }
        assertThat(verdict().problems()).isEmpty();
        assertThat(verdict().first()).isGreaterThan(300);
        Files.delete(files().getFirst());
        assertThat(verdict().problems()).isNotEmpty();
    }

    @Test
    void givenLogThatNotesNothing_whenFilesGrow_thenTheBoundHoldsAllTheSame() throws IOException {
        try (AuditTrail trail = open(SMALL_BYTES, 3)) {
            for (long at = 1; at <= 400; at++) {
                anchor = trail.append(acts(at, at));
                assertThat(files()).hasSizeLessThanOrEqualTo(6);
            }
        }
        assertThat(verdict().problems()).isEmpty();
    }

    @Test
    void givenTrail_whenReadFromANumber_thenItsLinesComeInOrder() throws IOException {
        write(1, 500, SMALL_BYTES);
        try (AuditTrail trail = open(SMALL_BYTES, 1_000)) {
            assertThat(trail.read(233, 50))
                    .extracting(AuditLine::number)
                    .containsExactlyElementsOf(
                            LongStream.range(233, 283).boxed().toList());
            assertThat(trail.read(499, 50)).hasSize(2);
            assertThat(trail.read(1, 1)).containsExactly(act(1).numbered(1));
        }
    }

    @Test
    void givenTrailThatIsOpen_whenAnotherOpensIt_thenItIsRefused() throws IOException {
        try (AuditTrail trail = open(SMALL_BYTES, 3)) {
            assertThat(trail.anchor().last()).isZero();
            assertThatThrownBy(() -> open(SMALL_BYTES, 3)).isInstanceOf(LogInUse.class);
        }
    }

    @Test
    void givenDiskThatFails_whenItWorksAgain_thenTheTrailGoesOnWithoutAKeyUsedTwice() throws IOException {
        try (AuditTrail trail = open(SMALL_BYTES * 100, 3)) {
            anchor = trail.append(acts(1, 3));
            AuditLine broken = act(4);
            isFailing = true;
            assertThatThrownBy(() -> trail.append(List.of(broken))).isInstanceOf(IOException.class);
            anchor = trail.append(acts(4, 6));
        }
        assertThat(verdict().problems()).isEmpty();
        assertThat(verdict().last()).isEqualTo(6);
    }

    @Test
    void givenTexts_whenExported_thenBothFormsAreWhole() throws IOException {
        var lines = new ArrayList<AuditLine>();
        lines.add(new AuditLine(0, Readings.T, "synced", "", "", "desk", "session", "=1+1, \"x\"", "a\nb", "é", "403"));
        try (AuditTrail trail = open(SMALL_BYTES, 3)) {
            anchor = trail.append(lines);
        }
        var csv = new StringBuilder();
        var json = new StringBuilder();
        var _ = AuditTools.export(folder, key, LogTools.Format.CSV, csv);
        var _ = AuditTools.export(folder, key, LogTools.Format.NDJSON, json);

        assertThat(csv).contains("number,time,clock,who").contains(",session,\"'=1+1, \"\"x\"\"\",\"a\nb\",é,403\n");
        assertThat(json)
                .contains("\"subject\":\"=1+1, \\\"x\\\"\",\"old\":\"a\\u000ab\",\"new\":\"é\",\"result\":\"403\"}\n");
    }
}
