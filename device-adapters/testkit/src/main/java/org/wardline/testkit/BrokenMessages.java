package org.wardline.testkit;

import static org.wardline.testkit.BrokenMessage.Part.ELEMENT;
import static org.wardline.testkit.BrokenMessage.Part.VALUE;
import static org.wardline.testkit.BrokenMessage.Part.WHOLE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Reason;

/**
 * More than a thousand kinds of broken message of the house's own JSON, always the same ones in the same order. Each has one
 * thing wrong and says which reason must be counted and how many good values must live beside it.
 *
 * <p>What spoils a single object is also put between two good ones, where it must take neither with it.
 */
public final class BrokenMessages {
    private final String device;
    private final List<BrokenMessage> all = new ArrayList<>();
    private int seq = 1_000;

    private BrokenMessages(DeviceId device) {
        this.device = device.name();
    }

    /** All of them, for a device of that name. */
    public static List<BrokenMessage> of(DeviceId device) {
        var messages = new BrokenMessages(device);
        messages.values();
        messages.keys();
        messages.flags();
        messages.times();
        messages.sequences();
        messages.devices();
        messages.twins();
        messages.syntax();
        messages.bytes();
        messages.truncations();
        messages.limits();
        messages.trailing();
        messages.roots();
        messages.elements();
        messages.chunks();
        return List.copyOf(messages.all);
    }

    private void values() {
        for (VitalSign sign : VitalSign.all()) {
            if (sign == VitalSign.SPO2) {
                continue;
            }
            switch (sign.kind()) {
                case NUMBER -> number(sign.name());
                case CODE -> each(sign.name() + " as ", BrokenJson.NO_LETTERS, literal -> value(sign.name(), literal));
                case FLAG -> each(sign.name() + " as ", BrokenJson.NO_TRUTHS, literal -> value(sign.name(), literal));
                case WAVEFORM -> dropped(sign.name() + " as a value", Reason.UNKNOWN_KEY, value(sign.name(), "1"));
            }
        }
    }

    private void number(String name) {
        for (String literal : BrokenJson.NO_NUMBERS) {
            dropped(name + " as " + literal, Reason.NOT_A_NUMBER, value(name, literal));
        }
        for (String literal : BrokenJson.OUT_OF_EVERY_RANGE) {
            dropped(name + " as " + literal, Reason.OUT_OF_RANGE, value(name, literal));
        }
    }

    private void each(String what, List<BrokenJson.Case> cases, UnaryOperator<String> json) {
        for (BrokenJson.Case one : cases) {
            dropped(what + one.literal(), one.reason(), json.apply(one.literal()));
        }
    }

    private void keys() {
        for (String key : BrokenJson.UNKNOWN_KEYS) {
            dropped("unknown key " + key, Reason.UNKNOWN_KEY, value(key, "72"));
        }
        for (String literal : BrokenJson.ANYTHING) {
            dropped("unknown key with " + literal, Reason.UNKNOWN_KEY, value("vendor", literal));
        }
    }

    private void flags() {
        for (String literal : BrokenJson.UNKNOWN_FLAGS) {
            dropped(
                    "flag " + literal,
                    Reason.UNKNOWN_FLAG,
                    "{\"spo2\":97,\"hr\":72,\"flags\":{\"hr\":" + literal + "}}");
        }
        for (String key : BrokenJson.UNKNOWN_KEYS) {
            dropped(
                    "flag of unknown " + key,
                    Reason.UNKNOWN_KEY,
                    "{\"spo2\":97,\"flags\":{\"" + key + "\":\"motion\"}}");
        }
        for (String literal : List.of("\"motion\"", "1", "true", "[]", "[\"motion\"]", "1.5", "\"\"", "false")) {
            rejected("flags as " + literal, Reason.WRONG_TYPE, "{\"spo2\":97,\"flags\":" + literal + "}");
        }
        for (String sign : List.of("hr", "heart_rate", "spo2")) {
            rejected(
                    sign + " flagged twice",
                    Reason.MALFORMED,
                    "{\"hr\":72,\"flags\":{\"hr\":\"test\",\"spo2\":\"test\",\"" + sign + "\":\"motion\"}}");
        }
    }

    private void times() {
        for (String literal : BrokenJson.BAD_TIMES) {
            rejected("ts as " + literal, Reason.BAD_TIME, "{\"ts\":" + literal + ",\"spo2\":97}");
        }
    }

