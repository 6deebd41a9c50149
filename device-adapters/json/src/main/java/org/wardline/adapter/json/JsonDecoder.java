package org.wardline.adapter.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Reading;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Decoding;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;
import org.wardline.vitals.adapter.Unmapped;

/**
 * Decodes JSON of the wire: one reading, an array of up to {@value #MAX_ELEMENTS}, or a waveform chunk.
 *
 * <p>Never throws, keeps nothing between messages. A value that is none is dropped alone and counted; an object that
 * cannot be read is rejected alone, with the bytes it stands on; the rest lives. What stands on the wire is said by
 * {@code wire.md}, "MQTT in"; the grammar is RFC 8259, UTF-8 with or without a byte order mark, and besides it the bare
 * words NaN and Infinity, which some devices print for a value they have not.
 */
final class JsonDecoder {
    /** The longest message. */
    static final int MAX_BYTES = 256 * 1024;

    /** The longest array. */
    static final int MAX_ELEMENTS = 1_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final RawMessage message;
    private final byte[] bytes;
    private final Draft draft = new Draft();
    private final @Nullable DeviceId device; // null: only the payload can name it
    private final @Nullable FlatScanner scanner; // null: as above

    private JsonDecoder(RawMessage message) {
        this.message = message;
        this.bytes = message.payload();
        Optional<DeviceId> named = message.device();
        this.device = named.orElse(null);
        this.scanner = device == null ? null : new FlatScanner(bytes, device, draft);
    }

    static Decoding decode(RawMessage message) {
        if (message.lengthBytes() > MAX_BYTES) {
            return Rejected.whole(message, Reason.TOO_LARGE, "more than " + MAX_BYTES + " bytes");
        }
        int at = JsonText.skipSpace(message.payload(), textStart(message.payload()));
        if (at == message.lengthBytes()) {
            return Rejected.whole(message, Reason.TRUNCATED, "a message without a text");
        }
        return switch (message.payload()[at]) {
            case '{' -> new JsonDecoder(message).object(at);
            case '[' -> new JsonDecoder(message).array(at);
            default -> Rejected.whole(message, Reason.MALFORMED, "neither an object nor an array");
        };
    }

    private Decoding object(int from) {
        int end = scan(from);
        if (end != FlatScanner.UNUSUAL && JsonText.skipSpace(bytes, end) == bytes.length) {
            return decoded();
        }
        return switch (ElementReader.read(message, draft, from, bytes.length)) {
            case Rejected rejected -> Rejected.whole(message, rejected.reason(), rejected.detail());
            case Decoded decoded -> decoded;
        };
    }

    private Decoding array(int bracketAt) {
        Elements elements = new Elements();
        int at = JsonText.skipSpace(bytes, bracketAt + 1);
        if (at < bytes.length && bytes[at] == ']') {
            return elements.decoded(tail(at, elements));
        }
        for (int count = 0; count < MAX_ELEMENTS; count++) {
            int end = element(at, elements);
            if (end == bytes.length || bytes[end] == ']') {
                return elements.decoded(tail(end, elements));
            }
            at = JsonText.skipSpace(bytes, end + 1);
        }
        return Rejected.whole(message, Reason.TOO_LARGE, "more than " + MAX_ELEMENTS + " elements");
    }

    /** Reads one element; the place of the comma or bracket after it, or the end of the text. */
    private int element(int from, Elements elements) {
        int scanned = from < bytes.length && bytes[from] == '{' ? scan(from) : FlatScanner.UNUSUAL;
        if (scanned != FlatScanner.UNUSUAL) {
            int end = JsonText.skipSpace(bytes, scanned);
            if (end == bytes.length || bytes[end] == ',' || bytes[end] == ']') {
                elements.add(reading());
                return end;
            }
        }
        int end = JsonText.elementEnd(bytes, from);
        elements.add(ElementReader.read(message, draft, from, end));
        return end;
    }

    private int scan(int from) {
        return scanner == null ? FlatScanner.UNUSUAL : scanner.scan(from);
    }

    private Decoded decoded() {
        return new Decoded(List.of(reading()), List.of(), List.of(), List.of());
    }

    private Reading reading() {
        if (device == null) {
            throw new IllegalStateException("nothing was scanned");
        }
        return draft.reading(device, message);
    }

    /** What is wrong after the last element, if anything: the array does not end, or something follows it. */
    private Optional<Rejected> tail(int end, Elements elements) {
        if (end == bytes.length) {
            return Optional.of(elements.cutAt(end));
        }
        int after = JsonText.skipSpace(bytes, end + 1);
        return after == bytes.length
                ? Optional.empty()
                : Optional.of(new Rejected(Reason.MALFORMED, "something follows the array", after, bytes.length));
    }

    private static int textStart(byte[] bytes) {
        if (bytes.length < BYTE_ORDER_MARK.length) {
            return 0;
        }
        boolean isMarked =
                bytes[0] == BYTE_ORDER_MARK[0] && bytes[1] == BYTE_ORDER_MARK[1] && bytes[2] == BYTE_ORDER_MARK[2];
        return isMarked ? BYTE_ORDER_MARK.length : 0;
    }

    /** What the elements of one array gave. */
    private static final class Elements {
        private final List<Reading> readings = new ArrayList<>();
        private final List<Waveform> waveforms = new ArrayList<>();
        private final List<Reason> dropped = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();
        private final List<Unmapped> unmapped = new ArrayList<>();

        /** An element of the usual form. */
        void add(Reading reading) {
            readings.add(reading);
        }

        void add(Decoding element) {
            switch (element) {
                case Rejected unread -> rejected.add(unread);
                case Decoded decoded -> {
                    readings.addAll(decoded.readings());
                    waveforms.addAll(decoded.waveforms());
                    dropped.addAll(decoded.dropped());
                    decoded.unmapped().stream()
                            .limit(Unmapped.MAX_OF_MESSAGE - (long) unmapped.size())
                            .forEach(unmapped::add);
                }
            }
        }

        /** The text ends inside the array, and inside its last element if that is none. */
        Rejected cutAt(int end) {
            boolean isElementCut = !rejected.isEmpty() && rejected.getLast().toByte() == end;
            int from = isElementCut ? rejected.removeLast().fromByte() : end;
            return new Rejected(Reason.TRUNCATED, "the array does not end", from, end);
        }

        Decoded decoded(Optional<Rejected> tail) {
            tail.ifPresent(rejected::add);
            return new Decoded(readings, waveforms, dropped, rejected, unmapped);
        }
    }
}
