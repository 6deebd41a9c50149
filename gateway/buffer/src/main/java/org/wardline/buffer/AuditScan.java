package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a segment can be read.
 *
 * @param last number of its last line that opens
 * @param goodBytes up to where it is whole
 * @param isDamaged whether something behind that is not what was written
 * @param isUnfinished whether it holds no line at all: it was being begun
 */
record AuditScan(long last, int goodBytes, String goodHash, boolean isDamaged, boolean isUnfinished) {

    static AuditScan of(AuditKeys keys, Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        if (bytes.length < AuditSegment.HEADER_BYTES) {
            return new AuditScan(0, 0, "", false, true);
        }
        try {
            AuditSegment read = new AuditSegment(keys, bytes);
            boolean isDamaged = isDamaged(read);
            boolean hasNone = read.nextNumber() == read.first();
            return new AuditScan(
                    read.nextNumber() - 1,
                    read.goodBytes(),
                    Texts.hex(read.goodHash()),
                    isDamaged,
                    hasNone && !isDamaged);
        } catch (NotOpened e) {
            return new AuditScan(0, 0, "00".repeat(AuditKeys.HASH_BYTES), true, false); // its header is not ours
        }
    }

    private static boolean isDamaged(AuditSegment read) {
        try {
            while (read.next() != null) {} // to its end
            return false;
        } catch (NotOpened e) {
            return true;
        }
    }

    byte[] hash() {
        return Texts.unhex(goodHash);
    }

    /** Up to so many lines from a number on, in order; what does not open is passed over. */
    static List<AuditLine> lines(Path folder, AuditKeys keys, long from, int max) throws IOException {
        List<AuditLine> lines = new ArrayList<>();
        List<Path> all = AuditFolder.segments(folder);
        for (int at = 0; at < all.size() && lines.size() < max; at++) {
            boolean isBefore = at + 1 < all.size() && AuditFolder.firstOf(all.get(at + 1)) <= from;
            if (!isBefore) {
                add(keys, Files.readAllBytes(all.get(at)), from, max, lines);
            }
        }
        return lines;
    }

    private static void add(AuditKeys keys, byte[] bytes, long from, int max, List<AuditLine> lines) {
        try {
            AuditSegment read = new AuditSegment(keys, bytes);
            for (@Nullable AuditLine line = read.next(); line != null && lines.size() < max; line = read.next()) {
                if (line.number() >= from) {
                    lines.add(line);
                }
            }
        } catch (NotOpened e) {
            return; // verify says where; the lines before it are given
        }
    }
}
