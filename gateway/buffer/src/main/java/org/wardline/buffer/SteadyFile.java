package org.wardline.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file that an interrupt cannot close. A {@code FileChannel} closes itself when a thread inside it is interrupted, and an
 * MVStore whose channel is closed is closed for everybody; a {@code RandomAccessFile} does not.
 *
 * <p>It also notices at each flush that its name was removed or leads to another file, and at each write that somebody cut it: a
 * flush of such a file succeeds, and nobody would ever find again what was flushed.
 */
final class SteadyFile extends FileBaseDefault {
    private static final int COPY_BYTES = 64 * 1024;

    private final RandomAccessFile file;
    private final Path name;
    private final Optional<Object> key;
    private long lengthBytes;

    private SteadyFile(RandomAccessFile file, Path name) throws IOException {
        this.file = file;
        this.name = name;
        this.key = keyOf(name);
        this.lengthBytes = file.length();
    }

    /** Opens for reading ({@code "r"}) or for both ({@code "rw"}), and then makes the file when there is none. */
    static SteadyFile open(String name, String mode) throws IOException {
        return new SteadyFile(new RandomAccessFile(name, mode), Path.of(name));
    }

    /** Which file a name leads to; empty where the file system does not say. */
    private static Optional<Object> keyOf(Path name) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(name, BasicFileAttributes.class).fileKey());
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        file.seek(position);
        int count;
        if (target.hasArray()) {
            count = file.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        } else {
            byte[] copy = new byte[Math.min(target.remaining(), COPY_BYTES)];
            count = file.read(copy);
            if (count > 0) {
                target.put(copy, 0, count);
            }
            return count;
        }
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        if (file.length() < lengthBytes) {
            throw new IOException("somebody cut the file");
        }
        int count = source.remaining();
        file.seek(position);
        if (source.hasArray()) {
            file.write(source.array(), source.arrayOffset() + source.position(), count);
            source.position(source.limit());
        } else {
            byte[] copy = new byte[count];
            source.get(copy);
            file.write(copy);
        }
        lengthBytes = Math.max(lengthBytes, position + count);
        return count;
    }

    @Override
    public synchronized long size() throws IOException {
        return file.length();
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
        if (size < file.length()) {
            lengthBytes = size;
            file.setLength(size);
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync(); // not under the lock: readers go on while the disk works
        try {
            if (!keyOf(name).equals(key)) {
                throw new IOException("another file stands in its place");
            }
        } catch (NoSuchFileException e) {
            throw new IOException("somebody removed the file", e);
        }
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.getChannel().tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
