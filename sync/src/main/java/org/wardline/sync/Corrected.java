package org.wardline.sync;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.vitals.DeviceId;

/**
 * Which readings were filed again, and under which correction last: a further correction must withdraw them under that name.
 * Runs of one device, without a gap among its readings. Bounded: {@link #MAX_RUNS}.
 */
final class Corrected {
    /** Runs; when they are reached, no further correction is carried out until the log has freed old ones. */
    static final int MAX_RUNS = 4_096;

    private final Map<DeviceId, List<Run>> runs = new LinkedHashMap<>();
    private int count;

    /** Readings from one number of the log to another. */
    private record Run(long from, long to, int correction) {}

    /** Whether there is room for a run more. */
    boolean hasRoom() {
        return count < MAX_RUNS;
    }

    void add(DeviceId device, long number, long previous, int correction) {
        List<Run> of = runs.computeIfAbsent(device, _ -> new ArrayList<>());
        if (!of.isEmpty() && of.getLast().to() == previous && of.getLast().correction() == correction) {
            of.set(of.size() - 1, new Run(of.getLast().from(), number, correction));
        } else {
            of.add(new Run(number, number, correction));
            count++;
        }
    }

    /** The last correction that a reading was filed under; 0 for none. */
    int of(DeviceId device, long number) {
        int last = 0;
        for (Run run : runs.getOrDefault(device, List.of())) {
            last = number >= run.from() && number <= run.to() ? Math.max(last, run.correction()) : last;
        }
        return last;
    }

    /** Readings before this number are gone from the log. */
    void forgetBefore(long number) {
        count = 0;
        for (List<Run> of : runs.values()) {
            of.removeIf(run -> run.to() < number);
            count += of.size();
        }
        runs.values().removeIf(List::isEmpty);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(count);
        for (var of : runs.entrySet()) {
            for (Run run : of.getValue()) {
                out.writeUTF(of.getKey().name());
                out.writeLong(run.from());
                out.writeLong(run.to());
                out.writeInt(run.correction());
            }
        }
    }

    static Corrected readFrom(DataInputStream in) throws IOException {
        var corrected = new Corrected();
        for (int left = in.readInt(); left > 0; left--) {
            var device = new DeviceId(in.readUTF());
            corrected
                    .runs
                    .computeIfAbsent(device, _ -> new ArrayList<>())
                    .add(new Run(in.readLong(), in.readLong(), in.readInt()));
            corrected.count++;
        }
        return corrected;
    }
}
