package org.wardline.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people did, line by line, sealed and chained in files of its own beside the store: it goes on when the store is full or
 * broken. When {@link #append} returns, the lines survive a power cut.
 *
 * <p>A line that is changed, taken out or moved does not open ({@link AuditSegment}); a tail that is cut off is missed by the
 * {@link AuditAnchor} that the caller keeps in the sealed log. The newest {@link #SEGMENTS} files are kept; the chain goes on
 * over those that went. One process at a time; any thread, one after another.
 */
public final class AuditTrail implements AutoCloseable {
    /** Some 20,000 lines. */
    static final int SEGMENT_BYTES = 4 << 20;

    /** Files that are kept: 64 MiB together. Export before they go. */
    static final int SEGMENTS = 16;

    private final Path folder;
    private final AuditKeys keys;
    private final int segmentBytes;
    private final int segments;
    private final Pen pen;
    private final RandomAccessFile lockFile;
    private AuditAnchor anchor;
    private @Nullable RandomAccessFile file;
    private byte[] salt = new byte[0];
    private byte[] key = new byte[0];
    private long counter;
    private boolean isKeyWritten;
    private byte[] hash = new byte[AuditKeys.HASH_BYTES];
    private long segment;
    private boolean wantsSegment;
    private boolean isBroken;
    private String trouble = "";

    /** Puts bytes at the end of a file; a card may fail in the middle of that. */
    @FunctionalInterface
    interface Pen {
        void write(RandomAccessFile file, byte[] bytes) throws IOException;
    }

    /** How much is kept, and how it is written. */
    record Bounds(int segmentBytes, int segments, Pen pen) {}

    private AuditTrail(Path folder, AuditKeys keys, Bounds bounds, AuditAnchor anchor) throws IOException {
        this.folder = folder;
        this.keys = keys;
        this.segmentBytes = bounds.segmentBytes();
        this.segments = bounds.segments();
        this.pen = bounds.pen();
        this.anchor = anchor;
        this.lockFile = lock(folder);
        try {
            begin();
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Opens the trail of a gateway whose log has been opened before.
     *
     * @param anchor what the log last noted of it; empty at the first time
     * @throws LogInUse when another process has it
     */
    public static AuditTrail open(Path folder, Path keyFile, Optional<AuditAnchor> anchor) throws IOException {
        return open(folder, keyFile, anchor, new Bounds(SEGMENT_BYTES, SEGMENTS, RandomAccessFile::write));
    }

    static AuditTrail open(Path folder, Path keyFile, Optional<AuditAnchor> anchor, Bounds bounds) throws IOException {
        return new AuditTrail(folder, AuditKeys.of(folder, keyFile), bounds, anchor.orElse(AuditAnchor.NONE));
    }

    private static RandomAccessFile lock(Path folder) throws IOException {
        RandomAccessFile file =
                new RandomAccessFile(folder.resolve("audit.lock").toFile(), "rw");
        try {
            @Nullable FileLock lock = file.getChannel().tryLock();
            if (lock != null) {
                return file; // given back when it is closed
            }
        } catch (OverlappingFileLockException e) { // this very process has it: said below
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new LogInUse("another process has the audit trail of " + folder);
    }

    /** Finds the end of the trail, and what is wrong with it. A key is never used on after this. */
    private void begin() throws IOException {
        isBroken = false;
        isKeyWritten = false;
        key = new byte[0];
        List<Path> all = AuditFolder.segments(folder);
        if (all.isEmpty()) {
            segment = 0;
            wantsSegment = true;
            miss(0);
            return;
        }
        Path newest = all.getLast();
        segment = AuditFolder.numberOf(newest);
        AuditScan scan = AuditScan.of(keys, newest);
        if (scan.isUnfinished()) { // power went while it was begun: no line of it was ever answered
            Files.delete(newest);
            DurableFiles.syncFolder(folder);
            begin();
        } else if (scan.isDamaged()) {
            trouble = "the trail is damaged behind line " + scan.last() + " and goes on in another file";
            wantsSegment = true;
            hash = scan.hash();
            anchor = new AuditAnchor(anchor.first(), Math.max(anchor.last(), scan.last()), anchor.hash());
        } else {
            hash = scan.hash();
            goOnIn(newest, scan.goodBytes());
            miss(scan.last());
        }
    }

    /** What power cut short at the end is taken off: it was never answered. */
    private void goOnIn(Path newest, int goodBytes) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(newest.toFile(), "rw");
        file = opened;
        if (opened.length() > goodBytes) {
            opened.setLength(goodBytes);
            opened.getFD().sync();
        }
        opened.seek(goodBytes);
        wantsSegment = goodBytes >= segmentBytes;
    }

    /** Holds what is there against what the anchor says. */
    private void miss(long last) {
        if (last < anchor.last()) {
            trouble = "lines " + (last + 1) + " to " + anchor.last() + " are missing";
            wantsSegment = true; // the next line has another number
        } else {
            anchor = new AuditAnchor(anchor.first(), last, last == 0 ? "" : Texts.hex(hash));
        }
    }

    /** How far it reaches. Note it in the log, and say {@link #isAnchored} when that is durable. */
    public synchronized AuditAnchor anchor() {
        return anchor;
    }

    /** Seals lines, writes and flushes them; all of them or, as far as anybody is told, none. */
    public synchronized AuditAnchor append(List<AuditLine> lines) throws IOException {
        try {
            if (isBroken) {
                begin();
            }
            if (!lines.isEmpty()) {
                write(withTrouble(lines));
                trouble = "";
            }
            return anchor;
        } catch (IOException e) {
            shut();
            isBroken = true;
            throw e;
        }
    }

    /** What was found wrong at the opening stands in the trail itself. */
    private List<AuditLine> withTrouble(List<AuditLine> lines) {
        if (trouble.isEmpty()) {
            return lines;
        }
        AuditLine first = lines.getFirst();
        List<AuditLine> all = new ArrayList<>(lines);
        all.addFirst(
                new AuditLine(0, first.wallMs(), first.clock(), "", "", "gateway", "audit trail", "", "", "", trouble));
        return all;
    }

    private void write(List<AuditLine> lines) throws IOException {
        if (key.length == 0) {
            salt = new byte[AuditKeys.SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            key = keys.key(salt);
            counter = 0;
        }
        Sink out = new Sink(256 * (lines.size() + 1));
        boolean isFresh = wantsSegment;
        long number = anchor.last() + 1;
        byte[] chain = hash;
        if (isFresh) {
            byte[] header = AuditSegment.header(keys, segment + 1, number, hash);
            chain = AuditKeys.hash(new byte[AuditKeys.HASH_BYTES], header, 0, header.length);
            var _ = out.raw(header);
        }
        if (isFresh || !isKeyWritten) {
            chain = record(out, AuditSegment.KEY, 0, salt, chain);
        }
        for (AuditLine line : lines) {
            byte[] plain = line.numbered(number++).bytes();
            byte[] head = AuditSegment.head(AuditSegment.LINE, counter, plain.length + Suite.TAG_BYTES);
            byte[] sealed = keys.seal(key, counter, chain, head, plain);
            chain = record(out, AuditSegment.LINE, counter++, sealed, chain); // spent, whatever becomes of the write
        }
        flush(out.toBytes(), isFresh);
        hash = chain;
        anchor = new AuditAnchor(anchor.first(), number - 1, Texts.hex(chain));
        if (isFresh) {
            giveUpOldest();
        }
    }

    private void flush(byte[] bytes, boolean isFresh) throws IOException {
        if (isFresh) {
            shut();
            file = AuditFolder.begin(folder, segment + 1);
            segment++;
        }
        RandomAccessFile into = Objects.requireNonNull(file);
        pen.write(into, bytes);
        into.getFD().sync();
        if (isFresh) {
            DurableFiles.syncFolder(folder);
        }
        isKeyWritten = true;
        wantsSegment = into.length() >= segmentBytes;
    }

    private static byte[] record(Sink out, int kind, long count, byte[] body, byte[] chain) {
        byte[] record = new Sink(AuditSegment.HEAD_BYTES + body.length)
                .raw(AuditSegment.head(kind, count, body.length))
                .raw(body)
                .toBytes();
        var _ = out.raw(record);
        return AuditKeys.hash(chain, record, 0, record.length);
    }

    /** Moves the anchor over the files that are too many; they go when the log has noted that. */
    private void giveUpOldest() throws IOException {
        List<Path> all = AuditFolder.segments(folder);
        if (all.size() > segments) {
            long first = AuditFolder.firstOf(all.get(all.size() - segments));
            anchor = new AuditAnchor(Math.max(first, anchor.first()), anchor.last(), anchor.hash());
        }
        for (int at = 0; at < all.size() - 2 * segments; at++) {
            Files.delete(all.get(at)); // no anchor was noted for long: the bound holds all the same
        }
    }

    /** The log has noted this anchor: what lies wholly before it is given up. */
    public synchronized void isAnchored(AuditAnchor noted) throws IOException {
        List<Path> all = AuditFolder.segments(folder);
        for (int at = 0; all.size() - at > segments && AuditFolder.firstOf(all.get(at + 1)) <= noted.first(); at++) {
            Files.delete(all.get(at));
        }
    }

    /** Up to so many lines from a number on, in order; those that do not open are missing. */
    public synchronized List<AuditLine> read(long from, int max) throws IOException {
        return AuditScan.lines(folder, keys, from, max);
    }

    private void shut() throws IOException {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        shut();
        lockFile.close();
    }
}