    private void sequences() {
        for (String literal : BrokenJson.BAD_SEQUENCES) {
            rejected("seq as " + literal, Reason.WRONG_TYPE, "{\"seq\":" + literal + ",\"spo2\":97}");
        }
    }

    private void devices() {
        for (String name :
                List.of("", "other", device + "x", "x" + device, device + " ", " " + device, "*", "+", "#")) {
            rejected("device '" + name + "'", Reason.DEVICE_MISMATCH, "{\"device\":\"" + name + "\",\"spo2\":97}");
        }
        for (String literal : List.of("1", "true", "{}", "[]", "1.5", "[\"" + device + "\"]")) {
            rejected("device as " + literal, Reason.WRONG_TYPE, "{\"device\":" + literal + ",\"spo2\":97}");
        }
    }

    private void twins() {
        for (VitalSign sign : VitalSign.all()) {
            if (sign.kind() == VitalSign.Kind.WAVEFORM) {
                continue;
            }
            String twice = "{\"" + sign.name() + "\":null,\"" + sign.name() + "\":null}";
            rejected(sign.name() + " twice", Reason.MALFORMED, twice);
            if (!sign.shortName().equals(sign.name())) {
                String aliases = "{\"" + sign.name() + "\":null,\"" + sign.shortName() + "\":null}";
                rejected(sign.name() + " under both names", Reason.MALFORMED, aliases);
            }
        }
        for (String field : List.of("device", "ts", "seq", "flags", "wave", "hz", "samples", "scale", "offset")) {
            rejected(field + " twice", Reason.MALFORMED, "{\"" + field + "\":null,\"hr\":72,\"" + field + "\":null}");
        }
    }

    private void syntax() {
        for (String object : BrokenText.NO_OBJECTS) {
            rejected("no JSON: " + object, Reason.MALFORMED, object);
        }
        for (String object : BrokenText.UNBALANCED) {
            whole("unbalanced: " + object, Reason.MALFORMED, object);
        }
        for (String literal : BrokenText.NO_LITERALS) {
            rejected("hr as bare " + literal, Reason.MALFORMED, "{\"spo2\":97,\"hr\":" + literal + "}");
        }
        for (String array : BrokenText.NO_ARRAYS) {
            add(new BrokenMessage(
                    "no array: " + array, utf8(array.formatted(good(), good())), ELEMENT, Reason.MALFORMED, 2));
        }
    }

    private void bytes() {
        for (int control = 0; control < ' '; control++) {
            rejected(
                    "control " + control + " in a key",
                    Reason.MALFORMED,
                    "{\"a" + (char) control + "b\":1,\"spo2\":97}");
        }
        for (String escape : BrokenText.BAD_ESCAPES) {
            rejected("escape " + escape, Reason.MALFORMED, "{\"a" + escape + "b\":1,\"spo2\":97}");
        }
        for (int first = 0x80; first < 0x100; first++) {
            if (first < 0xC0 || first >= 0xF8) { // never the first byte of a character (RFC 3629)
                byte[] payload = utf8("{\"spo2\":97,\"a?b\":1}");
                payload["{\"spo2\":97,\"a".length()] = (byte) first;
                add(new BrokenMessage("byte " + first + " in a key", payload, WHOLE, Reason.MALFORMED, 0));
            }
        }
    }

    private void truncations() {
        String message = "{\"device\":\"" + device + "\"," + good().substring(1);
        for (int length = 0; length < message.length(); length++) {
            whole("cut after " + length, Reason.TRUNCATED, message.substring(0, length));
        }
        for (int length = 1; length < good().length(); length++) {
            String array = "[" + good() + "," + good() + "," + good().substring(0, length);
            byte[] payload = utf8(array);
            all.add(new BrokenMessage("array cut at " + length, payload, ELEMENT, Reason.TRUNCATED, 2));
        }
    }

