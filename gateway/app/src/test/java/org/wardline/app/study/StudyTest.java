package org.wardline.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.cli.Commands;
import org.wardline.app.cli.SharedFolder;

/** The study on patients of whom everything is known, and, where they are there, on some of the real ones. */
class StudyTest {
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private Path folder = Path.of("");

    private void write(String collection, String name, List<String> lines) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(collection));
        Path file = dir.resolve(name);
        if (!name.endsWith(".gz")) {
            Files.write(file, lines);
            return;
        }
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write(String.join("\n", lines) + "\n");
        }
    }

    /** Two records of 480 s: one dips for five seconds, one for fifty and at last deeper. */
    private void bedside() throws IOException {
        List<String> rows = new ArrayList<>(List.of("record,t_s,HR,PULSE,RESP,SpO2"));
        rows.addAll(record("r1", second -> second >= 100 && second < 105 ? 88 : 97));
        rows.addAll(record("r2", second -> second < 100 || second >= 150 ? 97 : second < 130 ? 85 : 75));
        write("bidmc-icu-waveforms", "numerics_1hz_test.csv.gz", rows);
        write("bidmc-icu-waveforms", "subjects_test.csv", List.of("record,subject", "r1,p1", "r2,p2"));
    }

    private static List<String> record(String name, IntUnaryOperator spo2) {
        List<String> rows = new ArrayList<>();
        for (int second = 0; second < 480; second++) {
            rows.add(name + "," + second + ",72,72,16," + spo2.applyAsInt(second));
        }
        return rows;
    }

    /** Two days each: six are well but for one hour, two of them worsen before their label. */
    private void charted() throws IOException {
        List<String> rows = new ArrayList<>(List.of("patient,iculos,HR,O2Sat,Temp,SBP,MAP,DBP,Resp,EtCO2,SepsisLabel"));
        for (int patient = 0; patient < 8; patient++) {
            boolean isSeptic = patient < 2;
            for (int hour = 1; hour <= 48; hour++) {
                boolean isIll = isSeptic ? hour >= 34 : hour == 5 + patient;
                int label = isSeptic && hour >= 32 ? 1 : 0; // onset at 38
                rows.add("p" + patient + "," + hour + "," + (isIll ? "135,88" : "80,97") + ",37.0,120,80,60,"
                        + (isIll ? 32 : 16) + ",," + label);
            }
        }
        write("challenge2019-sepsis-vitals", "vitals_test.csv.gz", rows);
    }

    @Test
    void givenKnownPatients_whenStudied_thenTheTablesSayWhatHappenedToThem() throws Exception {
        bedside();
        charted();
        Path out = folder.resolve("study.txt");

        int exit = Commands.run(
                "study", "--data", folder.toString(), "--draws", "50", "--seed", "7", "--out", out.toString());

        assertThat(exit).isZero();
        List<String> said = Files.readAllLines(out);
        assertThat(said.getFirst()).startsWith("Seed 7, 50 bootstrap draws");
        assertThat(said).anyMatch(line -> line.startsWith("2 stays of 2 people, 0.01 bed-days"));
        assertThat(figures(said, "plain limits").getFirst())
                .as("two dips in 960 s")
                .startsWith("180.00");
        assertThat(figures(said, "Wardline's defaults").getFirst())
                .as("one was longer than the delay")
                .startsWith("90.00");
        assertThat(said)
                .as("its worsening is a call, not a new alarm")
                .anyMatch(line -> line.startsWith("| Wardline's defaults")
                        && line.split("\\|", -1)[3].strip().startsWith("180.00"));
        assertThat(said)
                .anyMatch(line -> line.startsWith("2 septic patients with 12 h before onset (of 2 septic), 6 who"));
        assertThat(said)
                .anyMatch(line -> line.startsWith("| Wardline's defaults")
                        && line.contains("| as they are")
                        && line.contains("100.0 (100.0 to 100.0)")
                        && line.contains("4.0 (4.0 to 4.0)"));
    }

    /** The second column of the rows of a detector. */
    private static List<String> figures(List<String> said, String detector) {
        return said.stream()
                .filter(line -> line.startsWith("| " + detector))
                .map(line -> line.split("\\|", -1)[2].strip())
                .toList();
    }

    @Test
    void givenNoCollections_whenStudied_thenItIsSaidAndNothingIsWritten() {
        assertThat(Commands.run("study", "--data", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
    }

    @Test
    void givenTheSameSeed_whenDrawn_thenTheIntervalIsTheSame() {
        List<Watched> stays = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            stays.add(stay("p" + n, n % 5));
        }
        var bootstrap = new Bootstrap(3, 500);

        Bootstrap.Estimate first = bootstrap.of(stays, Sepsis::rate);

        assertThat(bootstrap.of(stays, Sepsis::rate)).isEqualTo(first);
        assertThat(first.value()).isEqualTo(2);
        assertThat(first.low()).isBetween(1.4, 1.8);
        assertThat(first.high()).isBetween(2.2, 2.6);
    }

    private static Watched stay(String person, int alarms) {
        List<Watched.Rise> rises = new ArrayList<>();
        for (int n = 0; n < alarms; n++) {
            rises.add(new Watched.Rise(n * HOUR_MS, true, false));
        }
        return new Watched(person, 1, rises, List.of(), OptionalLong.empty());
    }

    @Test
    void givenThresholdsAroundARate_whenWeighed_thenTheRateIsMet() {
        var many = new Sepsis.Point("1", List.of(), List.of(stay("a", 4)));
        var few = new Sepsis.Point("2", List.of(), List.of(stay("a", 0)));

        Optional<Sepsis.Between> place = Sepsis.at(1, List.of(many, few));

        assertThat(place).hasValueSatisfying(between -> {
            assertThat(between.share()).isEqualTo(0.75);
            assertThat(between.rate()).isEqualTo(1);
        });
        assertThat(Sepsis.at(5, List.of(many, few))).isEmpty();
    }

    @Test
    void givenAlarmsAroundOnset_whenCaught_thenTheFirstInTheWindowCounts() {
        long onset = 20 * HOUR_MS;
        var stay = new Watched(
                "a",
                2,
                List.of(
                        new Watched.Rise(7 * HOUR_MS, true, false),
                        new Watched.Rise(8 * HOUR_MS + 1, false, false),
                        new Watched.Rise(15 * HOUR_MS, true, false),
                        new Watched.Rise(onset, true, false)),
                List.of(),
                OptionalLong.of(onset));

        assertThat(Sepsis.leadHours(stay)).contains(5.0);
    }

    @Test
    void givenRealCollections_whenAFewAreStudied_thenDefaultsCallLessThanPlainLimitsAtTheBedside() throws Exception {
        Path data = SharedFolder.find().orElse(Path.of("nowhere")).resolve("data");
        assumeTrue(Files.isDirectory(data.resolve("bidmc-icu-waveforms")), "no collections: set WARDLINE_SHARED");
        List<String> said = new ArrayList<>();

        new Study(new Study.Settings(data, 20, 1, 50), said::add).run();

        double plain =
                Double.parseDouble(figures(said, "plain limits").getFirst().split(" ", 2)[0]);
        double defaults = Double.parseDouble(
                figures(said, "Wardline's defaults").getFirst().split(" ", 2)[0]);
        assertThat(defaults).isPositive().isLessThan(plain);
    }
}
