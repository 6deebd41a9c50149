package org.wardline.adapter.json;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;

/**
 * Reads the documented flat object by hand: known keys, plain ASCII, no escapes, numbers of at most 15 digits without an
 * exponent, nothing wrong with any value. It reads all of an object or gives up, and then {@link ElementReader} reads it
 * again from its start; so this class decides nothing, and what it reads the other reads alike (a test holds that).
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
    private final DeviceId device;
    private final Draft draft;
    private int at;
    private int fieldsSeen;
    private long digits; // of the number read last, without its point
    private int decimals;
    private boolean isNegative;

    FlatScanner(byte[] bytes, DeviceId device, Draft draft) {
        this.bytes = bytes;
        this.device = device;
        this.draft = draft;
    }

    /** Reads the object that begins at a brace into the draft; the place after it, or {@link #UNUSUAL}. */
    int scan(int from) {
        draft.clear();
        fieldsSeen = 0;
        at = from + 1;
        skipSpace();
        if (take('}')) {
            return at;
        }
        do {
            skipSpace();
            if (!value(key())) {
                return UNUSUAL;
            }
            skipSpace();
        } while (take(','));
        return take('}') ? at : UNUSUAL;
    }

    /** The code of a key, with its colon and the space around it. */
    private int key() {
        if (!take('"')) {
            return Keys.UNKNOWN;
        }
        int from = at;
        int hash = Keys.HASH_SEED;
        while (at < bytes.length && bytes[at] != '"') {
            hash = Keys.step(hash, bytes[at]);
            at++;
        }
        int to = at;
        at++;
        skipSpace();
        boolean isKey = take(':');
        skipSpace();
        return isKey ? Keys.find(bytes, from, to, hash) : Keys.UNKNOWN;
    }

    private boolean value(int key) {
        return switch (key) {
            case Keys.UNKNOWN -> false;
            case Keys.DEVICE -> isNew(1) && device();
            case Keys.TS -> isNew(2) && ts();
            case Keys.SEQ -> isNew(4) && seq();
            case Keys.FLAGS -> isNew(8) && flags();
            default -> measured(VitalSign.at(key));
        };
    }

    private boolean isNew(int field) {
        boolean isNew = (fieldsSeen & field) == 0;
        fieldsSeen |= field;
        return isNew;
    }

    private boolean device() {
        int from = at + 1;
        int length = textLength();
        String name = device.name();
        if (length != name.length()) {
            return false;
        }
        for (int place = 0; place < length; place++) {
            if (bytes[from + place] != name.charAt(place)) {
                return false;
            }
        }
        return true;
    }

    private boolean ts() {
        long ts;
        if (peek() == '"') {
            int from = at + 1;
            int length = textLength();
            ts = length < 0 ? WireTime.UNREADABLE : WireTime.parse(bytes, from, from + length);
        } else {
            ts = number() && isCount() ? WireTime.ofEpochMs(digits) : WireTime.UNREADABLE;
        }
        draft.ts(ts);
        return ts != WireTime.UNREADABLE;
    }

    private boolean seq() {
        if (!number() || !isCount()) {
            return false;
        }
        draft.seq(digits);
        return true;
    }

    private boolean measured(VitalSign sign) {
        if (!draft.claim(sign)) {
            return false;
        }
        if (take(NULL)) {
            draft.none(sign);
            return true;
        }
        return switch (sign.kind()) {
            case NUMBER -> numberOf(sign);
            case CODE -> letterOf(sign);
            case FLAG -> truthOf(sign);
            case WAVEFORM -> false;
        };
    }

    private boolean numberOf(VitalSign sign) {
        if (!number() || (isNegative && digits == 0)) {
            return false;
        }
        double value = digits / POWERS_OF_TEN[decimals]; // both exact, so the quotient is the nearest double
        double signed = isNegative ? -value : value;
        if (!sign.canBe(signed)) {
            return false;
        }
        draft.number(sign, signed);
        return true;
    }

    private boolean letterOf(VitalSign sign) {
        int from = at + 1;
        int place = textLength() == 1 ? VitalSign.ACVPU.indexOf(bytes[from]) : -1;
        if (place < 0) {
            return false;
        }
        draft.number(sign, place);
        return true;
    }

    private boolean truthOf(VitalSign sign) {
        boolean isTrue = take(TRUE);
        if (!isTrue && !take(FALSE)) {
            return false;
        }
        draft.number(sign, isTrue ? 1 : 0);
        return true;
    }

    private boolean flags() {
        if (!take('{')) {
            return false;
        }
        skipSpace();
        if (take('}')) {
            return true;
        }
        do {
            skipSpace();
            int key = key();
            if (key < 0 || !flag(VitalSign.at(key))) {
                return false;
            }
            skipSpace();
        } while (take(','));
        return take('}');
    }

    private boolean flag(VitalSign sign) {
        int from = at + 1;
        int length = textLength();
        if (length < 0) {
            return false;
        }
        Optional<Quality> quality = Keys.flag(new String(bytes, from, length, StandardCharsets.US_ASCII));
        return quality.isPresent() && draft.flag(sign, quality.get());
    }

    /** Steps over a number of the plain kind into {@code digits}, {@code decimals} and {@code isNegative}. */
    private boolean number() {
        isNegative = take('-');
        digits = 0;
        int from = at;
        int count = digits();
        boolean isWhole = count > 0 && (count == 1 || bytes[from] != '0');
        decimals = isWhole && take('.') ? digits() : 0;
        boolean isShort = count + decimals <= MAX_DIGITS;
        boolean endsWell = bytes[at - 1] != '.' && peek() != 'e' && peek() != 'E' && peek() != '.';
        return isWhole && isShort && endsWell;
    }

    private int digits() {
        int from = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            digits = digits * 10 + (bytes[at] - '0'); // what overflows has too many digits and is not used
            at++;
        }
        return at - from;
    }

    /** Whether the number read last is written as a whole one from 0. */
    private boolean isCount() {
        return !isNegative && decimals == 0;
    }

    /** Steps over a text of plain ASCII; its length, or negative. */
    private int textLength() {
        if (!take('"')) {
            return -1;
        }
        int from = at;
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++; // bytes over 127 are negative here and end it
        }
        int length = at - from;
        return take('"') ? length : -1;
    }

    private boolean take(byte[] word) {
        if (bytes.length - at < word.length) {
            return false;
        }
        for (int place = 0; place < word.length; place++) {
            if (bytes[at + place] != word[place]) {
                return false;
            }
        }
        at += word.length;
        return true;
    }

    private boolean take(char expected) {
        boolean isThere = peek() == expected;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private int peek() {
        return at < bytes.length ? bytes[at] : 0;
    }

    private void skipSpace() {
        at = JsonText.skipSpace(bytes, at);
    }
}
