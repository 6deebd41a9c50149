package org.wardline.vitals.log;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.Reading;

/** A reading with device and bed and time only; whose it is is resolved when it leaves. */
public final class ReadingEntry implements Entry {
    private final long atMs;
    private final @Nullable BedId bed; // null: its device was linked to none
    private final Reading reading;

    private ReadingEntry(long atMs, @Nullable BedId bed, Reading reading) {
        this.atMs = atMs;
        this.bed = bed;
        this.reading = reading;
    }

    /** A reading of a device that was linked to a bed when it was judged. */
    public static ReadingEntry at(BedId bed, long atMs, Reading reading) {
        return new ReadingEntry(atMs, bed, reading);
    }

    /** A reading of a device that was linked to no bed. */
    public static ReadingEntry nowhere(long atMs, Reading reading) {
        return new ReadingEntry(atMs, null, reading);
    }

    @Override
    public long atMs() {
        return atMs;
    }

    public Optional<BedId> bed() {
        return Optional.ofNullable(bed);
    }

    public Reading reading() {
        return reading;
    }

    @Override
    public String toString() {
        return reading.toString();
    }
}
