package org.wardline.app.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.Episode;
import org.wardline.vitals.alarm.AlarmPriority;

/** Records as files: any program reads the table, any reader the pages, and each says that it is plain. */
class FilesTest {
    private static final long MADE_MS = 1_795_672_800_000L; // 2026-11-26T06:00:00Z
    private static final long MINUTE_MS = 60_000;

    private static BedRecord record(int minutes, List<BedRecord.Line> lines) {
        List<BedRecord.Minute> table = new ArrayList<>();
        for (int at = 0; at < minutes; at++) {
            table.add(new BedRecord.Minute(
                    MADE_MS - (minutes - at) * MINUTE_MS, Map.of("heart_rate", "72", "spo2", "97"), "1"));
        }
        Period when = new Period(MADE_MS - minutes * MINUTE_MS, MADE_MS);
        return new BedRecord("s1", "07", when, List.of("heart_rate", "spo2"), table, lines, false);
    }

    private static BedRecord.Line note(long wallMs, String text) {
        var note = new Told.Written(wallMs, "s1", "07", text, "ann", false, Period.OPEN, Period.OPEN, "");
        return new BedRecord.Line(wallMs, wallMs, note, "ann");
    }

    private static Episode alarm(String kind, AlarmPriority priority, Map<String, Object> detail) {
        return new Episode(
                "s1:" + kind + ":1",
                "07",
                "physiological",
                List.of(new Episode.Rise(MADE_MS, priority, detail)),
                MADE_MS,
                true,
                List.of(),
                List.of(new Episode.Became(MADE_MS, "active", "")),
                OptionalLong.empty(),
                kind.endsWith(".silent") ? "m-12" : "",
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void givenRecord_whenWrittenAsTable_thenRowsStandInOrderOfTimeAndTheFirstWarns() {
        String csv = Csv.of(
                record(2, List.of(note(MADE_MS - MINUTE_MS - 1, "slept well"))),
                RecordWords.ENGLISH,
                MADE_MS,
                ZoneOffset.UTC);

        assertThat(csv.lines())
                .containsExactly(
                        "\uFEFFtime,heart_rate,spo2,news2,event,to,text,who",
                        "2026-11-26 06:00:00,,,,made,,\"" + Csv.WARNING + "\",",
                        "2026-11-26 05:58:00,72,97,1,,,,",
                        "2026-11-26 05:58:59,,,,note,,slept well,ann",
                        "2026-11-26 05:59:00,72,97,1,,,,");
    }

    @Test
    void givenTextOfAnyKind_whenWrittenAsTable_thenItIsOneCellAndNoFormula() {
        String csv = Csv.of(
                record(0, List.of(note(MADE_MS, "=HYPERLINK(\"x\")"), note(MADE_MS, "two\nlines, \"quoted\""))),
                RecordWords.ENGLISH,
                MADE_MS,
                ZoneOffset.UTC);

        assertThat(csv).contains(",\"'=HYPERLINK(\"\"x\"\")\",ann\r\n", ",\"two\nlines, \"\"quoted\"\"\",ann\r\n");
    }

    @Test
    void givenWhatHappened_whenSaid_thenItIsShortAndTheScoreAndDeviceStandInIt() {
        var score = new Told.Raised(alarm("news2.score", AlarmPriority.HIGH, Map.of("news2", Map.of("least", 7))));
        var silent = new Told.Raised(alarm("m-12.silent", AlarmPriority.MEDIUM, Map.of("why", "silent")));
        var low = new Told.Raised(alarm(
                "spo2.low", AlarmPriority.MEDIUM, Map.of("values", Map.of("spo2", 85), "limits", Map.of("spo2", 90))));
        var change = new Told.LimitChange(
                MADE_MS, "s1", "07", "spo2.low", "medium", Map.of(), Map.of("below", 88), "ann", Told.Terms.NONE);

        assertThat(RecordWords.ENGLISH.of(score)).isEqualTo("NEWS2 7, high, not acknowledged");
        assertThat(RecordWords.ENGLISH.of(silent)).isEqualTo("Device silent: m-12, medium, not acknowledged");
        assertThat(RecordWords.ENGLISH.of(low)).isEqualTo("SpO2 85 < 90, medium, not acknowledged");
        assertThat(RecordWords.ENGLISH.of(change)).isEqualTo("SpO2 low the ward’s → 88, medium");
    }

    @Test
    void givenRecord_whenWrittenAsPages_thenEveryPageWarnsAndIsNumbered() throws IOException {
        List<String> pages = pages(RecordPdf.of(record(200, List.of()), "Chen M.", MADE_MS, ZoneOffset.UTC));

        assertThat(pages).hasSizeGreaterThan(2);
        for (int page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page))
                    .contains("PLAIN COPY, NOT SEALED", "page " + (page + 1) + " of " + pages.size(), "Chen M.");
        }
    }

    @Test
    void givenChinese_whenWrittenAsPages_thenItGoesToTheReadersChineseFontAndThePageSaysSo() throws IOException {
        String page = pages(RecordPdf.of(
                        record(1, List.of(note(MADE_MS, "\u5df2\u547c\u53eb Dr Lee \u00e9"))),
                        "",
                        MADE_MS,
                        ZoneOffset.UTC))
                .getFirst();

        assertThat(page).contains("/F3 8.0 Tf <5DF2547C53EB>", "( Dr Lee \\351", RecordPdf.LETTERS);
    }

    @Test
    void givenMoreThanFits_whenWrittenAsPages_thenItEndsAtTheBoundAndSaysSo() throws IOException {
        List<BedRecord.Line> many = new ArrayList<>();
        for (int at = 0; at < PdfPages.MAX_PAGES * 80; at++) {
            many.add(note(MADE_MS, "again"));
        }

        List<String> pages = pages(RecordPdf.of(record(1, many), "", MADE_MS, ZoneOffset.UTC));

        assertThat(pages).hasSize(PdfPages.MAX_PAGES);
        assertThat(pages.getLast()).contains("There is more than fits.");
    }

    @Test
    void givenPages_whenReadByTheTable_thenEachObjectIsWhereItSays() {
        String file = new String(
                RecordPdf.of(record(3, List.of()), "", MADE_MS, ZoneOffset.UTC), StandardCharsets.ISO_8859_1);

        int table = Integer.parseInt(file.substring(file.lastIndexOf("startxref\n") + 10, file.lastIndexOf("\n%%EOF")));
        assertThat(file.substring(table)).startsWith("xref\n");
        Matcher rows = Pattern.compile("(\\d{10}) 00000 n ").matcher(file.substring(table));
        int object = 0;
        while (rows.find()) {
            object++;
            assertThat(file.substring(Integer.parseInt(rows.group(1)))).startsWith(object + " 0 obj");
        }
        assertThat(object).isGreaterThan(8);
    }

    /** The text of each page. */
    private static List<String> pages(byte[] pdf) throws IOException {
        String file = new String(pdf, StandardCharsets.ISO_8859_1);
        Matcher streams = Pattern.compile("/Length (\\d+)>>stream\n").matcher(file);
        List<String> pages = new ArrayList<>();
        while (streams.find()) {
            var packed = new ByteArrayInputStream(pdf, streams.end(), Integer.parseInt(streams.group(1)));
            pages.add(new String(new InflaterInputStream(packed).readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        return pages;
    }
}
