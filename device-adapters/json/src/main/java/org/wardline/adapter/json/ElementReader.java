package org.wardline.adapter.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Names;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;

/**
 * Reads any one object with Jackson's streaming parser: a reading or a waveform chunk, and names whatever is wrong with it.
 *
 * <p>{@code null} for a field is as if it were left out. A known key that stands twice makes the object malformed: of two
 * values none may be judged. Unknown keys are counted, not compared.
 */
final class ElementReader {
    /** The deepest nesting inside an object. */
    static final int MAX_DEPTH = 16;

    /** The longest number, in characters. */
    static final int MAX_NUMBER_LENGTH = 32;

    /** The longest key. */
    static final int MAX_KEY_LENGTH = 128;

    /** The most keys of an object. */
    static final int MAX_KEYS = 256;

    private static final List<String> FIELDS =
            List.of("device", "ts", "seq", "flags", "wave", "hz", "samples", "scale", "offset");
    private static final long MAX_SEQ = (1L << 53) - 1; // what every JSON reader and writer keeps exactly

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // UTF-8 is the wire's; UTF-16 is not guessed
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION) // payloads stay out of exception texts
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_KEY_LENGTH)
                    .build())
            .build();

    private final RawMessage message;
    private final Draft draft;
    private final JsonParser parser;
    private final int from;
    private final int to;
    private int fieldsSeen; // a bit each
    private final Chunk chunk = new Chunk();
    private @Nullable DeviceId device; // null until topic or payload names it

    private ElementReader(RawMessage message, Draft draft, JsonParser parser, int from, int to) {
        this.message = message;
        this.draft = draft;
        this.parser = parser;
        this.from = from;
        this.to = to;
        this.device = message.device().orElse(null);
    }

    /** What stands on these bytes of the message: one reading or chunk, or why not. */
    static Decoding read(RawMessage message, Draft draft, int from, int to) {
        draft.clear();
        try (JsonParser parser = JSON.createParser(message.payload(), from, to - from)) {
            return new ElementReader(message, draft, parser, from, to).element();
        } catch (Unreadable e) {
            return new Rejected(e.reason(), String.valueOf(e.getMessage()), from, to);
        } catch (StreamConstraintsException e) {
            return new Rejected(Reason.TOO_LARGE, "too deep, or a number or key too long", from, to);
        } catch (JsonProcessingException e) {
            boolean isAtEnd = e instanceof JsonEOFException || e.getLocation().getByteOffset() >= to - from;
            return isAtEnd && to == message.lengthBytes()
                    ? new Rejected(Reason.TRUNCATED, "the text ends inside the object", from, to)
                    : new Rejected(Reason.MALFORMED, "no JSON", from, to);
        } catch (IOException e) {
            return new Rejected(Reason.MALFORMED, "no UTF-8", from, to);
        }
    }

    private Decoding element() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Unreadable(Reason.MALFORMED, "nothing where an object is due");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new Unreadable(Reason.WRONG_TYPE, "something other than an object");
        }
        int keys = 0;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            keys++;
            if (keys > MAX_KEYS) {
                throw new Unreadable(Reason.TOO_LARGE, "more than " + MAX_KEYS + " keys");
            }
            member(key, parser.nextToken());
        }
        if (JsonText.skipSpace(
                        message.payload(), from + (int) parser.currentLocation().getByteOffset())
                < to) {
            throw new Unreadable(Reason.MALFORMED, "something follows the object");
        }
        return finished();
    }

    private void member(String key, JsonToken value) throws IOException {
        switch (key) {
            case "device" -> device(once(key), value);
            case "ts" -> draft.ts(ts(once(key), value));
            case "seq" -> draft.seq(seq(once(key), value));
            case "flags" -> flags(once(key), value);
            case "wave", "hz", "samples", "scale", "offset" -> chunk.field(once(key), parser);
            default -> {
                Optional<VitalSign> sign = Keys.measured(key);
                if (sign.isPresent()) {
                    measured(sign.get(), value);
                } else {
                    draft.unknown(key, value.isScalarValue() ? parser.getText() : "");
                    skip();
                }
            }
        }
    }

    private String once(String key) throws Unreadable {
        int bit = 1 << FIELDS.indexOf(key);
        if ((fieldsSeen & bit) != 0) {
            throw new Unreadable(Reason.MALFORMED, "a key stands twice");
        }
        fieldsSeen |= bit;
        return key;
    }

    private void device(String key, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        String name = text(key, value);
        if (device == null) {
            if (!Names.isName(name)) {
                throw new Unreadable(Reason.WRONG_TYPE, "device is no name");
            }
            device = new DeviceId(name);
        } else if (!device.name().equals(name)) {
            throw new Unreadable(Reason.DEVICE_MISMATCH, "device is not the topic's");
        }
    }

    private long ts(String key, JsonToken value) throws IOException {
        long ts = switch (value) {
            case VALUE_NULL -> Draft.NO_TS;
            case VALUE_NUMBER_INT -> WireTime.ofEpochMs(isCount() ? parser.getLongValue() : -1);
            case VALUE_STRING -> {
                byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
                yield WireTime.parse(text, 0, text.length);
            }
            default -> throw new Unreadable(Reason.BAD_TIME, key + " is no time");
        };
        if (ts == WireTime.UNREADABLE && value != JsonToken.VALUE_NULL) {
            throw new Unreadable(Reason.BAD_TIME, key + " is no time");
        }
        return ts;
    }

    private long seq(String key, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return Reading.NO_SEQ;
        }
        if (value != JsonToken.VALUE_NUMBER_INT || !isCount() || parser.getLongValue() > MAX_SEQ) {
            throw new Unreadable(Reason.WRONG_TYPE, key + " is no whole number from 0 to 2^53 - 1");
        }
        return parser.getLongValue();
    }

    /** Whether the integer here is written without a sign and fits a long. */
    private boolean isCount() throws IOException {
        return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && parser.getTextCharacters()[parser.getTextOffset()] != '-';
    }

    private void flags(String key, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw new Unreadable(
                    Reason.WRONG_TYPE, key + " is no object"); // values under flags we cannot read are not good
        }
        int keys = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            keys++;
            if (keys > MAX_KEYS) {
                throw new Unreadable(Reason.TOO_LARGE, "more than " + MAX_KEYS + " flags");
            }
            JsonToken flag = parser.nextToken();
            Optional<VitalSign> sign = Keys.measured(name);
            if (sign.isEmpty()) {
                draft.ignore(Reason.UNKNOWN_KEY);
            } else if (flag != JsonToken.VALUE_NULL && !draft.flag(sign.get(), quality(flag))) {
                throw new Unreadable(Reason.MALFORMED, "a flag stands twice");
            }
            skip();
        }
    }

    /** What a flag says; one that we do not know says that the value is not to be judged. */
    private Quality quality(JsonToken flag) throws IOException {
        Optional<Quality> known = flag == JsonToken.VALUE_STRING ? Keys.flag(parser.getText()) : Optional.empty();
        if (known.isEmpty()) {
            draft.ignore(Reason.UNKNOWN_FLAG);
        }
        return known.orElse(Quality.ARTEFACT);
    }

    private void measured(VitalSign sign, JsonToken value) throws IOException {
        if (!draft.claim(sign)) {
            throw new Unreadable(Reason.MALFORMED, "a sign stands twice");
        }
        if (value == JsonToken.VALUE_NULL) {
            draft.none(sign);
            return;
        }
        switch (sign.kind()) {
            case NUMBER -> number(sign, value);
            case CODE -> letter(sign, value);
            case FLAG -> truth(sign, value);
            case WAVEFORM -> throw new IllegalStateException("a waveform is no measured sign");
        }
        skip();
    }

    private void number(VitalSign sign, JsonToken value) throws IOException {
        if (value.isNumeric()) {
            draft.number(sign, Numbers.here(parser));
        } else {
            draft.drop(sign, Reason.NOT_A_NUMBER);
        }
    }

    private void letter(VitalSign sign, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            draft.drop(sign, Reason.WRONG_TYPE);
            return;
        }
        String letter = parser.getText();
        int place = letter.length() == 1 ? VitalSign.ACVPU.indexOf(letter) : -1;
        if (place < 0) {
            draft.drop(sign, Reason.OUT_OF_RANGE);
        } else {
            draft.number(sign, place);
        }
    }

    private void truth(VitalSign sign, JsonToken value) {
        if (value.isBoolean()) {
            draft.number(sign, value == JsonToken.VALUE_TRUE ? 1 : 0);
        } else {
            draft.drop(sign, Reason.WRONG_TYPE);
        }
    }

    private String text(String key, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            throw new Unreadable(Reason.WRONG_TYPE, key + " is no text");
        }
        return parser.getText();
    }

    /** Steps over the inside of an object or array; anything else is stepped over already. */
    private void skip() throws IOException {
        var _ = parser.skipChildren();
    }

    private Decoding finished() throws Unreadable {
        if (device == null) {
            throw new Unreadable(Reason.MISSING_FIELD, "neither topic nor payload names the device");
        }
        if (chunk.isOne()) {
            return chunk.decoded(device, draft, message);
        }
        if (chunk.hasSamples() && !draft.hasValues()) {
            throw new Unreadable(Reason.MISSING_FIELD, "samples without wave");
        }
        chunk.ignoreFields(draft);
        return new Decoded(
                List.of(draft.reading(device, message)), List.of(), draft.dropped(), List.of(), draft.unmapped());
    }
}
