package org.wardline.vitals.log;

import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Reading;

/**
 * A reading with device and bed and time only; whose it is is resolved when it leaves.
 *
 * <p>Both times are kept: the reading has the device's own, the entry what our clock made of it.
 */
public final class ReadingEntry implements Entry {
    private final long atMs;
    private final Optional<BedId> bed; // empty: its device was linked to none
    private final long correctionMs;
    private final Reading reading;

    private ReadingEntry(long atMs, Optional<BedId> bed, long correctionMs, Reading reading) {
        this.atMs = atMs;
        this.bed = bed;
        this.correctionMs = correctionMs;
        this.reading = reading;
    }

    /** A reading of a device that was linked to a bed when it was measured. */
    public static ReadingEntry at(BedId bed, long atMs, Reading reading) {
        return of(Optional.of(bed), atMs, reading);
    }

    /** A reading of a device that was linked to a bed or to none when it was measured. */
    public static ReadingEntry of(Optional<BedId> bed, long atMs, Reading reading) {
        return new ReadingEntry(atMs, bed, 0, reading);
    }

    /** A reading of a device that was linked to no bed. */
    public static ReadingEntry nowhere(long atMs, Reading reading) {
        return of(Optional.empty(), atMs, reading);
    }

    /** The same, where the device's clock was found to be wrong by so much. */
    public ReadingEntry corrected(long byMs) {
        return new ReadingEntry(atMs, bed, byMs, reading);
    }

    @Override
    public long atMs() {
        return atMs;
    }

    public Optional<BedId> bed() {
        return bed;
    }

    /** What to add to the device's time; 0 where its clock agrees with ours. */
    public long correctionMs() {
        return correctionMs;
    }

    /** When it was measured, by our clock: epoch milliseconds. */
    public long measuredAtMs() {
        return reading.measuredAtMs() + correctionMs;
    }

    /** As it came; {@link Reading#measuredAtMs()} is the device's own time. */
    public Reading reading() {
        return reading;
    }

    /** The reading with the time of {@link #measuredAtMs()} in place of the device's own. */
    public Reading byOurClock() {
        return correctionMs == 0
                ? reading
                : new Reading(
                        reading.device(),
                        reading.seq(),
                        measuredAtMs(),
                        reading.receivedAtMs(),
                        reading.clock(),
                        reading.values());
    }

    @Override
    public String toString() {
        return reading.toString();
    }
}
