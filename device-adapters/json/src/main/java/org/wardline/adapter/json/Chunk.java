package org.wardline.adapter.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;

/**
 * The fields of a waveform chunk while an object is read. Its keys come in any order, and in an object without
 * {@code wave} they are unknown keys like any other, so what is wrong with them is only said at the end.
 */
final class Chunk {
    /** The fastest sampling. */
    static final double MAX_HZ = 10_000;

    private static final double[] NO_SAMPLES = {};

    private @Nullable VitalSign sign;
    private boolean hasWave;
    private double hz = Double.NaN;
    private double scale = 1;
    private double offset;
    private double[] samples = NO_SAMPLES;
    private int length;
    private int notNumbers;
    private int fields;
    private boolean hasSamples;
    private @Nullable Unreadable fault; // null: none so far

    /** Reads one of the five fields. */
    void field(String key, JsonParser parser) throws IOException {
        fields++;
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            switch (key) {
                case "wave" -> wave(parser);
                case "hz" -> hz = number(key, parser);
                case "scale" -> scale = number(key, parser);
                case "offset" -> offset = number(key, parser);
                default -> samples(parser);
            }
        }
        var _ = parser.skipChildren();
    }

    /** Whether the object is a chunk at all. */
    boolean isOne() {
        return hasWave;
    }

    boolean hasSamples() {
        return hasSamples;
    }

    /** In a reading these fields are unknown keys. */
    void ignoreFields(Draft draft) {
        for (int field = 0; field < fields; field++) {
            draft.ignore(Reason.UNKNOWN_KEY);
        }
    }

    /** The chunk; samples that are none, or that no sensor gives, are missing in it and counted. */
    Decoded decoded(DeviceId device, Draft draft, RawMessage message) throws Unreadable {
        if (fault != null) {
            throw fault;
        }
        if (sign == null || Double.isNaN(hz) || length == 0) {
            throw new Unreadable(Reason.MISSING_FIELD, "a chunk needs wave, hz and samples");
        }
        if (!(hz > 0 && hz <= MAX_HZ) || !Double.isFinite(scale) || !Double.isFinite(offset)) {
            throw new Unreadable(Reason.OUT_OF_RANGE, "hz, scale or offset cannot be");
        }
        if (length > hz * Waveform.MAX_SECONDS) {
            throw new Unreadable(Reason.TOO_LARGE, "more than " + Waveform.MAX_SECONDS + " s of samples");
        }
        List<Reason> dropped = draft.droppedAsOfAChunk();
        float[] scaled = scaled(sign, dropped);
        long startMs = draft.startMs(message, Math.round(length / hz * 1000));
        var waveform = new Waveform(device, sign, draft.seq(), startMs, hz, scaled);
        return new Decoded(List.of(), List.of(waveform), dropped, List.of());
    }

    private float[] scaled(VitalSign of, List<Reason> dropped) {
        for (int count = 0; count < notNumbers; count++) {
            dropped.add(Reason.NOT_A_NUMBER);
        }
        float[] scaled = new float[length];
        for (int at = 0; at < length; at++) {
            double value = samples[at] * scale + offset;
            boolean isMissing = Double.isNaN(samples[at]);
            if (!isMissing && !of.canBe(value)) {
                dropped.add(Reason.OUT_OF_RANGE);
            }
            scaled[at] = !isMissing && of.canBe(value) ? (float) value : Float.NaN;
        }
        return scaled;
    }

    private void wave(JsonParser parser) throws IOException {
        hasWave = true;
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            wrong(Reason.WRONG_TYPE, "wave is no text");
            return;
        }
        Optional<VitalSign> named =
                VitalSign.find(parser.getText()).filter(found -> found.kind() == VitalSign.Kind.WAVEFORM);
        if (named.isEmpty()) {
            wrong(Reason.UNKNOWN_KEY, "wave names no waveform");
        }
        sign = named.orElse(null);
    }

    private double number(String key, JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            wrong(Reason.WRONG_TYPE, key + " is no number");
            return Double.NaN;
        }
        return Numbers.here(parser);
    }

    private void samples(JsonParser parser) throws IOException {
        hasSamples = true;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrong(Reason.WRONG_TYPE, "samples is no array");
            return;
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            add(token != null && token.isNumeric() ? parser.getDoubleValue() : Double.NaN);
            boolean isMissing = token == JsonToken.VALUE_NULL;
            notNumbers += Double.isNaN(samples[length - 1]) && !isMissing ? 1 : 0;
            var _ = parser.skipChildren();
        }
    }

    private void add(double sample) {
        if (length == samples.length) {
            samples = Arrays.copyOf(samples, Math.max(256, length * 2));
        }
        samples[length] = sample;
        length++;
    }

    private void wrong(Reason reason, String detail) {
        if (fault == null) {
            fault = new Unreadable(reason, detail);
        }
    }
}
