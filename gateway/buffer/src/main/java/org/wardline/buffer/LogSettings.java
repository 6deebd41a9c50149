package org.wardline.buffer;

import java.nio.file.Path;

/**
 * What a site sets of the log.
 *
 * @param keyFile the root key
 * @param keepMs how long delivered entries stay for trends and for pulling; cut short only by {@code maxBytes}
 * @param maxBytes what the store may take on the disk; what is not delivered is never given up for it
 * @param minFreeBytes what must stay free beside it, or nothing more is taken
 */
public record LogSettings(Path keyFile, long keepMs, long maxBytes, long minFreeBytes) {
    private static final long HOUR_MS = 3_600_000;
    private static final long MIB = 1 << 20;

    public LogSettings {
        if (keepMs < 0 || maxBytes < MIB || minFreeBytes < 0) {
            throw new IllegalArgumentException("a log keeps 0 ms or more in 1 MiB or more");
        }
    }

    /** 72 hours in 4 GiB, the key beside the store. */
    public static LogSettings in(Path folder) {
        return new LogSettings(folder.resolve("root.key"), 72 * HOUR_MS, 4096 * MIB, 64 * MIB);
    }

    /** The same with another key file. */
    public LogSettings withKeyFile(Path file) {
        return new LogSettings(file, keepMs, maxBytes, minFreeBytes);
    }

    /** The same with other times and sizes. */
    public LogSettings with(long keepForMs, long atMostBytes) {
        return new LogSettings(keyFile, keepForMs, atMostBytes, minFreeBytes);
    }
}
