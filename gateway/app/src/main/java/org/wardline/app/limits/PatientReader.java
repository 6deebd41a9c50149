package org.wardline.app.limits;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.AlarmBook;
import org.wardline.app.history.Episode;
import org.wardline.app.history.LogSearch;
import org.wardline.app.history.Notes;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Whose;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Reads one patient's hours out of the log, where the beds of a ward lie side by side in each block: so every entry of the
 * ward is looked at, {@link #STEP} at a time, and others read between the steps. On the thread of the log's readers.
 */
final class PatientReader {
    /** Entries of one step: about 40 ms of a server's core. */
    static final int STEP = 20_000;

    private static final int CHUNK = 2_000;
    private static final long MINUTE_MS = 60_000;

    /** Events that change who is measured or how time is told. */
    private static final Set<String> TURNS = Set.of(
            "clockStepped",
            "restart",
            "deviceLinked",
            "deviceUnlinked",
            "transfer",
            "discharge",
            "care.admit",
            "care.link",
            "care.unlink",
            "care.correct",
            "care.transfer",
            "care.leave",
            "care.return",
            "care.discharge");

    private final SealedLog log;
    private final Whose whose;
    private final AlarmSettings settings;
    private final StayId stay;
    private final long fromWallMs;
    private final long fromAtMs;
    private final String inQuotes;
    private final String ofAlarms;
    private final Tape tape;
    private final AlarmBook alarms = new AlarmBook(); // on the gateway's axis
    private final Map<String, Minutes> series = new LinkedHashMap<>();
    private long first = -1;
    private long next;
    private long end;
    private boolean isCut;
    private @Nullable NoteEntry act; // of people: whether it was done is said after it

    /**
     * A reader.
     *
     * @param fromWallMs the same instant as {@code fromAtMs}, by the wall clock
     */
    PatientReader(Source source, StayId stay, long fromWallMs, long fromAtMs, Tape tape) {
        this.log = source.log();
        this.whose = source.whose().get();
        this.settings = source.settings();
        this.stay = stay;
        this.fromWallMs = fromWallMs;
        this.fromAtMs = fromAtMs;
        this.inQuotes = '"' + stay.name() + '"';
        this.ofAlarms = "\"alarm\":\"" + stay.name() + ':';
        this.tape = tape;
    }

    /** Reads on; true when all is read. */
    boolean step() throws IOException {
        if (first < 0) {
            first = LogSearch.firstAt(log, fromWallMs);
            next = first;
            end = log.lastNumber() + 1;
        }
        long stop = Math.min(end, next + STEP);
        while (next < stop && !isCut) {
            List<Numbered> chunk = log.read(next, (int) Math.min(CHUNK, stop - next));
            chunk.forEach(this::look);
            next = chunk.isEmpty() ? end : chunk.getLast().number() + 1;
        }
        boolean isDone = next >= end || isCut;
        if (isDone) {
            actDone();
            tape.seal();
        }
        return isDone;
    }

    /** How much of it is read, 0 to 1. */
    double done() {
        return first < 0 || end <= first ? 0 : (double) (next - first) / (end - first);
    }

    private void look(Numbered numbered) {
        if (numbered.entry().atMs() < fromAtMs) {
            return;
        }
        switch (numbered.entry()) {
            case ReadingEntry reading -> {
                actDone();
                if (whose.of(reading).filter(stay::equals).isPresent()) {
                    isCut |= !tape.add(reading);
                    draw(reading);
                }
            }
            case NoteEntry note -> {
                if (note.kind() == NoteEntry.Kind.EVENT) {
                    actDone();
                    event(note);
                } else if (Notes.isRefusal(note)) {
                    refused(note);
                } else if (note.kind() == NoteEntry.Kind.CHANGE && note.json().contains(ofAlarms)) {
                    alarms.read(note, note.atMs());
                }
            }
        }
    }

    private void draw(ReadingEntry reading) {
        int minute = (int) ((reading.atMs() - fromAtMs) / MINUTE_MS);
        for (Measurement value : reading.reading().values()) {
            if (value.hasValue() && value.quality().isUsable()) {
                series.computeIfAbsent(value.sign().name(), _ -> new Minutes()).add(minute, value.value());
            }
        }
    }

    private void event(NoteEntry note) {
        if (Notes.isNamed(note, "noted")) {
            if (note.json().contains(inQuotes)) {
                alarms.read(note, note.atMs());
            }
            return;
        }
        if (TURNS.stream().anyMatch(name -> Notes.isNamed(note, name))) {
            act = note;
        }
    }

    private void refused(NoteEntry note) {
        NoteEntry last = act;
        if (last != null
                && Notes.isNamed(last, String.valueOf(Notes.fields(note).get("event")))) {
            act = null;
        }
    }

    /** What stands before anything else that happened was not refused. */
    private void actDone() {
        NoteEntry last = act;
        if (last != null) {
            act = null;
            isCut |= !tape.add(last);
        }
    }

    Tape tape() {
        return tape;
    }

    /** Alarms of the rules, as they were; times are on the gateway's axis. */
    List<Episode> alarms() {
        return alarms.ofPatients().stream()
                .filter(alarm -> alarm.isWhole() && settings.isRule(alarm.kind()))
                .toList();
    }

    /** A sign by the minute. */
    List<Preview.Minute> minutes(String sign) {
        Minutes minutes = series.get(sign);
        return minutes == null ? List.of() : minutes.all();
    }

    /** Whether there was more than the tape holds: the newest is missing. */
    boolean isCut() {
        return isCut;
    }
}
