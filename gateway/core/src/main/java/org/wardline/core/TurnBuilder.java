package org.wardline.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;

/** Collects what comes of a turn, in the order in which it comes. */
final class TurnBuilder implements Consumer<AlarmChange> {
    private final Wording wording;
    private final List<AlarmChange> changes = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<Entry> entries;
    private final List<Turn.Quarantine> quarantined = new ArrayList<>();
    private final List<Turn.Settlement> settlements = new ArrayList<>();
    private final List<PatientReading> heard;
    private final List<Turn.Wave> waves = new ArrayList<>();

    TurnBuilder(Wording wording) {
        this(wording, 0);
    }

    /** The turn of so many readings. */
    TurnBuilder(Wording wording, int readings) {
        this.wording = wording;
        this.entries = new ArrayList<>(readings);
        this.heard = new ArrayList<>(readings);
    }

    /** The alarm engine says something. */
    @Override
    public void accept(AlarmChange change) {
        String inLog = wording.of(change);
        changes.add(change);
        words.add(inLog);
        entries.add(new NoteEntry(change.atMs(), NoteEntry.Kind.CHANGE, inLog));
    }

    /** What was said so far. */
    List<AlarmChange> changes() {
        return changes;
    }

    void happened(Happening event) {
        entries.add(new NoteEntry(event.atMs(), NoteEntry.Kind.EVENT, wording.of(event)));
    }

    void keep(Entry entry) {
        entries.add(entry);
    }

    void quarantine(Turn.Quarantine rejected) {
        quarantined.add(rejected);
    }

    void settle(Burst.Receipt receipt, Ending ending) {
        settlements.add(new Turn.Settlement(receipt, ending));
    }

    void heard(PatientReading reading) {
        heard.add(reading);
    }

    void wave(Turn.Wave wave) {
        waves.add(wave);
    }

    Turn build() {
        return new Turn(changes, words, entries, quarantined, settlements, heard, waves);
    }
}
