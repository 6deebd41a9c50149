package org.wardline.app.records;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Records and reports as tables (RFC 4180, UTF-8): one header, one kind of row, so that any program reads them. */
public final class Csv {
    /** Said in the first row of each: it leaves the sealed store. */
    static final String WARNING = "PLAIN COPY, NOT SEALED. Keep it as you would keep the patient's chart.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    /** A spreadsheet takes what begins so for a formula (OWASP, CSV injection). */
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text =
            new StringBuilder("\uFEFF"); // else some spreadsheets take it for another encoding

    private Csv() {}

    private void row(List<String> cells) {
        for (int at = 0; at < cells.size(); at++) {
            text.append(at == 0 ? "" : ",").append(cell(cells.get(at)));
        }
        text.append("\r\n");
    }

    private static String cell(String value) {
        boolean isFormula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        String safe = isFormula ? "'" + value : value;
        boolean isPlain = safe.chars().noneMatch(letter -> letter == '"' || letter == ',' || letter < ' ');
        return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static String time(long wallMs, ZoneId zone) {
        return wallMs == Period.OPEN
                ? ""
                : TIME.format(Instant.ofEpochMilli(wallMs).atZone(zone));
    }

    /**
     * The record of a bed: a row a minute with its values, and between them a row for each thing that happened, in the order of
     * time; its text in the language of these words, all that a program may look for in English.
     */
    public static String of(BedRecord record, RecordWords words, long madeMs, ZoneId zone) {
        var csv = new Csv();
        List<String> header = new ArrayList<>(List.of("time"));
        header.addAll(record.signs());
        header.addAll(List.of("news2", "event", "to", "text", "who"));
        csv.row(header);
        csv.event(record, time(madeMs, zone), List.of("made", "", words.say(WARNING), ""));
        int at = 0;
        for (BedRecord.Minute minute : record.minutes()) {
            for (; at < record.lines().size() && record.lines().get(at).fromMs() < minute.wallMs(); at++) {
                csv.event(record, record.lines().get(at), words, zone);
            }
            List<String> cells = new ArrayList<>(List.of(time(minute.wallMs(), zone)));
            record.signs().forEach(sign -> cells.add(minute.values().getOrDefault(sign, "")));
            cells.addAll(List.of(minute.news2(), "", "", "", ""));
            csv.row(cells);
        }
        for (; at < record.lines().size(); at++) {
            csv.event(record, record.lines().get(at), words, zone);
        }
        return csv.text.toString();
    }

    private void event(BedRecord record, BedRecord.Line line, RecordWords words, ZoneId zone) {
        String to = line.toMs() == line.fromMs() ? "" : time(line.toMs(), zone);
        event(record, time(line.fromMs(), zone), List.of(line.thing().sort(), to, words.of(line.thing()), line.who()));
    }

    private void event(BedRecord record, String at, List<String> what) {
        List<String> cells = new ArrayList<>(List.of(at));
        record.signs().forEach(_ -> cells.add(""));
        cells.add("");
        cells.addAll(what);
        row(cells);
    }

    /** The report on alarms: a row for all, each priority, kind, bed and device. */
    public static String of(AlarmReport report, ZoneId zone) {
        var csv = new Csv();
        csv.row(List.of(
                "from",
                "to",
                "bed_days",
                "group",
                "name",
                "alarms",
                "per_bed_day",
                "answer_median_s",
                "answer_90_s",
                "unanswered",
                "ended_alone",
                "escalated",
                "useful",
                "not_useful"));
        csv.lines(report, "all", List.of(report.all()), zone);
        csv.lines(report, "priority", report.priorities(), zone);
        csv.lines(report, "kind", report.kinds(), zone);
        csv.lines(report, "bed", report.places(), zone);
        csv.lines(report, "device", report.devices(), zone);
        return csv.text.toString();
    }

    private void lines(AlarmReport report, String group, List<AlarmReport.Line> lines, ZoneId zone) {
        for (AlarmReport.Line line : lines) {
            row(List.of(
                    time(report.when().fromMs(), zone),
                    time(report.when().toMs(), zone),
                    decimal(report.bedDays()),
                    group,
                    line.name(),
                    String.valueOf(line.alarms()),
                    decimal(line.perBedDay()),
                    seconds(line.answerMedianMs()),
                    seconds(line.answerNinetyMs()),
                    String.valueOf(line.unanswered()),
                    String.valueOf(line.alone()),
                    String.valueOf(line.escalated()),
                    String.valueOf(line.useful()),
                    String.valueOf(line.notUseful())));
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String seconds(OptionalLong ms) {
        return ms.isPresent() ? String.valueOf(ms.getAsLong() / 1000) : "";
    }
}
