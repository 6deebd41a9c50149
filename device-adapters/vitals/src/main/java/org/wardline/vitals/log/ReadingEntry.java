package org.wardline.vitals.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Reading;

/**
 * A reading with device and bed and time only; whose it is is resolved when it leaves.
 *
 * <p>Both times are kept: the reading has the device's own, the entry what our clock made of it.
 */
public final class ReadingEntry implements Entry {
    private final long atMs;
    private final @Nullable BedId bed; // null: its device was linked to none
    private final long correctionMs;
    private final Reading reading;

    private ReadingEntry(long atMs, @Nullable BedId bed, long correctionMs, Reading reading) {
        this.atMs = atMs;
        this.bed = bed;
        this.correctionMs = correctionMs;
        this.reading = reading;
    }

    /** A reading of a device that was linked to a bed when it was measured. */
    public static ReadingEntry at(BedId bed, long atMs, Reading reading) {
        return new ReadingEntry(atMs, bed, 0, reading);
    }

    /** A reading of a device that was linked to no bed. */
    public static ReadingEntry nowhere(long atMs, Reading reading) {
        return new ReadingEntry(atMs, null, 0, reading);
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
        return Optional.ofNullable(bed);
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

    @Override
    public String toString() {
        return reading.toString();
    }
}
