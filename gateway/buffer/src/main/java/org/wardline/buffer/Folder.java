package org.wardline.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log's folder on the real disk.
 *
 * <pre>
 * wardline.mv              the store          keyring.1, keyring.2   wrapped keys, twice
 * root.key                 unless elsewhere   ballast                space set aside
 * </pre>
 */
record Folder(Path path) implements Place {
    static final String STORE = "wardline.mv";
    static final String BALLAST = "ballast";

    /** A commit that frees needs less than this. */
    static final int BALLAST_BYTES = 4 << 20;

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
    public void takeBallast() throws IOException {
        Path ballast = path.resolve(BALLAST);
        boolean isThere = Files.exists(ballast) && Files.size(ballast) == BALLAST_BYTES;
        if (isThere || usableBytes() < 4L * BALLAST_BYTES) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            for (int written = 0; written < BALLAST_BYTES; written += PIECE.length) {
                file.write(PIECE); // written, not only sized: a hole takes no space
            }
        }
    }
}
