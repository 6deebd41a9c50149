package org.wardline.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * What a person saw at a patient and entered at a station, as the log's note of it says. It names its patient itself: no link
 * says whose it is, and no correction of one moves it. What somebody looked at is filed as it was entered, plausible or not.
 *
 * <p>Not filed are the choice of a NEWS2 scale, which is no observation, and a pulse repeated under the oximeter's name; and
 * what was entered before the log told by whom and when by the wall.
 *
 * @param seenMs epoch milliseconds
 * @param enteredMs epoch milliseconds
 */
public record Entered(StayId stay, Observation.Person by, long seenMs, long enteredMs, List<Measurement> values) {
    /** Stands for a device where entries of the log are set aside; no reading is counted of it. */
    public static final DeviceId SOURCE = new DeviceId("entered-by-hand");

    /** Entries after one of these that are looked at for its refusal: more than can come due in a ward before it. */
    public static final int MAX_FOLLOWING = 256;

    private static final String EVENT = "observationEntered";

    public Entered {
        values = List.copyOf(values);
    }

    /**
     * What was entered by an entry among its successors, {@link #MAX_FOLLOWING} of them where the log has so many; empty for any
     * other entry, and where the ward refused it since the patient had just left: who entered it was told that it is not stored.
     */
    public static Optional<Entered> at(List<Numbered> entries, int at) {
        return EnteredReader.at(entries, at, EVENT).flatMap(EnteredReader::entered);
    }

    /** What a note says was entered; empty for any other note, and where there is nothing to file. */
    public static Optional<Entered> in(NoteEntry note) {
        return EnteredReader.of(note, EVENT).flatMap(EnteredReader::entered);
    }

    /** What is filed: each sign on its own, a blood pressure whole. */
    public List<Observation> observations() {
        List<Observation> observations = new ArrayList<>();
        Observations.bySign(values)
                .forEach((sign, parts) -> observations.add(new Observation(
                        Identity.ofEntered(this, sign), sign, by, seenMs, enteredMs, ClockQuality.DEVICE, parts)));
        return observations;
    }

    @Override
    public String toString() {
        return "entered for " + stay; // never the values or who: this may reach a log
    }
}
