package org.wardline.buffer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Writes entries one after the other into the body of a block, in the layout of {@link EntryCodec}, as they come. Not for use by
 * two threads at once.
 */
final class EntryEncoder {
    private static final int SHAPES_LOOKED_AT = 64;

    private final List<Sink> columns = new ArrayList<>();
    private final Sink whole = new Sink(1024); // grows to the longest body
    private final Map<DeviceId, Device> devices = new HashMap<>();
    private final Map<BedId, Integer> beds = new HashMap<>();
    private final @Nullable SignColumn[] signs =
            new @Nullable SignColumn[VitalSign.all().size()];
    private final List<Shape> shapes = new ArrayList<>();
    private int signCount;
    private int entries;
    private int readings;
    private long lastAtMs;
    private long lastReadingAtMs;
    private long lastReceivedMs;
    private long lastLateMs;
    private long lastSeq;
    private int lastDevice;
    private @Nullable DeviceId lastId;
    private @Nullable Device ofLastId;

    /** What was written of a device. */
    private static final class Device {
        private final int number;
        private double[] lastValues = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        private @Nullable BedId bed;
        private @Nullable Shape shape;
        private boolean isNew = true;
        private boolean hasStep;
        private long seq;
        private long measuredAtMs;
        private long receivedAtMs;
        private long correctionMs;
        private long stepMs;

        Device(int number) {
            this.number = number;
        }
    }

    /** Which signs a reading has, in which order and quality. */
    private static final class Shape {
        private final int number;
        private final Reading example;

        Shape(int number, Reading example) {
            this.number = number;
            this.example = example;
        }

