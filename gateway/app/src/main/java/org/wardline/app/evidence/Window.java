package org.wardline.app.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wardline.app.history.Notes;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** Of the entries between two times, those that an alarm can have come from: its patient's, and what is the whole ward's. */
final class Window {
    /** Seven hours of one bed at four readings a second. */
    static final int MAX_ENTRIES = 100_000;

    private static final Set<String> WARDS = Set.of("stationAlive", "stationLost", "clockStepped", "restart");
    private static final Set<String> PATIENTS = Set.of(
            "deviceLinked",
            "transfer",
            "observationEntered",
            "observationWithdrawn",
            "score",
            "limitsChanged",
            "pauseAudio",
            "audioOff",
            "audioOn");
    private static final Set<String> DEVICES = Set.of("deviceUnlinked", "deviceAlarm");
    private static final Set<String> ALARMS = Set.of("acknowledge", "stationSaw");

    private final Case of;
    private final long fromAtMs;
    private final long toAtMs;
    private final Set<String> devices;
    private final String stayNamed;
    private final String alarmNamed;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<NoteEntry> acts = new HashSet<>();
    private boolean isCut;

    Window(Case of, long fromAtMs, long toAtMs) {
        this.of = of;
        this.fromAtMs = fromAtMs;
        this.toAtMs = toAtMs;
        this.devices = of.devices();
        this.stayNamed = "\"stay\":\"" + of.subject() + '"';
        this.alarmNamed = "\"alarm\":\"" + of.alarm() + '"';
    }

    void look(Entry entry) {
        if (entry.atMs() < fromAtMs || entry.atMs() > toAtMs || !isWanted(entry)) {
            return;
        }
        List<? extends Entry> told = entry instanceof NoteEntry note ? told(note) : List.of(entry);
        if (entries.size() + told.size() > MAX_ENTRIES) {
            isCut = true;
        } else {
            entries.addAll(told);
        }
    }

    /** What was done; where one act is said twice in one moment, once. */
    private List<NoteEntry> told(NoteEntry note) {
        boolean isAgain = Notes.nameOf(note).startsWith(Notes.CARE) && !acts.add(note);
        return isAgain ? List.of() : of.told(note);
    }

    private boolean isWanted(Entry entry) {
        return switch (entry) {
            case ReadingEntry reading ->
                !of.isOfGateway() && devices.contains(reading.reading().device().name());
            case NoteEntry note -> note.kind() == NoteEntry.Kind.EVENT && isWanted(note);
        };
    }

    private boolean isWanted(NoteEntry note) {
        if (is(note, WARDS)
                || Notes.nameOf(note).startsWith(Notes.CARE)) { // of those only what was done with him is told
            return true;
        }
        if (Notes.isNamed(note, "fault")) {
            return !note.json().contains("\"stay\":") || note.json().contains(stayNamed);
        }
        return (is(note, ALARMS) && note.json().contains(alarmNamed))
                || (is(note, PATIENTS) && note.json().contains(stayNamed))
                || (is(note, DEVICES)
                        && devices.stream().anyMatch(device -> note.json().contains("\"device\":\"" + device + '"')))
                || (Notes.isNamed(note, "discharge") && note.json().contains(stayNamed));
    }

    private static boolean is(NoteEntry note, Set<String> names) {
        return names.stream().anyMatch(name -> Notes.isNamed(note, name));
    }

    List<Entry> entries() {
        return entries;
    }

    /** Whether there was more: the newest is missing. */
    boolean isCut() {
        return isCut;
    }
}
