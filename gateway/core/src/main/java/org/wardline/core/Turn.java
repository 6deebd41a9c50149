package org.wardline.core;

import java.util.List;
import org.wardline.core.Burst.Receipt;
import org.wardline.vitals.BedId;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Rejected;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.Entry;

/**
 * What came of one burst, act or tick: what changed, what to store, what to score. Effects only; nothing of it was done yet.
 *
 * @param changes what the alarm engine said, in order
 * @param words each change as the log has it
 * @param entries to be stored together, in this order
 * @param quarantined what no adapter could read
 * @param settlements how each message ends once the entries are on the disk
 * @param heard usable readings of known patients, for models
 * @param waves live only
 */
public record Turn(
        List<AlarmChange> changes,
        List<String> words,
        List<Entry> entries,
        List<Quarantine> quarantined,
        List<Settlement> settlements,
        List<PatientReading> heard,
        List<Wave> waves) {
    public Turn {
        changes = List.copyOf(changes);
        words = List.copyOf(words);
        entries = List.copyOf(entries);
        quarantined = List.copyOf(quarantined);
        settlements = List.copyOf(settlements);
        heard = List.copyOf(heard);
        waves = List.copyOf(waves);
        if (words.size() != changes.size()) {
            throw new IllegalArgumentException("a change that the log does not have would be said to nobody");
        }
    }

    /** Bytes that could not be read, and why. */
    public record Quarantine(RawMessage message, Rejected rejected) {}

    /** A message's ending, to be told when it is true. */
    public record Settlement(Receipt receipt, Ending ending) {}

    /** Samples of the patient in a bed. */
    public record Wave(BedId bed, Waveform waveform) {}

    /** Whether there is nothing to store and nobody to answer. */
    public boolean isQuiet() {
        return entries.isEmpty() && quarantined.isEmpty() && settlements.isEmpty();
    }
}