        boolean fits(Reading reading) {
            List<Measurement> ours = example.values();
            List<Measurement> theirs = reading.values();
            if (ours.size() != theirs.size() || example.clock() != reading.clock()) {
                return false;
            }
            for (int at = 0; at < ours.size(); at++) {
                Measurement one = ours.get(at);
                Measurement other = theirs.get(at);
                if (one.sign() != other.sign()
                        || one.quality() != other.quality()
                        || one.hasValue() != other.hasValue()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The values of one sign. */
    private static final class SignColumn {
        private final int number;
        private final Sink out;
        private int scale;
        private double last;

        SignColumn(int number, Sink out) {
            this.number = number;
            this.out = out;
        }

        void write(double value, double before) {
            int needed = scale;
            while (needed <= EntryCodec.MAX_SCALE && !isWholeAt(value, needed)) {
                needed++;
            }
            if (needed > EntryCodec.MAX_SCALE) {
                out.varint(EntryCodec.ESCAPE);
                out.varint(EntryCodec.RAW);
                var _ = out.u64(Double.doubleToRawLongBits(value));
            } else {
                if (needed != scale) {
                    out.varint(EntryCodec.ESCAPE);
                    out.varint(needed);
                    scale = needed;
                }
                double power = EntryCodec.POWERS[scale];
                long difference = EntryCodec.scaled(value, power) - EntryCodec.scaled(before, power);
                out.varint(((difference << 1) ^ (difference >> 63)) << 1);
            }
            last = value;
        }

        private static boolean isWholeAt(double value, int scale) {
            double power = EntryCodec.POWERS[scale];
            return Double.doubleToRawLongBits(EntryCodec.scaled(value, power) / power)
                    == Double.doubleToRawLongBits(value);
        }
    }

    EntryEncoder() {
        begin();
    }

    /** Entries as one body. */
    static Body body(List<Entry> entries) {
        var encoder = new EntryEncoder();
        encoder.add(entries);
        return encoder.take();
    }

    /** Writes more entries after what is there: all of them or, when it throws, none. */
    void add(List<Entry> more) {
        int before = entries;
        int[] lengths = lengths();
        try {
            for (Entry entry : more) {
                write(entry);
            }
        } catch (RuntimeException e) { // a bug of ours: what others wrote before must stay
            List<Entry> kept = EntryDecoder.decode(joined(lengths), before);
            begin();
            kept.forEach(this::write);
            throw e;
        }
    }

    int entries() {
        return entries;
    }

    /** About what the body takes, before packing. */
    int lengthBytes() {
        int total = 0;
        for (int at = 0; at < EntryCodec.FIRST_VALUE + signCount; at++) {
            total += columns.get(at).lengthBytes();
        }
        return total;
    }

    /** What was written since the last time, whole; the next entry begins a new body. */
    Body take() {
        var body = new Body(joined(lengths()), entries, readings);
        begin();
        return body;
    }

    private void begin() {
        while (columns.size() < EntryCodec.FIRST_VALUE) {
            columns.add(new Sink(1024));
        }
        columns.forEach(Sink::clear);
        devices.clear();
        beds.clear();
        shapes.clear();
        java.util.Arrays.fill(signs, null);
        signCount = 0;
        entries = 0;
        readings = 0;
        lastAtMs = 0;
        lastReadingAtMs = 0;
        lastReceivedMs = 0;
        lastLateMs = 0;
        lastSeq = 0;
        lastDevice = -1;
        lastId = null;
        ofLastId = null;
    }

    private void write(Entry entry) {
        columns.get(EntryCodec.AT).signed(entry.atMs() - lastAtMs);
        lastAtMs = entry.atMs();
        entries++;
        switch (entry) {
            case NoteEntry note -> write(note);
            case ReadingEntry reading -> write(reading);
        }
    }

    private void write(NoteEntry note) {
        columns.get(EntryCodec.SHAPE).varint(EntryCodec.code(note.kind()));
        name(note.json());
    }

    private void write(ReadingEntry entry) {
        readings++;
        Reading reading = entry.reading();
        Device device = device(reading.device());
        Shape shape = shapeOf(device, reading);
        columns.get(EntryCodec.SHAPE).varint(EntryCodec.FIRST_SHAPE + shape.number);
        columns.get(EntryCodec.DEVICE).signed(device.number - (lastDevice + 1L));
        lastDevice = device.number;
        if (device.isNew) {
            name(reading.device().name());
        }
        writeBed(device, entry.bed().orElse(null));
        columns.get(EntryCodec.SEQ).signed(reading.seq() - (device.isNew ? lastSeq : device.seq + 1));
        writeTimes(device, entry);
        writeValues(device, reading);
        device.isNew = false;
        device.shape = shape;
        device.seq = reading.seq();
        lastSeq = reading.seq();
    }

    @SuppressWarnings("ReferenceEquality") // the same object is the same device, another is looked up
    private Device device(DeviceId id) {
        @Nullable Device known = id == lastId ? ofLastId : devices.get(id);
        if (known == null) {
            known = new Device(devices.size());
            devices.put(id, known);
        }
        lastId = id; // its readings often come together
        ofLastId = known;
        return known;
    }

    private void writeBed(Device device, @Nullable BedId bed) {
        Sink out = columns.get(EntryCodec.BED);
        if (java.util.Objects.equals(bed, device.bed)) {
            out.varint(EntryCodec.BED_AS_LAST);
        } else if (bed == null) {
            out.varint(EntryCodec.BED_NONE);
        } else {
            @Nullable Integer number = beds.get(bed);
            if (number == null) {
                beds.put(bed, beds.size());
                out.varint(EntryCodec.BED_NEW);
                name(bed.name());
            } else {
                out.varint(EntryCodec.FIRST_BED + number);
            }
        }
        device.bed = bed;
    }

    private void writeTimes(Device device, ReadingEntry entry) {
        Reading reading = entry.reading();
        long atMs = entry.atMs();
        long received = reading.receivedAtMs();
        long measured = reading.measuredAtMs();
        columns.get(EntryCodec.WALL).signed((received - lastReceivedMs) - (atMs - lastReadingAtMs));
        long expected;
        if (device.isNew) {
            expected = received - lastLateMs;
        } else if (device.hasStep) {
            expected = device.measuredAtMs + device.stepMs;
        } else {
            expected = device.measuredAtMs + (received - device.receivedAtMs);
        }
        columns.get(EntryCodec.CLOCK).signed(measured - expected);
        if (EntryCodec.isCorrected(reading.clock())) {
            columns.get(EntryCodec.CLOCK).signed(entry.correctionMs() - device.correctionMs);
            device.correctionMs = entry.correctionMs();
        }
        device.hasStep = !device.isNew;
        device.stepMs = measured - device.measuredAtMs;
        device.measuredAtMs = measured;
        device.receivedAtMs = received;
        lastReceivedMs = received;
        lastReadingAtMs = atMs;
        lastLateMs = received - measured;
    }

    private void writeValues(Device device, Reading reading) {
        List<Measurement> values = reading.values();
        for (int at = 0; at < values.size(); at++) {
            Measurement measurement = values.get(at);
            if (measurement.hasValue()) {
                SignColumn column = column(measurement.sign());
                device.lastValues = EntryCodec.withRoom(device.lastValues, column.number);
                double before = device.lastValues[column.number];
                column.write(measurement.value(), Double.isNaN(before) ? column.last : before);
                device.lastValues[column.number] = measurement.value();
            }
        }
    }

    private Shape shapeOf(Device device, Reading reading) {
        if (device.shape != null && device.shape.fits(reading)) {
            return device.shape;
        }
        int from = Math.max(0, shapes.size() - SHAPES_LOOKED_AT); // bounded: an unlucky mix spells a shape again
        for (int at = shapes.size() - 1; at >= from; at--) {
            if (shapes.get(at).fits(reading)) {
                return shapes.get(at);
            }
        }
        Shape shape = new Shape(shapes.size(), reading);
        shapes.add(shape);
        Sink names = columns.get(EntryCodec.NAMES);
        names.varint(EntryCodec.code(reading.clock()));
        names.varint(reading.values().size());
        for (Measurement measurement : reading.values()) {
            int countBefore = signCount;
            SignColumn column = column(measurement.sign());
            names.varint(column.number);
            if (signCount > countBefore) {
                name(measurement.sign().name());
            }
            names.varint(EntryCodec.code(measurement.quality()) * 2L + (measurement.hasValue() ? 1 : 0));
        }
        return shape;
    }

    private SignColumn column(VitalSign sign) {
        @Nullable SignColumn column = signs[sign.index()];
        if (column == null) {
            int at = EntryCodec.FIRST_VALUE + signCount;
            if (at == columns.size()) {
                columns.add(new Sink(1024));
            }
            column = new SignColumn(signCount++, columns.get(at));
            signs[sign.index()] = column;
        }
        return column;
    }

    private void name(String text) {
        var _ = columns.get(EntryCodec.NAMES).text(text);
    }

    /** How long each column in use is. */
    private int[] lengths() {
        int[] lengths = new int[EntryCodec.FIRST_VALUE + signCount];
        for (int at = 0; at < lengths.length; at++) {
            lengths[at] = columns.get(at).lengthBytes();
        }
        return lengths;
    }

    private byte[] joined(int[] lengths) {
        whole.clear();
        whole.varint(lengths.length);
        for (int length : lengths) {
            whole.varint(length);
        }
        for (int at = 0; at < lengths.length; at++) {
            var _ = whole.raw(columns.get(at), lengths[at]);
        }
        return whole.toBytes();
    }
}
