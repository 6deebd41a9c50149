package org.wardline.sync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;

/**
 * An outbox as bytes, in {@link DataOutputStream}'s notation.
 *
 * <pre>
 *   version u8 = 2 · delivered i64 · last correction i32
 *   corrected i32 × { device utf · from i64 · to i64 · correction i32 }
 *   lanes i32 × { first i64 · to i64 · device utf (empty: all) · tries i32 · correction i32 · bytes i32 · settled bits from first }
 *   runs i32 × { device utf · from i64 · to i64 · count i32 · reason utf · needsPerson u8 · until i64 · tries i32 · correction i32 }
 * </pre>
 *
 * The last lane is the live one.
 */
final class OutboxState {
    private static final int VERSION = 2;
    /** Before links could be corrected. */
    private static final int VERSION_WITHOUT_CORRECTIONS = 1;

    private OutboxState() {}

    /** What an outbox knows. */
    record Kept(List<Lane> lanes, Parking parking, Corrected corrected, long delivered, int lastCorrection) {}

    static byte[] write(Kept kept) {
        List<Parked> runs = kept.parking().all();
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(kept.delivered());
            out.writeInt(kept.lastCorrection());
            kept.corrected().writeTo(out);
            out.writeInt(kept.lanes().size());
            for (Lane lane : kept.lanes()) {
                write(lane, out);
            }
            out.writeInt(runs.size());
            for (Parked run : runs) {
                write(run, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes takes all", e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #write} wrote, now or in version 1; a program error when it is anything else: the log has sealed it. */
    static Outbox read(FilingPolicy policy, byte[] state) {
        try (var in = new DataInputStream(new ByteArrayInputStream(state))) {
            int version = in.readUnsignedByte();
            if (version != VERSION && version != VERSION_WITHOUT_CORRECTIONS) {
                throw new IllegalArgumentException("an outbox of version " + version + " is not known");
            }
            long delivered = in.readLong();
            boolean hasCorrections = version == VERSION;
            int lastCorrection = hasCorrections ? in.readInt() : 0;
            var corrected = hasCorrections ? Corrected.readFrom(in) : new Corrected();
            List<Lane> lanes = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                lanes.add(readLane(policy, in));
            }
            var parking = new Parking();
            for (int left = in.readInt(); left > 0; left--) {
                parking.restore(readRun(in));
            }
            return new Outbox(policy, new Kept(lanes, parking, corrected, delivered, lastCorrection));
        } catch (IOException e) {
            throw new IllegalArgumentException("the state of an outbox is cut", e);
        }
    }

    private static void write(Lane lane, DataOutputStream out) throws IOException {
        Lane.Stretch stretch = lane.stretch();
        byte[] bits = stretch.settled().toByteArray();
        out.writeLong(stretch.from());
        out.writeLong(stretch.to());
        out.writeUTF(lane.only == null ? "" : lane.only.name());
        out.writeInt(lane.tries);
        out.writeInt(lane.correction);
        out.writeInt(bits.length);
        out.write(bits);
    }

    private static Lane readLane(FilingPolicy policy, DataInputStream in) throws IOException {
        long from = in.readLong();
        long to = in.readLong();
        String name = in.readUTF();
        @Nullable DeviceId only = name.isEmpty() ? null : new DeviceId(name);
        int tries = in.readInt();
        int correction = in.readInt();
        byte[] bits = in.readNBytes(in.readInt());
        return new Lane(policy, new Lane.Stretch(from, to, BitSet.valueOf(bits)), only, tries, correction);
    }

    private static void write(Parked run, DataOutputStream out) throws IOException {
        out.writeUTF(run.device().name());
        out.writeLong(run.from());
        out.writeLong(run.to());
        out.writeInt(run.count());
        out.writeUTF(run.reason());
        out.writeBoolean(run.needsPerson());
        out.writeLong(run.untilMs());
        out.writeInt(run.tries());
        out.writeInt(run.correction());
    }

    private static Parked readRun(DataInputStream in) throws IOException {
        return new Parked(
                new DeviceId(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readUTF(),
                in.readBoolean(),
                in.readLong(),
                in.readInt(),
                in.readInt());
    }
}
