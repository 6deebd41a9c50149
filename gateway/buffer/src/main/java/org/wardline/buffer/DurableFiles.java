package org.wardline.buffer;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small files that are either the old or the new one after a power cut, and only the owner's. */
final class DurableFiles {
    private static final Set<PosixFilePermission> OWNER_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final String OWNER_FOLDER = "rwx------";

    private DurableFiles() {}

    /** Makes a folder that only its owner may enter; an existing one is narrowed to that. */
    static void ownFolder(Path folder) throws IOException {
        var mode = PosixFilePermissions.fromString(OWNER_FOLDER);
        Path made = Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mode));
        var _ = Files.setPosixFilePermissions(made, mode); // the same path
    }

    /** Puts a file in place of another. When it returns, it is on the disk. */
    static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh); // left over by a power cut
        Path made = Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        try (FileOutputStream out = new FileOutputStream(made.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            syncFolder(folder);
        }
    }

    /** Flushes names made, moved or deleted in a folder; an interrupt meanwhile is kept for later. */
    static void syncFolder(Path folder) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        while (true) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
                break;
            } catch (ClosedByInterruptException e) {
                wasInterrupted = Thread.interrupted(); // and once more
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
