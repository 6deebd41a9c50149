package org.wardline.buffer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An audit line as a line of text: CSV (RFC 4180) or an object of JSON. Not for use by two threads. */
final class AuditFormat {
    private static final String FORMULA = "=+-@";

    private final LogTools.Format format;
    private final Rfc3339 time = new Rfc3339();

    AuditFormat(LogTools.Format format) {
        this.format = format;
    }

    String header() {
        return switch (format) {
            case CSV -> "number,time,clock,who,role,station,act,subject,old,new,result\n";
            case NDJSON -> "";
        };
    }

    String of(AuditLine line) {
        StringBuilder at = new StringBuilder();
        time.write(line.wallMs(), at);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("time", at.toString());
        fields.put("clock", line.clock());
        fields.put("who", line.who());
        fields.put("role", line.role());
        fields.put("station", line.station());
        fields.put("act", line.act());
        fields.put("subject", line.subject());
        fields.put("old", line.old());
        fields.put("new", line.now());
        fields.put("result", line.result());
        return switch (format) {
            case CSV ->
                fields.values().stream()
                        .map(AuditFormat::cell)
                        .collect(Collectors.joining(",", line.number() + ",", "\n"));
            case NDJSON ->
                fields.entrySet().stream()
                        .map(field -> '"' + field.getKey() + "\":" + quoted(field.getValue()))
                        .collect(Collectors.joining(",", "{\"number\":" + line.number() + ",", "}\n"));
        };
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
    private static String cell(String text) {
        String plain = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean isQuoted = plain.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ');
        return isQuoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
