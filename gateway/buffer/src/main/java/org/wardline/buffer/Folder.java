package org.wardline.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log's folder on the real disk.
 *
 * <pre>
 * wardline.mv              the store          keyring.1, keyring.2   wrapped keys, twice
 * root.key                 unless elsewhere   ballast                space for hard times
 * wardline.mv.aside-1 …    damaged stores that were set aside, still to be looked at
 * </pre>
 */
record Folder(Path path) implements Place {
    static final String STORE = "wardline.mv";
    static final String BALLAST = "ballast";
    static final String SET_ASIDE = STORE + ".aside-";

    /** A commit that frees needs less than this. */
    static final int BALLAST_BYTES = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Folder.class);
    private static final byte[] PIECE = new byte[64 * 1024];

    @Override
    public String storeName() {
        return FlushBarrier.behind(store().toAbsolutePath().toString());
    }

    private Path store() {
        return path.resolve(STORE);
    }

    @Override
    public boolean storeExists() {
        return Files.exists(store());
    }

    @Override
    public boolean hasSetAside() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(SET_ASIDE));
        }
    }

    /** Moves the store aside, so that another can begin; gives where to. */
    Path setAside() throws IOException {
        int number = 1;
        while (Files.exists(path.resolve(SET_ASIDE + number))) {
            number++;
        }
        Path aside = Files.move(store(), path.resolve(SET_ASIDE + number), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncFolder(path);
        return aside;
    }

    @Override
    public Path keys() {
        return path;
    }

    @Override
    public long usableBytes() {
        return path.toFile().getUsableSpace(); // one system call; asked at each commit
    }

    @Override
    public void dropBallast() throws IOException {
        if (Files.deleteIfExists(path.resolve(BALLAST))) {
            DurableFiles.syncFolder(path);
        }
    }

    @Override
    public void takeBallast() {
        Path ballast = path.resolve(BALLAST);
        boolean isThere = ballast.toFile().length() == BALLAST_BYTES;
        if (isThere || usableBytes() < 4L * BALLAST_BYTES) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            for (int written = 0; written < BALLAST_BYTES; written += PIECE.length) {
                file.write(PIECE); // written, not only sized: a hole takes no space
            }
        } catch (IOException e) {
            LOG.warn("no space could be set aside for a full disk", e); // the log itself can go on
        }
    }
}
