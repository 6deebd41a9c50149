package org.wardline.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.List;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;

/** The simulated disks as an H2 file system: {@code sim:name}. H2 makes it by reflection. */
public final class SimPath extends FilePath {
    static final String SCHEME = "sim";

    static {
        FilePath.register(new SimPath());
    }

    /** For H2. */
    public SimPath() {}

    /** Makes the scheme known to H2; loading the class has done it already. */
    static void register() {}

    static String of(String diskName) {
        return SCHEME + ":" + diskName;
    }

    private SimDisk disk() {
        return SimDisk.named(name.substring(SCHEME.length() + 1));
    }

    @Override
    public FileChannel open(String mode) {
        return new Channel(disk());
    }

    @Override
    public long size() {
        return disk().size();
    }

    @Override
    public boolean exists() {
        return isDirectory() || disk().size() > 0;
    }

    @Override
    public FilePath getPath(String path) {
        SimPath result = new SimPath();
        result.name = path;
        return result;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePath getParent() {
        return getPath(SCHEME + ":");
    }

    @Override
    public boolean isDirectory() {
        return name.equals(SCHEME + ":");
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory();
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public boolean setReadOnly() {
        return false;
    }

    @Override
    public boolean createFile() {
        return true;
    }

    @Override
    public void createDirectory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void moveTo(FilePath newName, boolean atomicReplace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        throw new UnsupportedOperationException();
    }

    /** One open simulated file. */
    private static final class Channel extends FileBaseDefault {
        private final SimDisk disk;

        Channel(SimDisk disk) {
            this.disk = disk;
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return disk.read(target, position);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            return disk.write(source, position);
        }

        @Override
        public long size() {
            return disk.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            disk.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            disk.force();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            return new FileLock(this, position, size, shared) {
                @Override
                public boolean isValid() {
                    return true;
                }

                @Override
                public void release() {}
            };
        }
    }
}
