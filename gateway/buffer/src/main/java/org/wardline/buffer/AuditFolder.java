package org.wardline.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of an audit trail: {@code audit-00000001} and on. */
final class AuditFolder {
    private static final String NAME = "audit-";
    private static final Pattern FORM = Pattern.compile(NAME + "[0-9]{8}");

    private AuditFolder() {}

    /** All, the oldest first. */
    static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> FORM.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Makes the next one, its owner's alone. */
    static RandomAccessFile begin(Path folder, long number) throws IOException {
        Path path = folder.resolve(NAME + String.format(Locale.ROOT, "%08d", number));
        var mode = PosixFilePermissions.fromString("rw-------");
        Path made = Files.createFile(path, PosixFilePermissions.asFileAttribute(mode));
        return new RandomAccessFile(made.toFile(), "rw");
    }

    /** Number of a segment's first line, as its header says; 0 where it has none. */
    static long firstOf(Path segment) throws IOException {
        try (InputStream in = Files.newInputStream(segment)) {
            byte[] header = in.readNBytes(AuditSegment.HEADER_BYTES);
            return header.length < AuditSegment.HEADER_BYTES
                    ? 0
                    : new Source(header, AuditSegment.FIRST_AT, header.length).u64();
        }
    }

    static long numberOf(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(NAME.length()));
    }
}
