package org.wardline.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for MVStore in which a chunk's footer can only be on the disk when its body is.
 *
 * <p>H2 takes a chunk as whole when its header and footer agree; it does not look at the pages between. A power cut in the
 * middle of a write can leave both ends and lose the middle, and then acknowledged data come back as other bytes. So a chunk is
 * written as
 *
 * <pre>
 * body | flush | footer (the last 128 bytes)          and the store header as
 * copy 1 (4 KiB) | flush | copy 2
 * </pre>
 *
 * The caller's own flush then covers the footer. This leans on H2's file format (footer last, header twice): the version of H2 is
 * pinned to {@link #H2_VERSION} and the power cut campaign guards each change of it.
 *
 * <p>Files of the real disk are opened as {@link SteadyFile}, which no interrupt can close. H2 makes the instances by reflection,
 * so class and constructor are public.
 */
public final class FlushBarrier extends FilePathWrapper {
    /** What the barrier was proven against. */
    public static final String H2_VERSION = "2.4.240";

    static final String SCHEME = "flushed";
    private static final int BLOCK_BYTES = 4096;
    private static final int FOOTER_BYTES = 128;

    static {
        FilePath.register(new FlushBarrier());
    }

    /** For H2, which calls it by reflection. */
    public FlushBarrier() {}

    /** Makes the scheme known to H2; loading the class has done it already. */
    static void register() {}

    /** The name under which H2 finds a file behind the barrier. */
    static String behind(String fileName) {
        return SCHEME + ":" + fileName;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FilePath base = getBase();
        return new Barrier("file".equals(base.getScheme()) ? SteadyFile.open(base.toString(), mode) : base.open(mode));
    }

    /** One open file behind the barrier. */
    private static final class Barrier extends FileBaseDefault {
        private final FileChannel base;

        Barrier(FileChannel base) {
            this.base = base;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // readers need not wait while the disk flushes
        public int write(ByteBuffer source, long position) throws IOException {
            int lengthBytes = source.remaining();
            if (lengthBytes < BLOCK_BYTES) {
                return base.write(source, position);
            }
            int bodyBytes = position == 0 ? BLOCK_BYTES : lengthBytes - FOOTER_BYTES;
            writeFully(source.slice(source.position(), bodyBytes), position);
            base.force(true);
            writeFully(source.slice(source.position() + bodyBytes, lengthBytes - bodyBytes), position + bodyBytes);
            source.position(source.limit());
            return lengthBytes;
        }

        private void writeFully(ByteBuffer source, long position) throws IOException {
            long at = position;
            while (source.hasRemaining()) {
                at += base.write(source, at);
            }
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the file below has its own lock
        public int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            var _ = base.truncate(size); // gives the channel itself
        }

        @Override
        public void force(boolean metaData) throws IOException {
            base.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
