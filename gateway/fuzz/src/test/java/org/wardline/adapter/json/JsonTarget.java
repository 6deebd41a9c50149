package org.wardline.adapter.json;

import java.util.List;
import org.wardline.testkit.CapturedMessages;
import org.wardline.testkit.Transcript;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Rejected;

/**
 * The JSON adapter: never throws, says the same twice, names bytes that are there, and reads nothing by hand that Jackson
 * reads otherwise.
 */
public final class JsonTarget {
    private static final DeviceId DEVICE = new DeviceId("m-12");
    private static final String TOPIC = "wards/w1/devices/m-12/json";

    private JsonTarget() {}

    /** One message. */
    public static void fuzzerTestOneInput(byte[] payload) {
        check(RawMessage.of(TOPIC, DEVICE, CapturedMessages.RECEIVED_AT_MS, payload));
        check(RawMessage.of("else", CapturedMessages.RECEIVED_AT_MS, payload));
        if (payload.length > 0 && payload[0] == '{') {
            agree(payload);
        }
    }

    private static void check(RawMessage message) {
        var adapter = new JsonAdapter();
        Decoding decoding = adapter.decode(message);
        if (!Transcript.of(decoding).equals(Transcript.of(adapter.decode(message)))) {
            throw new IllegalStateException("read twice, and not the same");
        }
        switch (decoding) {
            case Rejected rejected -> inside(rejected, message);
            case Decoded decoded -> decoded.rejected().forEach(rejected -> inside(rejected, message));
        }
    }

    private static void inside(Rejected rejected, RawMessage message) {
        if (rejected.fromByte() < 0
                || rejected.fromByte() > rejected.toByte()
                || rejected.toByte() > message.lengthBytes()) {
            throw new IllegalStateException("rejected bytes that are not there");
        }
    }

    private static void agree(byte[] payload) {
        var message = RawMessage.of(TOPIC, DEVICE, CapturedMessages.RECEIVED_AT_MS, payload);
        var draft = new Draft();
        int end = new FlatScanner(payload, DEVICE, draft).scan(0);
        if (end == FlatScanner.UNUSUAL || JsonText.skipSpace(payload, end) < payload.length) {
            return; // Jackson alone reads it
        }
        var byHand = new Decoded(List.of(draft.reading(DEVICE, message)), List.of(), List.of(), List.of());
        Decoding byJackson = ElementReader.read(message, new Draft(), 0, payload.length);
        if (!Transcript.of(byHand).equals(Transcript.of(byJackson))) {
            throw new IllegalStateException(
                    "by hand " + Transcript.of(byHand) + ", by Jackson " + Transcript.of(byJackson));
        }
    }
}