    private void limits() {
        for (int depth : List.of(17, 18, 32, 64, 1_000, 60_000)) {
            String deep = "[".repeat(depth - 1) + "]".repeat(depth - 1);
            rejected("depth " + depth, Reason.TOO_LARGE, "{\"spo2\":97,\"deep\":" + deep + "}");
        }
        for (int length : List.of(129, 130, 256, 1_000, 60_000)) {
            rejected("key of " + length, Reason.TOO_LARGE, "{\"spo2\":97,\"" + "k".repeat(length) + "\":1}");
        }
        for (int length : List.of(33, 34, 64, 1_000, 60_000)) {
            rejected("number of " + length, Reason.TOO_LARGE, "{\"spo2\":97,\"hr\":" + "7".repeat(length) + "}");
            rejected("fraction of " + length, Reason.TOO_LARGE, "{\"spo2\":97,\"hr\":7." + "7".repeat(length) + "}");
            rejected("sequence of " + length, Reason.TOO_LARGE, "{\"spo2\":97,\"seq\":" + "7".repeat(length) + "}");
        }
        for (int count : List.of(257, 300, 1_000)) {
            rejected(count + " keys", Reason.TOO_LARGE, "{\"spo2\":97" + ",\"x\":1".repeat(count - 1) + "}");
            String flags = "{\"x\":\"test\"" + ",\"x\":\"test\"".repeat(count - 1) + "}";
            rejected(count + " flags", Reason.TOO_LARGE, "{\"spo2\":97,\"flags\":" + flags + "}");
        }
        for (int count : List.of(1_001, 1_002, 2_000)) {
            whole(count + " elements", Reason.TOO_LARGE, "[{}" + ",{}".repeat(count - 1) + "]");
        }
        whole("over 256 KiB", Reason.TOO_LARGE, "{\"spo2\":97}" + " ".repeat(256 * 1024));
    }

    private void trailing() {
        for (String tail : BrokenText.TAILS) {
            whole("object then " + tail, Reason.MALFORMED, good() + tail);
            byte[] array = utf8("[" + good() + "," + good() + "]" + tail);
            add(new BrokenMessage("array then " + tail, array, ELEMENT, Reason.MALFORMED, 2));
        }
    }

    private void roots() {
        for (String text : BrokenText.NO_ROOTS) {
            whole("root " + text, Reason.MALFORMED, text);
        }
        for (String text : List.of(" ", "\n", "\t", "\r\n", " \t\r\n", "\uFEFF", "\uFEFF ")) {
            whole("only space of " + utf8(text).length + " from " + utf8(text)[0], Reason.TRUNCATED, text);
        }
        for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            byte[] payload = good().getBytes(charset);
            add(new BrokenMessage("in " + charset, payload, WHOLE, Reason.MALFORMED, 0));
        }
    }

    private void elements() {
        for (String literal :
                List.of("0", "72", "null", "true", "false", "\"\"", "\"x\"", "[]", "[1]", "1.5", "[{}]", "NaN")) {
            between("element " + literal, Reason.WRONG_TYPE, literal);
        }
        between("element left out", Reason.MALFORMED, "");
        between("element of spaces", Reason.MALFORMED, "   ");
    }

    private void chunks() {
        for (BrokenJson.Case one : BrokenJson.BAD_CHUNKS) {
            rejected("chunk " + one.literal(), one.reason(), one.literal());
        }
        for (BrokenJson.Case one : BrokenJson.BAD_SAMPLES) {
            String samples = "{\"wave\":\"ecg_ii\",\"hz\":250,\"samples\":[1," + one.literal() + ",3],\"scale\":0.005}";
            add(new BrokenMessage("sample " + one.literal(), utf8(samples), VALUE, one.reason(), 0));
        }
    }

    /** One value gives nothing; SpO2 stands beside it. */
    private void dropped(String kind, Reason reason, String object) {
        add(new BrokenMessage(kind, utf8(object), VALUE, reason, 1));
    }

    /** An object gives nothing: alone, and between two good ones. */
    private void rejected(String kind, Reason reason, String object) {
        whole(kind, reason, object);
        between(kind, reason, object);
    }

    private void whole(String kind, Reason reason, String text) {
        add(new BrokenMessage(kind, utf8(text), WHOLE, reason, 0));
    }

    private void between(String kind, Reason reason, String element) {
        byte[] payload = utf8("[" + good() + "," + element + "," + good() + "]");
        add(new BrokenMessage(kind + " (in an array)", payload, ELEMENT, reason, 2));
    }

    private void add(BrokenMessage message) {
        all.add(message);
    }

    private String value(String key, String literal) {
        return "{\"ts\":\"2026-11-22T04:18:31.123Z\",\"spo2\":97,\"" + key + "\":" + literal + "}";
    }

    private String good() {
        seq++;
        return "{\"ts\":\"2026-11-22T04:18:31.123Z\",\"seq\":%d,\"spo2\":97}".formatted(seq);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
