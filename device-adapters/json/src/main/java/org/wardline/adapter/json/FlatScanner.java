package org.wardline.adapter.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;

/**
 * Reads the documented flat object by hand: known keys, plain ASCII, no escapes, numbers of at most 15 digits without an
 * exponent, nothing wrong with any value. It reads all of an object or gives up, and then {@link ElementReader} reads it
 * again from its start; so this class decides nothing, and what it reads the other reads alike (a test holds that).
 *
 * <p>Each step takes the place where it begins and gives the place after what it read, or {@link #UNUSUAL}. The place is
 * handed on and never kept in a field: there it cost more than all the rest (a trip through memory a step).
 */
final class FlatScanner {
    /** It gave up. */
    static final int UNUSUAL = -1;

    private static final int MAX_DIGITS = 15; // so many digits, and powers of ten up to 10^22, are exact as doubles
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final byte[] bytes;
    private final byte[] device; // its name
    private final Draft draft;
    private int fieldsSeen;
    private int key; // read last
    private long digits; // of the number read last, without its point
    private int decimals;
    private boolean isNegative;

    FlatScanner(byte[] bytes, DeviceId device, Draft draft) {
        this.bytes = bytes;
        this.device = device.name().getBytes(StandardCharsets.UTF_8);
        this.draft = draft;
    }

    /** Reads the object that begins at a brace into the draft; the place after it, or {@link #UNUSUAL}. */
    int scan(int from) {
        draft.clear();
        fieldsSeen = 0;
        int at = space(from + 1);
        if (byteAt(at) == '}') {
            return at + 1;
        }
        while (true) {
            at = key(space(at));
            at = at < 0 ? UNUSUAL : value(key, at);
            if (at < 0) {
                return UNUSUAL;
            }
            at = space(at);
            int next = byteAt(at);
            at++;
            if (next != ',') {
                return next == '}' ? at : UNUSUAL;
            }
        }
    }

    /** A known key into {@code key}, with its colon and the space around it. */
    private int key(int from) {
        if (byteAt(from) != '"') {
            return UNUSUAL;
        }
        int to = from + 1;
        while (to < bytes.length && bytes[to] != '"') {
            to++;
        }
        key = Keys.find(bytes, from + 1, to);
        int colon = space(to + 1);
        return key == Keys.UNKNOWN || byteAt(colon) != ':' ? UNUSUAL : space(colon + 1);
    }

    private int value(int of, int from) {
        return switch (of) {
            case Keys.DEVICE -> isNew(1) ? device(from) : UNUSUAL;
            case Keys.TS -> isNew(2) ? ts(from) : UNUSUAL;
            case Keys.SEQ -> isNew(4) ? seq(from) : UNUSUAL;
            case Keys.FLAGS -> isNew(8) ? flags(from) : UNUSUAL;
            default -> measured(Keys.sign(of), from);
        };
    }

    private boolean isNew(int field) {
        boolean isNew = (fieldsSeen & field) == 0;
        fieldsSeen |= field;
        return isNew;
    }

    private int device(int from) {
        int end = text(from);
        return end >= 0 && Arrays.equals(bytes, from + 1, end - 1, device, 0, device.length) ? end : UNUSUAL;
    }

    private int ts(int from) {
        boolean isText = byteAt(from) == '"';
        int end = isText ? text(from) : number(from);
        if (end < 0 || (!isText && !isCount())) {
            return UNUSUAL;
        }
        long ts = isText ? WireTime.parse(bytes, from + 1, end - 1) : WireTime.ofEpochMs(digits);
        draft.ts(ts);
        return ts == WireTime.UNREADABLE ? UNUSUAL : end;
    }

    private int seq(int from) {
        int end = number(from);
        if (end < 0 || !isCount()) {
            return UNUSUAL;
        }
        draft.seq(digits);
        return end;
    }

    private int measured(VitalSign sign, int from) {
        if (!draft.claim(sign)) {
            return UNUSUAL;
        }
        if (byteAt(from) == 'n') {
            draft.none(sign);
            return word(NULL, from);
        }
        return switch (sign.kind()) {
            case NUMBER -> numberOf(sign, from);
            case CODE -> letterOf(sign, from);
            case FLAG -> truthOf(sign, from);
            case WAVEFORM -> UNUSUAL;
        };
    }

