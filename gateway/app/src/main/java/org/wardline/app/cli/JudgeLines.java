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
    private int filled;
    private long number;

    JudgeLines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; whether there is one. */
    boolean next() throws IOException {
        start = number == 0 ? 0 : end + 1;
        int searched = start;
        while (true) {
            for (int at = searched; at < filled; at++) {
                if (buffer[at] == '\n') {
                    end = at;
                    number++;
                    return true;
                }
            }
            searched = Math.max(start, filled);
            int moved = start;
            if (!fill()) {
                end = filled;
                boolean isLast = start < filled;
                number += isLast ? 1 : 0;
                return isLast;
            }
            searched -= moved - start;
        }
    }

    private boolean fill() throws IOException {
        if (start > 0 && start <= filled) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST_BYTES) {
                filled = LONGEST_BYTES / 2; // too long: what is left of it is no JSON either way
            } else {
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
        }
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
