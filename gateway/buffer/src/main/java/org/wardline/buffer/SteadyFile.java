package org.wardline.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file that an interrupt cannot close. A {@code FileChannel} closes itself when a thread inside it is interrupted, and an
 * MVStore whose channel is closed is closed for everybody; a {@code RandomAccessFile} does not.
 */
final class SteadyFile extends FileBaseDefault {
    private static final int COPY_BYTES = 64 * 1024;

    private final RandomAccessFile file;

    private SteadyFile(RandomAccessFile file) {
        this.file = file;
    }

    /** Opens for reading ({@code "r"}) or for both ({@code "rw"}), and then makes the file when there is none. */
    static SteadyFile open(String name, String mode) throws IOException {
        return new SteadyFile(new RandomAccessFile(name, mode));
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
        return count;
    }

    @Override
    public synchronized long size() throws IOException {
        return file.length();
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
        if (size < file.length()) {
            file.setLength(size);
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.getFD().sync(); // not under the lock: readers go on while the disk works
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
