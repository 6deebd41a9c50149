package org.wardline.app.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents as JSON, written: maps, lists, texts, numbers, truths, null. {@link JsonTree} reads. */
public final class Json {
    /** Every whole double below has no more digits than are written. */
    private static final double MAX_WHOLE = 1e15;

    private static final int TYPICAL_LENGTH = 384;

    private Json() {}

    public static byte[] bytes(Map<String, ?> document) {
        return text(document).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Map<String, ?> document) {
        var text = new StringBuilder(TYPICAL_LENGTH);
        write(text, document);
        return text.toString();
    }

    /** Writes a value; whole numbers without a point, what is none of these as its text. */
    static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                out.append('{');
                writeFields(out, map);
                out.append('}');
            }
            case Iterable<?> list -> {
                char before = '[';
                for (Object item : list) {
                    write(out.append(before), item);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case String text -> quote(out, text);
            case Double number -> writeNumber(out, number);
            case null -> out.append("null");
            case Boolean _, BigDecimal _, BigInteger _ -> out.append(value);
            case Number number -> out.append(number.longValue());
            default -> quote(out, value.toString());
        }
    }

    /** The fields of an object that was begun. */
    static void writeFields(StringBuilder out, Map<?, ?> fields) {
        String before = "";
        for (Map.Entry<?, ?> entry : fields.entrySet()) {
            quote(out.append(before), String.valueOf(entry.getKey()));
            write(out.append(':'), entry.getValue());
            before = ",";
        }
    }

    /** Text with its quotes. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text);
        } else {
            JsonStringEncoder.getInstance().quoteAsString(text, out);
        }
        out.append('"');
    }

    private static boolean isPlain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter < ' ' || letter == '"' || letter == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Whole numbers without a point. */
    private static void writeNumber(StringBuilder out, double number) {
        if (!Double.isFinite(number)) {
            quote(out, String.valueOf(number)); // JSON has no word for it
        } else if (number == Math.rint(number) && Math.abs(number) < MAX_WHOLE) {
            out.append((long) number);
        } else {
            out.append(BigDecimal.valueOf(number));
        }
    }
}
