package org.wardline.buffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/** What can be done with the log of a gateway that is not running. Nothing is written to it. */
public final class LogTools {
    private static final int PIECE_CHARS = 64 * 1024;

    /** What an export is written as. */
    public enum Format {
        CSV,
        NDJSON
    }

    private LogTools() {}

    /**
     * Writes every reading once, oldest first, a line each. What is written is plain: the caller warns.
     *
     * @return number of readings, and what did not come back
     * @throws LogInUse when a gateway has the store open
     */
    public static Exported export(Path folder, Path keyFile, Format format, Appendable out) throws IOException {
        try (StoredLog log = StoredLog.open(folder, keyFile)) {
            return export(log.reader(), log.damage(), format, out);
        }
    }

    /**
     * How an export went.
     *
     * @param damage entries that are missing because their blocks do not open
     */
    public record Exported(long readings, List<Damage> damage) {
        public Exported {
            damage = List.copyOf(damage);
        }
    }

    static Exported export(BlockReader reader, DamageBook damage, Format format, Appendable out) throws IOException {
        ReadingFormat lines = switch (format) {
            case CSV -> new ReadingFormat.Csv();
            case NDJSON -> new ReadingFormat.Ndjson();
        };
        StringBuilder piece = new StringBuilder(PIECE_CHARS + 4096);
        lines.writeHeader(piece);
        long readings = 0;
        BlockReader.@Nullable OpenBlock block = reader.next(1);
        while (block != null) {
            for (Entry entry : block.entries()) {
                if (entry instanceof ReadingEntry reading) {
                    lines.write(reading, piece);
                    readings++;
                    if (piece.length() >= PIECE_CHARS) {
                        out.append(piece);
                        piece.setLength(0);
                    }
                }
            }
            block = reader.next(block.last() + 1);
        }
        out.append(piece);
        return new Exported(readings, damage.listed());
    }

    /**
     * Every entry, oldest first.
     *
     * @return what did not come back
     * @throws LogInUse when a gateway has the store open
     */
    public static List<Damage> entries(Path folder, Path keyFile, Consumer<Numbered> each) throws IOException {
        try (StoredLog log = StoredLog.open(folder, keyFile)) {
            BlockReader reader = log.reader();
            BlockReader.@Nullable OpenBlock block = reader.next(1);
            while (block != null) {
                long number = block.first();
                for (Entry entry : block.entries()) {
                    each.accept(new Numbered(number++, entry));
                }
                block = reader.next(block.last() + 1);
            }
            return log.damage().listed();
        }
    }

    /** Looks at everything: chain, blocks, state, quarantine. */
    public static Verdict verify(Path folder, Path keyFile) throws IOException {
        try (StoredLog log = StoredLog.open(folder, keyFile)) {
            return LogCheck.of(log);
        }
    }

    /** Figures. */
    public static LogStat stat(Path folder, Path keyFile) throws IOException {
        try (StoredLog log = StoredLog.open(folder, keyFile)) {
            return log.stat();
        }
    }

    /** The newest messages in quarantine, newest first. */
    public static List<Quarantined> quarantine(Path folder, Path keyFile, int max) throws IOException {
        try (StoredLog log = StoredLog.open(folder, keyFile)) {
            return QuarantineShelf.newest(log.shelf(), log.sessions(), max, log.damage());
        }
    }
}
