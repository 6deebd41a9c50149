package org.wardline.adapter.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
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

    /** Where the hash of a key begins; {@link #step} adds a byte. */
    static final int HASH_SEED = 0;

    private static final int SLOTS = 1024; // a power of two, several times the number of names
    private static final byte[][] NAMES = new byte[SLOTS][];
    private static final int[] CODES = new int[SLOTS];
    private static final Quality[] FLAG_QUALITIES = {
        Quality.PROBE_OFF, Quality.MOTION, Quality.ARTEFACT, Quality.LEADS_OFF, Quality.CALIBRATING, Quality.TEST
    };

    static {
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

    static int step(int hash, byte next) {
        return hash * 31 + next;
    }

    /** A field's code, the index of a sign that can be measured, or {@link #UNKNOWN}. */
    static int find(byte[] bytes, int from, int to, int hash) {
        int slot = slot(hash);
        while (NAMES[slot].length > 0) {
            if (Arrays.equals(NAMES[slot], 0, NAMES[slot].length, bytes, from, to)) {
                return CODES[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return UNKNOWN;
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

    private static void add(String name, int code) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int hash = HASH_SEED;
        for (byte next : bytes) {
            hash = step(hash, next);
        }
        int slot = slot(hash);
        while (NAMES[slot].length > 0) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        NAMES[slot] = bytes;
        CODES[slot] = code;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
    }
}
