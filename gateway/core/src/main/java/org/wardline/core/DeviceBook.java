package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * What is known of every device that ever spoke: its clock, when it spoke last and why it was not understood; and for how long
 * its readings have been nobody's.
 *
 * <p>Bounded: {@link #MAX_DEVICES}. A new one takes the place of the one that was silent longest and measures nobody.
 */
final class DeviceBook {
    /** Devices that are remembered: as many as a configuration may list. */
    static final int MAX_DEVICES = 10_000;

    private final Map<DeviceId, DeviceRecord> devices = new LinkedHashMap<>();
    private int most = MAX_DEVICES;
    private @Nullable DeviceId last; // its readings often come together
    private DeviceRecord ofLast = new DeviceRecord();

    /** A device, known from now on. */
    @SuppressWarnings("ReferenceEquality") // the same object is the same device, another is looked up
    DeviceRecord of(DeviceId device, Set<DeviceId> needed) {
        if (device != last) {
            ofLast = known(device, needed);
            last = device;
        }
        return ofLast;
    }

    private DeviceRecord known(DeviceId device, Set<DeviceId> needed) {
        DeviceRecord known = devices.get(device);
        if (known != null) {
            return known;
        }
        if (devices.size() >= most) {
            makeRoom(needed);
        }
        var fresh = new DeviceRecord();
        devices.put(device, fresh);
        return fresh;
    }

    private void makeRoom(Set<DeviceId> needed) {
        DeviceId oldest = null;
        long oldestMs = Long.MAX_VALUE;
        for (var one : devices.entrySet()) {
            if (one.getValue().heardMs() < oldestMs && !needed.contains(one.getKey())) {
                oldest = one.getKey();
                oldestMs = one.getValue().heardMs();
            }
        }
        if (oldest != null) {
            devices.remove(oldest);
        }
    }

    Optional<DeviceRecord> find(DeviceId device) {
        return Optional.ofNullable(devices.get(device));
    }

    Map<DeviceId, DeviceRecord> all() {
        return devices;
    }

    /** A reading that is nobody's waits for a person. */
    void hold(ReadingEntry entry, long measuredAt) {
        DeviceRecord device = devices.get(entry.reading().device());
        if (device != null) {
            device.hold(entry, measuredAt);
        }
    }

    /** A person said whose a device's readings of a time are. */
    void decided(DeviceId device, long fromMs, long toMs) {
        find(device).ifPresent(known -> known.decided(fromMs, toMs));
    }

    /**
     * Readings that wait for a person.
     *
     * @param bed where they were measured, if anywhere
     */
    record Held(Optional<BedId> bed, long fromMs, long toMs, long count) {
        /** So many were there, and some were decided on since. */
        static final long SOME = -1;

        /** What is left when a time was decided on; empty for nothing. */
        Optional<Held> without(long decidedFromMs, long decidedToMs) {
            if (decidedToMs <= fromMs || decidedFromMs > toMs) {
                return Optional.of(this);
            }
            boolean isBeginDecided = decidedFromMs <= fromMs;
            boolean isEndDecided = decidedToMs > toMs;
            if (isBeginDecided && isEndDecided) {
                return Optional.empty();
            }
            long from = isBeginDecided ? decidedToMs : fromMs;
            long to = isEndDecided ? decidedFromMs - 1 : toMs;
            return Optional.of(new Held(bed, from, to, SOME));
        }

        Held and(long measuredMs) {
            return new Held(
                    bed, Math.min(fromMs, measuredMs), Math.max(toMs, measuredMs), count == SOME ? SOME : count + 1);
        }
    }

    /** For a test that reaches the bound. */
    void limitTo(int devicesAtMost) {
        most = devicesAtMost;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(devices.size());
        for (var one : devices.entrySet()) {
            out.writeUTF(one.getKey().name());
            one.getValue().writeTo(out);
        }
    }

    /** Reads what {@link #writeTo} wrote, now or before it {@code knowsOwned} times. */
    static DeviceBook readFrom(DataInputStream in, boolean knowsOwned) throws IOException {
        var book = new DeviceBook();
        for (int left = in.readInt(); left > 0; left--) {
            book.devices.put(new DeviceId(in.readUTF()), DeviceRecord.readFrom(in, knowsOwned));
        }
        return book;
    }

    /** Items as bytes. */
    static void write(DataOutputStream out, List<Held> runs) throws IOException {
        out.writeInt(runs.size());
        for (Held run : runs) {
            out.writeUTF(run.bed().map(BedId::name).orElse(""));
            out.writeLong(run.fromMs());
            out.writeLong(run.toMs());
            out.writeLong(run.count());
        }
    }

    /** What {@link #write} wrote. */
    static List<Held> runs(DataInputStream in) throws IOException {
        List<Held> runs = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String bed = in.readUTF();
            Optional<BedId> where = bed.isEmpty() ? Optional.empty() : Optional.of(new BedId(bed));
            runs.add(new Held(where, in.readLong(), in.readLong(), in.readLong()));
        }
        return runs;
    }
}