    private int numberOf(VitalSign sign, int from) {
        int end = number(from);
        if (end < 0 || (isNegative && digits == 0)) {
            return UNUSUAL;
        }
        double value = decimals == 0 ? digits : digits / POWERS_OF_TEN[decimals]; // exact ones: the quotient is nearest
        double signed = isNegative ? -value : value;
        if (!sign.canBe(signed)) {
            return UNUSUAL;
        }
        draft.good(sign, signed);
        return end;
    }

    private int letterOf(VitalSign sign, int from) {
        int end = text(from);
        int place = end - from == 3 ? VitalSign.ACVPU.indexOf(bytes[from + 1]) : -1;
        if (place < 0) {
            return UNUSUAL;
        }
        draft.good(sign, place);
        return end;
    }

    private int truthOf(VitalSign sign, int from) {
        boolean isTrue = byteAt(from) == 't';
        draft.good(sign, isTrue ? 1 : 0);
        return word(isTrue ? TRUE : FALSE, from);
    }

    private int flags(int from) {
        if (byteAt(from) != '{') {
            return UNUSUAL;
        }
        int at = space(from + 1);
        if (byteAt(at) == '}') {
            return at + 1;
        }
        while (true) {
            at = key(space(at));
            at = at < 0 || key < 0 ? UNUSUAL : flag(Keys.sign(key), at);
            if (at < 0) {
                return UNUSUAL;
            }
            at = space(at);
            int next = byteAt(at);
            at++;
            if (next != ',') {
                return next == '}' ? at : UNUSUAL;
            }
        }
    }

    private int flag(VitalSign sign, int from) {
        int end = text(from);
        if (end < 0) {
            return UNUSUAL;
        }
        Quality quality = Keys.flag(bytes, from + 1, end - 1);
        return quality != null && draft.flag(sign, quality) ? end : UNUSUAL;
    }

    /** A number of the plain kind into {@code digits}, {@code decimals} and {@code isNegative}. */
    private int number(int from) {
        boolean hasSign = byteAt(from) == '-';
        int wholeFrom = hasSign ? from + 1 : from;
        int at = wholeFrom;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at] - '0'); // what overflows has too many digits and is not used
            at++;
        }
        int count = at - wholeFrom;
        int places = 0;
        if (count > 0 && byteAt(at) == '.') {
            int fractionFrom = at + 1;
            at = fractionFrom;
            while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
                value = value * 10 + (bytes[at] - '0');
                at++;
            }
            places = at == fractionFrom ? MAX_DIGITS : at - fractionFrom; // none after the point is no number
        }
        isNegative = hasSign;
        digits = value;
        decimals = places;
        boolean isLeadByZero = count > 1 && bytes[wholeFrom] == '0';
        boolean isPlain = count > 0 && count + places <= MAX_DIGITS && !isLeadByZero;
        int next = byteAt(at);
        return isPlain && next != 'e' && next != 'E' ? at : UNUSUAL;
    }

    /** Whether the number read last is written as a whole one from 0. */
    private boolean isCount() {
        return !isNegative && decimals == 0;
    }

    /** A text of plain ASCII with its quotes. */
    private int text(int from) {
        if (byteAt(from) != '"') {
            return UNUSUAL;
        }
        int at = from + 1;
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++; // bytes over 127 are negative here and end it
        }
        return byteAt(at) == '"' ? at + 1 : UNUSUAL;
    }

    private int word(byte[] word, int from) {
        if (bytes.length - from < word.length) {
            return UNUSUAL;
        }
        for (int place = 0; place < word.length; place++) {
            if (bytes[from + place] != word[place]) {
                return UNUSUAL;
            }
        }
        return from + word.length;
    }

    private int byteAt(int at) {
        return at < bytes.length ? bytes[at] : 0;
    }

    private int space(int from) {
        return byteAt(from) > ' ' ? from : JsonText.skipSpace(bytes, from);
    }
}
