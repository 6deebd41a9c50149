package org.wardline.buffer;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as text and back. */
final class Texts {
    private static final HexFormat HEX = HexFormat.of();

    private Texts() {}

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static byte[] unhex(String text) {
        return HEX.parseHex(text);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
