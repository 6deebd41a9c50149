package org.wardline.app.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.EventJson;
import org.wardline.buffer.LogTools;
import org.wardline.vitals.log.NoteEntry;

/** The evidence of an alarm out of the log of a gateway that does not run: the log is read twice, from its beginning. */
public final class StoredEvidence {
    /** Who is measured by a device, and what it owes, is said of others too. */
    private static final Set<String> LINKS = Set.of("deviceLinked", "deviceUnlinked");

    private StoredEvidence() {}

    /** The document as one line; empty when the log does not tell the beginning of the alarm. */
    public static Optional<String> of(Path folder, Path key, String alarm, Judging judging) throws IOException {
        Case of = new Case(alarm, notes(folder, key, alarm), Case.Standing.NONE);
        if (!of.isTold()) {
            return Optional.empty();
        }
        long endAtMs = of.overAtMs().orElse(of.lines().getLast().atMs());
        List<Long> begins = new ArrayList<>();
        EvidenceDesk.LOOK_BACK_MS.forEach(back -> begins.add(Math.max(0, of.raisedAtMs() - back)));
        List<Window> windows =
                begins.stream().map(from -> new Window(of, from, endAtMs)).toList();
        var _ = LogTools.entries(
                folder, key, entry -> windows.forEach(window -> window.look(entry.entry()))); // a gap shows as one
        Map<String, @Nullable Object> document = Map.of();
        for (int at = 0; at < windows.size(); at++) {
            var written = new EvidenceWriter(judging, of).write(windows.get(at), begins.get(at), endAtMs);
            document = written.document();
            if (written.isReproduced()) {
                break;
            }
        }
        return Optional.of(EventJson.text(document));
    }

    /** What is said of the alarm, its patient, devices and limits. */
    private static List<NoteEntry> notes(Path folder, Path key, String alarm) throws IOException {
        String subject = alarm.substring(0, Math.max(0, alarm.indexOf(':')));
        List<NoteEntry> notes = new ArrayList<>();
        var _ = LogTools.entries(
                folder,
                key,
                numbered -> { // what is missing was missing when it was judged by us, too
                    if (numbered.entry() instanceof NoteEntry note && isAbout(note, subject, alarm)) {
                        notes.add(note);
                    }
                });
        return notes;
    }

    private static boolean isAbout(NoteEntry note, String subject, String alarm) {
        boolean isOfPatient = note.json().contains('"' + subject + '"') && !Notes.isNamed(note, "score");
        String name = Notes.nameOf(note);
        boolean isOfAlarm = note.json().contains('"' + alarm + '"');
        return note.kind() != NoteEntry.Kind.INTENT
                && (isOfAlarm
                        || isOfPatient
                        || LINKS.contains(name)
                        || name.startsWith(Notes.CARE)
                        || name.equals("refused"));
    }
}
