package org.wardline.app.records;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The record of a bed as PDF: what happened first, then the values minute by minute. Always in English: it has the fonts that
 * every reader has and no other, and a reader without a Chinese font would show an empty page of what happened.
 */
public final class RecordPdf {
    static final String LETTERS =
            "Chinese letters need a reader that has a Chinese font; the page of the bed prints them all.";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM. HH:mm", Locale.ROOT);
    private static final DateTimeFormatter LONG_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final float SMALL = 8;
    private static final float STEP = 11;
    private static final float LAST = PdfPages.HEIGHT - PdfPages.MARGIN - 16;
    private static final float TIME_WIDTH = 62;
    private static final float COLUMN = 46;

    private final PdfPages pages = new PdfPages();
    private final BedRecord record;
    private final String patient;
    private final long madeMs;
    private final ZoneId zone;
    private float y;
    private boolean isFull;

    private RecordPdf(BedRecord record, String patient, long madeMs, ZoneId zone) {
        this.record = record;
        this.patient = patient;
        this.madeMs = madeMs;
        this.zone = zone;
    }

    /**
     * The file.
     *
     * @param patient as the site wants people named, or empty
     */
    public static byte[] of(BedRecord record, String patient, long madeMs, ZoneId zone) {
        return new RecordPdf(record, patient, madeMs, zone).bytes();
    }

    private byte[] bytes() {
        turn();
        heading("What happened");
        for (BedRecord.Line line : record.lines()) {
            happened(line);
        }
        if (record.lines().isEmpty()) {
            row("", "Nothing in this time");
        }
        heading("Values, by the minute");
        columns();
        for (BedRecord.Minute minute : record.minutes()) {
            if (isBottom()) {
                turn();
                columns();
            }
            write(PdfPages.MARGIN, SMALL, false, TIME.format(at(minute.wallMs())));
            float x = PdfPages.MARGIN + TIME_WIDTH;
            for (String sign : record.signs()) {
                write(x, SMALL, false, minute.values().getOrDefault(sign, ""));
                x += COLUMN;
            }
            write(x, SMALL, false, minute.news2().replace("≥", ">="));
            y += STEP;
        }
        for (int page = 0; page < pages.count(); page++) {
            String number = "page " + (page + 1) + " of " + pages.count();
            pages.textOn(page, PdfPages.WIDTH - PdfPages.MARGIN - 60, PdfPages.HEIGHT - 22, SMALL, number);
            pages.textOn(
                    page, PdfPages.MARGIN, PdfPages.HEIGHT - 22, SMALL, isFull ? "There is more than fits." : LETTERS);
        }
        return pages.bytes("Wardline record");
    }

    /** On the present line, as long as there is room for more pages. */
    private void write(float x, float size, boolean isBold, String text) {
        if (!isFull) {
            pages.text(x, y, size, isBold, text);
        }
    }

    private java.time.ZonedDateTime at(long wallMs) {
        return Instant.ofEpochMilli(wallMs).atZone(zone);
    }

    private boolean isBottom() {
        return y > LAST;
    }

    private void turn() {
        if (!pages.begin()) {
            isFull = true;
            y = PdfPages.MARGIN + 62;
            return;
        }
        String name = "Bed " + record.bed() + (patient.isEmpty() ? "" : "  " + patient);
        pages.text(PdfPages.MARGIN, PdfPages.MARGIN + 14, 14, true, name);
        String span = LONG_TIME.format(at(record.when().fromMs())) + " to "
                + LONG_TIME.format(at(record.when().toMs()));
        pages.text(
                PdfPages.MARGIN,
                PdfPages.MARGIN + 28,
                9,
                false,
                span + "   made " + LONG_TIME.format(at(madeMs)) + (record.isCut() ? "   not all of it" : ""));
        pages.text(PdfPages.MARGIN, PdfPages.MARGIN + 41, 9, true, Csv.WARNING);
        pages.line(PdfPages.MARGIN + 46);
        y = PdfPages.MARGIN + 62;
    }

    private void heading(String words) {
        if (y > LAST - 4 * STEP) {
            turn();
        }
        y += 6;
        write(PdfPages.MARGIN, 11, true, words);
        y += 15;
    }

    private void columns() {
        write(PdfPages.MARGIN, SMALL, true, "time");
        float x = PdfPages.MARGIN + TIME_WIDTH;
        for (String sign : record.signs()) {
            write(x, SMALL, true, title(sign));
            x += COLUMN;
        }
        write(x, SMALL, true, "NEWS2");
        y += STEP + 1;
    }

    private static String title(String sign) {
        return switch (sign) {
            case "nibp_sys" -> "NIBP sys";
            case "nibp_dia" -> "NIBP dia";
            case "o2_flow" -> "O2 L/min";
            case "consciousness_acvpu" -> "ACVPU";
            default -> org.wardline.core.AlarmWords.thing(sign);
        };
    }

    private void happened(BedRecord.Line line) {
        String to = line.toMs() == line.fromMs()
                ? ""
                : line.toMs() == Period.OPEN ? " to now" : " to " + TIME.format(at(line.toMs()));
        String who = line.who().isEmpty() ? "" : "  (" + line.who() + ")";
        row(
                TIME.format(at(line.fromMs())) + to,
                line.thing().sort() + ": " + RecordWords.ENGLISH.of(line.thing()) + who);
    }

    /** Wraps what is too long. */
    private void row(String time, String text) {
        float width = PdfPages.WIDTH - 2 * PdfPages.MARGIN - 2 * TIME_WIDTH;
        boolean isFirst = true;
        for (String part : wrapped(text, width)) {
            if (isBottom()) {
                turn();
            }
            if (isFirst) {
                write(PdfPages.MARGIN, SMALL, false, time);
            }
            write(PdfPages.MARGIN + 2 * TIME_WIDTH, SMALL, false, part);
            isFirst = false;
            y += STEP;
        }
    }

    private static List<String> wrapped(String text, float width) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= text.length(); to++) {
            if (PdfPages.widthOf(text.substring(from, to), SMALL) > width) {
                int blank = text.lastIndexOf(' ', to - 1);
                int end = blank > from ? blank : to - 1;
                parts.add(text.substring(from, end));
                from = blank > from ? blank + 1 : end;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
