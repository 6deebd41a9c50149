package org.wardline.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.LogTools;
import org.wardline.buffer.SealedLog;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * A card whose bytes were changed: five bytes of input are one edit of the store or the keyring. The log opens or refuses,
 * and never gives other entries than were put in.
 */
public final class LogTarget {
    private static final Path FOLDER = Path.of(System.getProperty("fuzz.folder", "target"));
    private static final Path GOOD = FOLDER.resolve("good");
    private static final Path WORK = FOLDER.resolve("work");
    private static final int BLOCKS = 24;
    private static final int EDIT_BYTES = 5;
    private static final String[] FILES = {"wardline.mv", "wardline.mv", "wardline.mv", "keyring.1", "keyring.2"};

    private static Set<String> put = Set.of();

    private LogTarget() {}

    /** Makes the card. */
    public static void fuzzerInitialize() throws IOException {
        Set<String> entries = new HashSet<>();
        try (SealedLog log = SealedLog.open(GOOD, LogSettings.in(GOOD), () -> 1_795_000_000_000L)) {
            for (int block = 0; block < BLOCKS; block++) {
                List<Entry> some = new ArrayList<>();
                for (int entry = 0; entry <= block % 5; entry++) {
                    some.add(new NoteEntry(
                            block * 1000L + entry,
                            NoteEntry.Kind.EVENT,
                            "{\"block\":" + block + ",\"entry\":" + entry + "}"));
                }
                long _ = log.commit(some, List.of(), Map.of("ward", new byte[] {(byte) block}));
            }
            log.read(1, 1000).forEach(entry -> entries.add(text(entry)));
        }
        put = entries;
    }

    private static String text(Numbered entry) {
        return entry.number() + " " + (entry.entry() instanceof NoteEntry note ? note.atMs() + note.json() : "no note");
    }

    /** Some edits. */
    public static void fuzzerTestOneInput(byte[] edits) throws IOException {
        empty();
        for (Path file : listed(GOOD)) {
            Files.copy(file, WORK.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (int at = 0; at + EDIT_BYTES <= edits.length && at < 8 * EDIT_BYTES; at += EDIT_BYTES) {
            edit(edits, at);
        }
        look();
        write();
    }

    private static void edit(byte[] edits, int at) throws IOException {
        Path file = WORK.resolve(FILES[(edits[at] & 0xff) % FILES.length]);
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            return;
        }
        int place = (((edits[at + 1] & 0xff) << 16) | ((edits[at + 2] & 0xff) << 8) | (edits[at + 3] & 0xff))
                % bytes.length;
        switch ((edits[at] & 0xff) / FILES.length % 4) {
            case 0 -> bytes[place] = edits[at + 4];
            case 1 -> bytes[place] ^= (byte) (1 << (edits[at + 4] & 7));
            case 2 ->
                java.util.Arrays.fill(bytes, place, Math.min(bytes.length, place + (edits[at + 4] & 0xff) * 16), (byte)
                        0);
            default -> bytes = java.util.Arrays.copyOf(bytes, place);
        }
        Files.write(file, bytes);
    }

    /** As the tools see it. */
    private static void look() {
        try {
            var _ = LogTools.verify(WORK, WORK.resolve("root.key"));
            LogTools.Exported _ =
                    LogTools.export(WORK, WORK.resolve("root.key"), LogTools.Format.NDJSON, new StringBuilder());
        } catch (IOException _) { // refused, with a word
        }
    }

    /** As a gateway sees it, and goes on with it. */
    private static void write() {
        try (SealedLog log = SealedLog.open(WORK, LogSettings.in(WORK), () -> 1_795_000_000_000L)) {
            for (Numbered entry : log.read(1, 1000)) {
                if (!put.contains(text(entry))) {
                    throw new IllegalStateException("other bytes: " + text(entry));
                }
            }
            var mark = new NoteEntry(1, NoteEntry.Kind.EVENT, "{\"after\":true}");
            long number = log.commit(List.of(mark), List.of(), Map.of());
            List<Numbered> last = log.read(number, 1);
            if (last.size() != 1
                    || !(last.getFirst().entry() instanceof NoteEntry note)
                    || !note.json().equals(mark.json())) {
                throw new IllegalStateException("committed, and not there");
            }
        } catch (IOException _) { // refused, with a word
        }
    }

    private static void empty() throws IOException {
        Files.createDirectories(WORK);
        for (Path file : listed(WORK)) {
            Files.delete(file);
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
