package org.wardline.sync.uplink;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of NDJSON files {@code Observation-2026-11-22-0.ndjson}: one a day (UTC, the day of writing), and a next one when it
 * is full. Append only, one writer.
 *
 * <p>After a crash the last line may be half: it is cut off at the next opening. What was written and never confirmed comes
 * again: the identifiers of the newest lines are read back, and a line that is there is not written twice.
 */
final class NdjsonFolder {
    /** A file that has reached this is followed by the next. */
    static final long MAX_FILE_BYTES = 256L << 20;
    /** How much of the newest files is read back at opening; far more than can be unconfirmed. */
    static final int TAIL_BYTES = 8 << 20;
    /** Identifiers that are remembered. */
    static final int MAX_KNOWN = 20_000;

    private static final Pattern NAME = Pattern.compile("Observation-\\d{4}-\\d\\d-\\d\\d-(\\d{1,6})\\.ndjson");
    /** What makes a line the same: its identifier, and whether it withdraws. */
    private static final Pattern IDENTIFIER = Pattern.compile("\"identifier\":\\[\\{\"system\":\"urn:wardline:[a-z]+\","
            + "\"value\":\"([0-9a-f]{32})\"}],\"status\":\"(entered-in-error)?");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Set<String> known = new LinkedHashSet<>(); // oldest first
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final long maxFileBytes;
    private @Nullable FileChannel file;
    private LocalDate day = LocalDate.EPOCH;
    private int part;

    NdjsonFolder(Path folder) {
        this(folder, MAX_FILE_BYTES);
    }

    NdjsonFolder(Path folder, long maxFileBytes) {
        this.folder = folder;
        this.maxFileBytes = maxFileBytes;
    }

    /** Makes sure that the right file of this moment is open. */
    void open(long nowMs) throws IOException {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
        if (file == null) {
            Files.createDirectories(folder);
            readBack();
            part = lastPart(today);
            file = open(today);
        } else if (!today.equals(day)) {
            file.close();
            part = lastPart(today);
            file = open(today);
        } else if (file.size() >= maxFileBytes) {
            file.close();
            part++;
            file = open(today);
        }
    }

    /** Adds a line, its end included, unless it is known to be there. */
    void add(byte[] line) throws IOException {
        Matcher name = IDENTIFIER.matcher(new String(line, StandardCharsets.ISO_8859_1));
        if (!name.find()) {
            throw new IOException("a line without our identifier");
        }
        if (remember(name)) {
            pending.write(line);
        }
    }

    private boolean remember(Matcher name) {
        boolean isNew = known.add(name.group(1) + (name.group(2) == null ? "" : "-"));
        if (known.size() > MAX_KNOWN) {
            Iterator<String> oldest = known.iterator();
            String _ = oldest.next();
            oldest.remove();
        }
        return isNew;
    }

    /** Brings what was added to the disk. */
    void flush() throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            throw new IOException("no file is open");
        }
        ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        while (bytes.hasRemaining()) {
            int written = channel.write(bytes);
            if (written < 0) {
                throw new IOException("the file takes no more");
            }
        }
        channel.force(true);
    }

    /** After a failure: nothing in memory counts, the next opening looks at the disk. */
    void abandon() {
        pending.reset();
        known.clear();
        try {
            close();
        } catch (IOException e) {
            file = null; // it failed before; what it holds is read at the next opening
        }
    }

    void close() throws IOException {
        FileChannel channel = file;
        file = null;
        if (channel != null) {
            channel.close();
        }
    }

    private FileChannel open(LocalDate today) throws IOException {
        day = today;
        Path path = path(today, part);
        boolean isNew = !Files.exists(path);
        FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE);
        try {
            if (isNew && Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Path narrowed = Files.setPosixFilePermissions(path, OWNER_ONLY);
                assert narrowed.equals(path);
            }
            long end = wholeLines(channel);
            channel.truncate(end).position(end);
            channel.force(true);
            if (isNew) {
                flushFolder();
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void flushFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, READ)) {
            directory.force(true);
        }
    }

    /** Where the last line end is. */
    private static long wholeLines(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(64 << 10);
        for (long end = channel.size(); end > 0; ) {
            long from = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - from));
            readFully(channel, block, from);
            for (int at = block.limit() - 1; at >= 0; at--) {
                if (block.get(at) == '\n') {
                    return from + at + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    private void readBack() throws IOException {
        known.clear();
        List<Path> files = files();
        int left = TAIL_BYTES;
        int first = files.size();
        while (first > 0 && left > 0) {
            left -= (int) Math.min(left, Files.size(files.get(--first)));
        }
        for (Path each : files.subList(first, files.size())) { // oldest first
            readBack(each);
        }
    }

    private void readBack(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            long end = wholeLines(channel);
            long from = Math.max(0, end - TAIL_BYTES);
            ByteBuffer tail = ByteBuffer.allocate((int) (end - from));
            readFully(channel, tail, from);
            Matcher found = IDENTIFIER.matcher(new String(tail.array(), StandardCharsets.ISO_8859_1));
            while (found.find()) {
                boolean _ = remember(found);
            }
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            int got = channel.read(into, from + into.position());
            if (got < 0) {
                throw new IOException("the file has shrunk");
            }
        }
        into.flip();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted((one, other) -> order(one).compareTo(order(other)))
                    .toList();
        }
    }

    private static String order(Path path) {
        String name = path.getFileName().toString();
        int dash = name.lastIndexOf('-');
        String number = name.substring(dash + 1, name.indexOf('.'));
        return name.substring(0, dash) + "0".repeat(6 - number.length()) + number;
    }

    private int lastPart(LocalDate today) throws IOException {
        int last = 0;
        for (Path each : files()) {
            Matcher parts = NAME.matcher(each.getFileName().toString());
            if (parts.matches() && each.equals(path(today, Integer.parseInt(parts.group(1))))) {
                last = Math.max(last, Integer.parseInt(parts.group(1)));
            }
        }
        return last;
    }

    private Path path(LocalDate today, int number) {
        return folder.resolve("Observation-" + today + "-" + number + ".ndjson");
    }
}
