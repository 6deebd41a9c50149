package org.wardline.buffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with the audit trail of a gateway that is not running. */
public final class AuditTools {
    private AuditTools() {}

    /** What the log has noted of the trail; empty where there is no log, or it never noted anything. */
    public static Optional<AuditAnchor> anchor(Path folder, Path keyFile) throws IOException {
        if (!new Folder(folder).storeExists()) {
            return Optional.empty();
        }
        try (StoredLog log = StoredLog.open(folder, keyFile)) {
            Shelf shelf = log.shelf();
            byte @Nullable [] value = shelf.reading(() -> shelf.state().get(AuditAnchor.STATE));
            if (value == null) {
                return Optional.empty();
            }
            byte[] plain = SealedValue.open(log.sessions(), "state " + AuditAnchor.STATE, value);
            return Optional.of(AuditAnchor.of(StateAt.of(plain).bytes()));
        }
    }

    /** Looks at every line and at what the log has noted. */
    public static AuditVerdict verify(Path folder, Path keyFile) throws IOException {
        return AuditCheck.of(folder, AuditKeys.of(folder, keyFile), anchor(folder, keyFile), _ -> {});
    }

    /** Writes every line that opens, oldest first; gives what is wrong with the others. */
    public static AuditVerdict export(Path folder, Path keyFile, LogTools.Format format, Appendable out)
            throws IOException {
        AuditFormat lines = new AuditFormat(format);
        out.append(lines.header());
        try {
            return AuditCheck.of(folder, AuditKeys.of(folder, keyFile), anchor(folder, keyFile), line -> {
                try {
                    out.append(lines.of(line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException("the export could not be written", e);
        }
    }

    /** Adds a line of somebody at the command line. */
    public static void note(Path folder, Path keyFile, AuditLine line) throws IOException {
        try (AuditTrail trail = AuditTrail.open(folder, keyFile, anchor(folder, keyFile))) {
            var _ = trail.append(java.util.List.of(line)); // the gateway notes its anchor at the next start
        }
    }
}
