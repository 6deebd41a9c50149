package org.wardline.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

class ExportTest {
    @TempDir
    Path folder;

    private static List<Entry> entries() {
        Reading full = new Reading(
                new DeviceId("m-12"),
                42,
                Readings.T,
                Readings.T + 77,
                ClockQuality.DEVICE,
                List.of(
                        Measurement.of(VitalSign.HEART_RATE, 72),
                        new Measurement(VitalSign.SPO2, 97, Quality.MOTION),
                        Measurement.of(VitalSign.TEMP, 36.9),
                        Measurement.none(VitalSign.RESP_RATE, Quality.NO_VALUE),
                        Measurement.of(VitalSign.CONSCIOUSNESS, 3)));
        Reading bare = new Reading(
                new DeviceId("x"),
                Reading.NO_SEQ,
                -1,
                Readings.T,
                ClockQuality.NONE,
                List.of(Measurement.of(VitalSign.GLUCOSE, 105.25)));
        return List.of(
                ReadingEntry.at(new BedId("7"), 1, full),
                new NoteEntry(2, NoteEntry.Kind.EVENT, "{}"),
                ReadingEntry.nowhere(3, bare));
    }

    private String exported(LogTools.Format format) throws IOException {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> Readings.T)) {
            SimLog.commit(log, entries());
        }
        StringBuilder out = new StringBuilder();
        LogTools.Exported result = LogTools.export(folder, folder.resolve("root.key"), format, out);
        assertThat(result.readings()).isEqualTo(2);
        assertThat(result.damage()).isEmpty();
        return out.toString();
    }

    @Test
    void givenReadings_whenExportedAsCsv_thenHeaderAndALineEachInTheWordsOfTheWire() throws IOException {
        List<String> lines = exported(LogTools.Format.CSV).lines().toList();

        List<String> header = List.of(lines.getFirst().split(",", -1));
        assertThat(header.subList(0, 5)).containsExactly("device", "seq", "measured_at", "received_at", "bed");
        assertThat(header).contains("hr", "spo2", "rr", "temp", "acvpu", "o2").doesNotContain("ecg_ii", "pleth");
        List<String> full = List.of(lines.get(1).split(",", -1));
        assertThat(full).hasSameSizeAs(header);
        assertThat(full.subList(0, 5))
                .containsExactly("m-12", "42", "2026-11-22T04:18:31.123Z", "2026-11-22T04:18:31.200Z", "7");
        assertThat(cell(header, full, "hr")).isEqualTo("72");
        assertThat(cell(header, full, "spo2")).isEqualTo("97");
        assertThat(cell(header, full, "temp")).isEqualTo("36.9");
        assertThat(cell(header, full, "acvpu")).isEqualTo("P");
        assertThat(cell(header, full, "rr")).isEmpty();
        List<String> bare = List.of(lines.get(2).split(",", -1));
        assertThat(bare.subList(0, 5))
                .containsExactly("x", "", "1969-12-31T23:59:59.999Z", "2026-11-22T04:18:31.123Z", "");
        assertThat(cell(header, bare, "glucose")).isEqualTo("105.25");
        assertThat(lines).hasSize(3);
    }

    private static String cell(List<String> header, List<String> line, String column) {
        return line.get(header.indexOf(column));
    }

    @Test
    void givenReadings_whenExportedAsNdjson_thenAnObjectALine() throws IOException {
        assertThat(exported(LogTools.Format.NDJSON).lines())
                .containsExactly(
                        "{\"device\":\"m-12\",\"seq\":42,\"measured_at\":\"2026-11-22T04:18:31.123Z\","
                                + "\"received_at\":\"2026-11-22T04:18:31.200Z\",\"bed\":\"7\",\"hr\":72,\"spo2\":97,"
                                + "\"temp\":36.9,\"rr\":null,\"acvpu\":\"P\",\"flags\":{\"spo2\":\"motion\",\"rr\":\"no-value\"}}",
                        "{\"device\":\"x\",\"measured_at\":\"1969-12-31T23:59:59.999Z\","
                                + "\"received_at\":\"2026-11-22T04:18:31.123Z\",\"glucose\":105.25}");
    }

    @Test
    void givenAnyDecimal_whenExported_thenItReadsBackAsTheSameNumber() throws IOException {
        var out = new StringBuilder();
        var csv = new ReadingFormat.Csv();
        for (double value : List.of(0.0, -2.5, 0.1, 36.65, 1234.5, 1e-7, 299.0)) {
            VitalSign sign = VitalSign.all().stream()
                    .filter(each -> each.kind() == VitalSign.Kind.NUMBER && each.canBe(value))
                    .findFirst()
                    .orElseThrow();
            out.setLength(0);
            Reading reading =
                    new Reading(new DeviceId("d"), 1, 0, 0, ClockQuality.NONE, List.of(Measurement.of(sign, value)));
            csv.write(ReadingEntry.nowhere(0, reading), out);
            String cells = List.of(out.toString().strip().split(",", -1)).stream()
                    .skip(5)
                    .collect(Collectors.joining());
            assertThat(Double.parseDouble(cells)).isEqualTo(value);
            assertThat(cells).doesNotContain("E");
        }
    }

    @Test
    void givenAStore_whenVerifiedAndCounted_thenTheFiguresAreRight() throws IOException {
        var _ = exported(LogTools.Format.CSV);
        Verdict verdict = LogTools.verify(folder, folder.resolve("root.key"));
        LogStat stat = LogTools.stat(folder, folder.resolve("root.key"));

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.entries()).isEqualTo(3);
        assertThat(verdict.readings()).isEqualTo(2);
        assertThat(stat.first()).isEqualTo(1);
        assertThat(stat.last()).isEqualTo(3);
        assertThat(stat.blocks()).isEqualTo(1);
    }
}
