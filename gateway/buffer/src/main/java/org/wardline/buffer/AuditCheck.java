package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a trail from its first line to its last and holds it against the anchor in the log. */
final class AuditCheck {
    private final AuditKeys keys;
    private final AuditAnchor anchor;
    private final Consumer<AuditLine> reader;
    private final List<AuditVerdict.Problem> problems = new ArrayList<>();
    private byte @Nullable [] hash; // of the segment before; null where that is not known
    private long segment;
    private long first;
    private long last;
    private long lines;
    private String anchorsHash = "";

    private AuditCheck(AuditKeys keys, Optional<AuditAnchor> anchor, Consumer<AuditLine> reader) {
        this.keys = keys;
        this.anchor = anchor.orElse(AuditAnchor.NONE);
        this.reader = reader;
    }

    /**
     * Looks at all of it.
     *
     * @param reader gets each line that opens
     */
    static AuditVerdict of(Path folder, AuditKeys keys, Optional<AuditAnchor> anchor, Consumer<AuditLine> reader)
            throws IOException {
        return new AuditCheck(keys, anchor, reader).run(AuditFolder.segments(folder));
    }

    private AuditVerdict run(List<Path> all) throws IOException {
        for (Path each : all) {
            look(each, each.equals(all.getLast()));
        }
        if (last < anchor.last()) {
            problem(last + 1, "up to line " + anchor.last() + " the end is missing");
        } else if (!anchor.hash().isEmpty() && !anchorsHash.equals(anchor.hash())) {
            problem(anchor.last(), "it is not the line that the log has noted");
        }
        String head = last + " " + (hash == null ? "?" : Texts.hex(hash));
        return new AuditVerdict(first, last, lines, head, !anchor.hash().isEmpty(), problems);
    }

    private void look(Path file, boolean isNewest) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        AuditSegment read;
        try {
            read = new AuditSegment(keys, bytes);
        } catch (NotOpened e) {
            if (!isNewest || bytes.length >= AuditSegment.HEADER_BYTES) { // else it was being begun
                problem(last + 1, file.getFileName() + ": " + e.getMessage());
                hash = null;
            }
            return;
        }
        link(file, read);
        try {
            for (@Nullable AuditLine line = read.next(); line != null; line = read.next()) {
                take(line, read);
            }
            if (read.goodBytes() < bytes.length && !isNewest) {
                problem(read.nextNumber(), "the file ends within it");
            }
            hash = read.goodHash();
        } catch (NotOpened e) {
            problem(read.nextNumber(), String.valueOf(e.getMessage()));
            hash = null;
        }
    }

    /** Holds a segment against the one before it, or the first against the anchor. */
    private void link(Path file, AuditSegment read) {
        long number = AuditFolder.numberOf(file);
        if (read.segment() != number) {
            problem(read.first(), "its file is number " + read.segment() + " under another name");
        }
        if (segment == 0) {
            if (read.first() > anchor.first()) {
                problem(anchor.first(), "up to line " + (read.first() - 1) + " the beginning is missing");
            }
        } else if (number != segment + 1) {
            problem(last + 1, "files " + (segment + 1) + " to " + (number - 1) + " are missing");
        } else if (read.first() != last + 1) {
            problem(last + 1, "up to line " + (read.first() - 1) + " lines are missing");
        } else if (hash != null && !Arrays.equals(hash, read.before())) {
            problem(read.first(), "the chain does not hold before it");
        }
        segment = number;
    }

    private void take(AuditLine line, AuditSegment read) {
        first = first == 0 ? line.number() : first;
        last = line.number();
        lines++;
        if (last == anchor.last()) {
            anchorsHash = Texts.hex(read.goodHash());
        }
        reader.accept(line);
    }

    private void problem(long line, String what) {
        if (problems.size() < AuditVerdict.MAX_PROBLEMS) {
            problems.add(new AuditVerdict.Problem(line, what));
        }
    }
}
