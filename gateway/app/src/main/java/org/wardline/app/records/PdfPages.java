package org.wardline.app.records;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Text on A4 pages as PDF 1.4 (ISO 32000-1), the little that a table of values needs.
 *
 * <pre>
 *   1 catalogue   2 page tree   3 Helvetica   4 Helvetica-Bold   5 STSong-Light   6 its descendant   7 its descriptor
 *   then of each page: the page, its content (deflated)
 * </pre>
 *
 * <p>Western text is set in the fonts that every reader has (section 9.6.2.2). All else goes to the reader's own Chinese font
 * through the predefined CMap UniGB-UCS2-H (section 9.7.5.2): nothing is embedded, so a reader without such a font leaves those
 * letters blank. Letters beyond the basic plane become a question mark.
 */
final class PdfPages {
    static final float WIDTH = 595;
    static final float HEIGHT = 842;
    static final float MARGIN = 34; // 12 mm

    /** Pages; a record of three days has some seventy. */
    static final int MAX_PAGES = 200;

    private static final int FIRST_PAGE = 8;
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final List<StringBuilder> pages = new ArrayList<>();
    private final CharsetEncoder western = WESTERN.newEncoder();

    int count() {
        return pages.size();
    }

    /** Begins a page; false when there are enough. */
    boolean begin() {
        return pages.size() < MAX_PAGES && pages.add(new StringBuilder());
    }

    /** Writes on the newest page; y counts from the top. */
    void text(float x, float y, float size, boolean isBold, String text) {
        write(pages.getLast(), x, y, size, isBold, text);
    }

    /** Writes on any page. */
    void textOn(int page, float x, float y, float size, String text) {
        write(pages.get(page), x, y, size, false, text);
    }

    void line(float y) {
        pages.getLast()
                .append(String.format(
                        Locale.ROOT,
                        "0.5 w %.1f %.1f m %.1f %.1f l S\n",
                        MARGIN,
                        HEIGHT - y,
                        WIDTH - MARGIN,
                        HEIGHT - y));
    }

    /** About as wide; a little too wide, so that nothing runs over the edge. */
    static float widthOf(String text, float size) {
        float ems = 0;
        for (int at = 0; at < text.length(); at++) {
            ems += text.charAt(at) < 0x2000 ? 0.56f : 1;
        }
        return ems * size;
    }

    private void write(StringBuilder page, float x, float y, float size, boolean isBold, String text) {
        page.append(String.format(Locale.ROOT, "BT %.1f %.1f Td ", x, HEIGHT - y));
        int from = 0;
        while (from < text.length()) {
            boolean isWestern = western.canEncode(text.charAt(from));
            int to = from + 1;
            while (to < text.length() && western.canEncode(text.charAt(to)) == isWestern) {
                to++;
            }
            String run = text.substring(from, to);
            String font = isWestern ? (isBold ? "/F2" : "/F1") : "/F3";
            page.append(font).append(String.format(Locale.ROOT, " %.1f Tf ", size));
            page.append(isWestern ? literal(run) : hex(run)).append(" Tj ");
            from = to;
        }
        page.append("ET\n");
    }

    private static String literal(String run) {
        var escaped = new StringBuilder("(");
        for (byte octet : run.getBytes(WESTERN)) {
            int code = octet & 0xFF;
            if (code == '(' || code == ')' || code == '\\') {
                escaped.append('\\').append((char) code);
            } else if (code < ' ' || code > '~') {
                escaped.append(String.format(Locale.ROOT, "\\%03o", code));
            } else {
                escaped.append((char) code);
            }
        }
        return escaped.append(')').toString();
    }

    private static String hex(String run) {
        var digits = new StringBuilder("<");
        run.chars()
                .forEach(letter -> digits.append(
                        String.format(Locale.ROOT, "%04X", Character.isSurrogate((char) letter) ? '?' : letter)));
        return digits.append('>').toString();
    }

    /** The file. */
    byte[] bytes(String title) {
        var out = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        var kids = new StringBuilder();
        for (int page = 0; page < pages.size(); page++) {
            kids.append(FIRST_PAGE + 2 * page).append(" 0 R ");
        }
        put(out, "%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n");
        object(out, places, "<</Type/Catalog/Pages 2 0 R>>");
        object(out, places, "<</Type/Pages/Count " + pages.size() + "/Kids[" + kids + "]>>");
        object(out, places, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
        object(out, places, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>");
        object(
                out,
                places,
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>");
        object(
                out,
                places,
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 7 0 R/DW 1000"
                        + "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>");
        object(
                out,
                places,
                "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
                        + "/Ascent 880/Descent -120/CapHeight 880/StemV 93>>");
        for (int page = 0; page < pages.size(); page++) {
            object(
                    out,
                    places,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + (FIRST_PAGE + 2 * page + 1)
                            + " 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R>>>>>>");
            stream(out, places, pages.get(page).toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        finish(out, places, title);
        return out.toByteArray();
    }

    private static void finish(ByteArrayOutputStream out, List<Integer> places, String title) {
        object(out, places, "<</Title" + literal(title) + "/Producer(Wardline)>>");
        int table = out.size();
        put(out, "xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n");
        places.forEach(place -> put(out, String.format(Locale.ROOT, "%010d 00000 n \n", place)));
        put(
                out,
                "trailer<</Size " + (places.size() + 1) + "/Root 1 0 R/Info " + places.size() + " 0 R>>\nstartxref\n"
                        + table + "\n%%EOF\n");
    }

    private static void object(ByteArrayOutputStream out, List<Integer> places, String content) {
        places.add(out.size());
        put(out, places.size() + " 0 obj" + content + "endobj\n");
    }

    private static void stream(ByteArrayOutputStream out, List<Integer> places, byte[] content) {
        var small = new ByteArrayOutputStream();
        var deflater = new Deflater();
        try (var deflating = new DeflaterOutputStream(small, deflater)) {
            deflating.write(content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("memory does not fail", e);
        } finally {
            deflater.end();
        }
        places.add(out.size());
        put(out, places.size() + " 0 obj<</Filter/FlateDecode/Length " + small.size() + ">>stream\n");
        out.writeBytes(small.toByteArray());
        put(out, "\nendstream endobj\n");
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
