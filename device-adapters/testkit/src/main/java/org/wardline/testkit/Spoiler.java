package org.wardline.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Spoils bytes a little: flips, inserts, deletes, repeats, swaps for what parsers trip over. */
public final class Spoiler {
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "null",
        "true",
        "NaN",
        "-0",
        "1e999",
        "-",
        ".",
        "e",
        "\0",
        "\n",
        "00",
        "\"\":",
        "0.1",
        "99999999999999999999",
        "\u00e9",
        "\"ts\":",
        "\"hr\":",
        "\"flags\":{",
        "+",
        "/",
        " "
    };
    private static final int MOST_EDITS = 4;

    private final Random random;

    public Spoiler(Random random) {
        this.random = random;
    }

    /** A copy with one to four edits. */
    public byte[] spoil(byte[] good) {
        byte[] bytes = good;
        int edits = 1 + random.nextInt(MOST_EDITS);
        for (int edit = 0; edit < edits; edit++) {
            bytes = edited(bytes);
        }
        return bytes;
    }

    private byte[] edited(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(8));
        return switch (random.nextInt(5)) {
            case 0 -> joined(bytes, from, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, from + 1));
            case 1 -> joined(bytes, from, token(), from);
            case 2 -> joined(bytes, from, new byte[0], to);
            case 3 -> joined(bytes, to, bytes, from); // what stood between comes twice, and more
            default -> joined(bytes, from, token(), to);
        };
    }

    private byte[] token() {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes up to a place, others instead, and the bytes from another place on. */
    private static byte[] joined(byte[] bytes, int upTo, byte[] middle, int fromThere) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, upTo);
        out.write(middle, 0, Math.min(middle.length, 64));
        out.write(bytes, fromThere, bytes.length - fromThere);
        return out.toByteArray();
    }
}
