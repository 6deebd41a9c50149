package org.wardline.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lines of bytes, without copying them: each is a part of one buffer until the next is asked for. */
final class JudgeLines {
    /** A longer line is cut there, and so is no JSON. */
    static final int LONGEST_BYTES = 16 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int following;
    private int filled;
    private long number;

    JudgeLines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; whether there is one. */
    boolean next() throws IOException {
        start = following;
        int at = start;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            boolean isWhole = at < filled;
            if (!isWhole) {
                makeRoom();
                at = filled; // all of it is searched
                if (read()) {
                    continue;
                }
            }
            end = at;
            following = isWhole ? at + 1 : at;
            boolean isLine = isWhole || end > start;
            number += isLine ? 1 : 0;
            return isLine;
        }
    }

    /** Moves the line to the front; a longer buffer when it is full, and a shorter line when it may not be longer. */
    private void makeRoom() {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length && filled < LONGEST_BYTES) {
            buffer = Arrays.copyOf(buffer, 2 * filled);
        } else if (filled == buffer.length) {
            filled = LONGEST_BYTES / 2;
            buffer[0] = '?'; // so that what is left of it is no JSON
        }
    }

    private boolean read() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }

    /** From 1; blank ones are counted. */
    long number() {
        return number;
    }

    boolean isBlank() {
        for (int at = start; at < end; at++) {
            byte b = buffer[at];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\f' && b != 0x0b) {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return start;
    }

    int length() {
        return end - start;
    }

    static Map<String, Object> bad(long line, String why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", line);
        fields.put("why", why);
        return fields;
    }
}
