package org.wardline.adapter.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;

/** The keys of an object on the wire, found from their bytes: the fields of every message, and the signs by any name. */
final class Keys {
    /** No key of ours. */
    static final int UNKNOWN = -1;

    static final int DEVICE = -2;
    static final int TS = -3;
    static final int SEQ = -4;
    static final int FLAGS = -5;

    private static final VitalSign[] SIGNS = VitalSign.all().toArray(new VitalSign[0]);
    private static final int SLOTS = 1024; // a power of two, several times the number of names
    private static final byte[][] NAMES = new byte[SLOTS][];
    private static final int[] CODES = new int[SLOTS];
    private static final Quality[] FLAG_QUALITIES = {
        Quality.PROBE_OFF, Quality.MOTION, Quality.ARTEFACT, Quality.LEADS_OFF, Quality.CALIBRATING, Quality.TEST
    };

    private static final byte[][] FLAG_NAMES = new byte[FLAG_QUALITIES.length][];

    static {
        for (int at = 0; at < FLAG_NAMES.length; at++) {
            FLAG_NAMES[at] = FLAG_QUALITIES[at].wireName().getBytes(StandardCharsets.US_ASCII);
        }
        Arrays.fill(NAMES, new byte[0]);
        add("device", DEVICE);
        add("ts", TS);
        add("seq", SEQ);
        add("flags", FLAGS);
        for (VitalSign sign : VitalSign.all()) {
            if (sign.kind() != VitalSign.Kind.WAVEFORM) {
                add(sign.name(), sign.index());
                if (!sign.shortName().equals(sign.name())) {
                    add(sign.shortName(), sign.index());
                }
            }
        }
    }

    private Keys() {}

    /** A field's code, the index of a sign that can be measured, or {@link #UNKNOWN}. */
    static int find(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        while (NAMES[slot].length > 0) {
            if (isSame(NAMES[slot], bytes, from, to)) {
                return CODES[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return UNKNOWN;
    }

    /** The sign of an index that {@link #find} gave. */
    static VitalSign sign(int index) {
        return SIGNS[index];
    }

    /** The sign that a key of a reading names; waveforms are none. */
    static Optional<VitalSign> measured(String key) {
        return VitalSign.find(key).filter(sign -> sign.kind() != VitalSign.Kind.WAVEFORM);
    }

    /** What a flag says of its value; empty for one we do not know. */
    static Optional<Quality> flag(String text) {
        for (Quality quality : FLAG_QUALITIES) {
            if (quality.wireName().equals(text)) {
                return Optional.of(quality);
            }
        }
        return Optional.empty();
    }

    /** The same of plain ASCII in bytes. */
    static @Nullable Quality flag(byte[] bytes, int from, int to) {
        for (int at = 0; at < FLAG_NAMES.length; at++) {
            if (isSame(FLAG_NAMES[at], bytes, from, to)) {
                return FLAG_QUALITIES[at];
            }
        }
        return null;
    }

    private static void add(String name, int code) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int slot = slot(bytes, 0, bytes.length);
        while (NAMES[slot].length > 0) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        NAMES[slot] = bytes;
        CODES[slot] = code;
    }

    /** Where to look first: by length, first, last and middle byte, which are enough to tell most names apart. */
    private static int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int hash = length * 37 + bytes[from] * 59 + bytes[to - 1] * 131 + bytes[from + length / 2] * 421;
        return (hash ^ (hash >>> 10)) & (SLOTS - 1);
    }

    private static boolean isSame(byte[] name, byte[] bytes, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int place = 0; place < name.length; place++) {
            if (name[place] != bytes[from + place]) {
                return false;
            }
        }
        return true;
    }
}
