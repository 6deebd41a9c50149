package org.wardline.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.app.StoredNight;
import org.wardline.app.history.Notes;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Ward;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;

/** What of the log is a patient's hours. */
class PatientReaderTest {
    private static final long WALL_MS = 1_795_000_000_000L;

    private static NoteEntry note(long at, NoteEntry.Kind kind, String what) {
        String name = kind == NoteEntry.Kind.CHANGE ? "change" : "event";
        return new NoteEntry(at, kind, "{\"t\":" + at + ",\"" + name + "\":\"" + what + "}");
    }

    private static List<String> read(SealedLog log) throws IOException {
        var settings = AlarmSettings.defaults();
        var plan = new StoredNight(1, 1, WALL_MS).plan();
        var ward = new Ward(plan, new LogWording(), () -> "fresh", WardState.fresh(settings));
        var source = new Source(log, ward::whose, settings, new LogWording(), false);
        var reader = new PatientReader(source, new StayId("s-07"), 0, 0, new Tape());
        boolean isDone = false;
        while (!isDone) {
            isDone = reader.step();
        }
        List<Entry> played = new ArrayList<>();
        for (int piece = 0; piece < reader.tape().pieces(); piece++) {
            reader.tape().play(piece, played::add);
        }
        return played.stream()
                .map(NoteEntry.class::cast)
                .map(one -> String.valueOf(Notes.fields(one).get("event")))
                .toList();
    }

    @Test
    void givenActsOfPeople_whenRead_thenAllThatChangeLinksAreThereAndNoneThatWasRefused(@TempDir Path folder)
            throws IOException {
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> WALL_MS)) {
            var _ = log.commit(
                    List.of(
                            note(1, NoteEntry.Kind.EVENT, "care.admit\""),
                            note(2, NoteEntry.Kind.EVENT, "care.transfer\""),
                            note(2, NoteEntry.Kind.CHANGE, "refused\",\"event\":\"care.transfer\",\"why\":\"bed\""),
                            note(3, NoteEntry.Kind.EVENT, "care.correct\""),
                            note(3, NoteEntry.Kind.CHANGE, "refused\",\"event\":\"audioOn\",\"why\":\"stay\""),
                            note(4, NoteEntry.Kind.EVENT, "care.return\"")),
                    List.of(),
                    Map.of());

            assertThat(read(log)).containsExactly("care.admit", "care.correct", "care.return");
        }
    }
}
