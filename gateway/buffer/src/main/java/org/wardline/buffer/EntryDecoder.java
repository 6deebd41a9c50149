package org.wardline.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/** Reads one body in the layout of {@link EntryCodec}. */
final class EntryDecoder {
    private final int entryCount;
    private final List<Source> columns = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<Optional<BedId>> beds = new ArrayList<>(); // none is empty: as entries hold them
    private final List<SignColumn> signs = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private long lastAtMs;
    private long lastReadingAtMs;
    private long lastReceivedMs;
    private long lastLateMs;
    private long lastSeq;
    private int lastDevice = -1;

    /** What was read of a device. */
    private static final class Device {
        private final DeviceId id;
        private double[] lastValues = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        private Optional<BedId> bed = Optional.empty();
        private boolean isNew = true;
        private boolean hasStep;
        private long seq;
        private long measuredAtMs;
        private long receivedAtMs;
        private long correctionMs;
        private long stepMs;

        Device(DeviceId id) {
            this.id = id;
        }
    }

    /** What stands in a shape for one measurement. */
    private record Slot(SignColumn column, Quality quality, boolean hasValue) {}

    /** Which signs a reading has, in which order and quality. */
    private record Shape(ClockQuality clock, List<Slot> slots) {}

    /** The values of one sign. */
    private static final class SignColumn {
        private final int number;
        private final VitalSign sign;
        private final Source in;
        private int scale;
        private double last;

        SignColumn(int number, VitalSign sign, Source in) {
            this.number = number;
            this.sign = sign;
            this.in = in;
        }

        double read(double before) {
            long code = in.varint();
            while ((code & 1) != 0) {
                int escape = in.count(EntryCodec.RAW);
                if (escape == EntryCodec.RAW) {
                    return Double.longBitsToDouble(in.u64());
                }
                if (escape > EntryCodec.MAX_SCALE) {
                    throw new Source.Malformed("a scale of 10^-" + escape);
                }
                scale = escape;
                code = in.varint();
            }
            long zigzag = code >>> 1;
            long difference = (zigzag >>> 1) ^ -(zigzag & 1);
            double power = EntryCodec.POWERS[scale];
            return (EntryCodec.scaled(before, power) + difference) / power;
        }
    }

    private EntryDecoder(byte[] body, int entryCount) {
        this.entryCount = entryCount;
        Source in = new Source(body);
        int count = in.count(EntryCodec.FIRST_VALUE + VitalSign.all().size());
        int[] lengths = new int[count];
        for (int at = 0; at < count; at++) {
            lengths[at] = in.count(body.length);
        }
        for (int length : lengths) {
            columns.add(in.part(length));
        }
        if (count < EntryCodec.FIRST_VALUE) {
            throw new Source.Malformed("only " + count + " columns");
        }
    }

    /** The entries of a body that {@link EntryEncoder} wrote. */
    static List<Entry> decode(byte[] body, int entryCount) {
        try {
            return new EntryDecoder(body, entryCount).entries();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new Source.Malformed("an entry that cannot be");
        }
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(entryCount);
        for (int left = entryCount; left > 0; left--) {
            lastAtMs += columns.get(EntryCodec.AT).signed();
            long shape = columns.get(EntryCodec.SHAPE).varint();
            if (shape == EntryCodec.SHAPE_EVENT) {
                entries.add(new NoteEntry(lastAtMs, NoteEntry.Kind.EVENT, name()));
            } else if (shape == EntryCodec.SHAPE_CHANGE) {
                entries.add(new NoteEntry(lastAtMs, NoteEntry.Kind.CHANGE, name()));
            } else if (shape == EntryCodec.SHAPE_INTENT) {
                entries.add(new NoteEntry(lastAtMs, NoteEntry.Kind.INTENT, name()));
            } else {
                entries.add(reading((int) (shape - EntryCodec.FIRST_SHAPE)));
            }
        }
        return entries;
    }

    private ReadingEntry reading(int shapeNumber) {
        int deviceNumber = Math.toIntExact(columns.get(EntryCodec.DEVICE).signed() + lastDevice + 1);
        lastDevice = deviceNumber;
        Shape shape = shapeNumber == shapes.size() ? newShape() : shapes.get(shapeNumber);
        if (deviceNumber == devices.size()) {
            devices.add(new Device(new DeviceId(name())));
        }
        Device device = devices.get(deviceNumber);
        Optional<BedId> bed = bed(device);
        long seq = columns.get(EntryCodec.SEQ).signed() + (device.isNew ? lastSeq : device.seq + 1);
        readTimes(device, shape.clock);
        List<Measurement> values = values(device, shape);
        device.isNew = false;
        device.seq = seq;
        lastSeq = seq;
        Reading reading = new Reading(device.id, seq, device.measuredAtMs, device.receivedAtMs, shape.clock, values);
        ReadingEntry entry = ReadingEntry.of(bed, lastAtMs, reading);
        return EntryCodec.isCorrected(shape.clock) ? entry.corrected(device.correctionMs) : entry;
    }

    private Optional<BedId> bed(Device device) {
        int code = columns.get(EntryCodec.BED).count(EntryCodec.FIRST_BED + beds.size());
        if (code == EntryCodec.BED_NONE) {
            device.bed = Optional.empty();
        } else if (code != EntryCodec.BED_AS_LAST) {
            if (code == EntryCodec.BED_NEW) {
                beds.add(Optional.of(new BedId(name())));
            }
            device.bed = code == EntryCodec.BED_NEW ? beds.getLast() : beds.get(code - EntryCodec.FIRST_BED);
        }
        return device.bed;
    }

    private void readTimes(Device device, ClockQuality clock) {
        long received = lastReceivedMs
                + (lastAtMs - lastReadingAtMs)
                + columns.get(EntryCodec.WALL).signed();
        long expected;
        if (device.isNew) {
            expected = received - lastLateMs;
        } else if (device.hasStep) {
            expected = device.measuredAtMs + device.stepMs;
        } else {
            expected = device.measuredAtMs + (received - device.receivedAtMs);
        }
        long measured = expected + columns.get(EntryCodec.CLOCK).signed();
        if (EntryCodec.isCorrected(clock)) {
            device.correctionMs += columns.get(EntryCodec.CLOCK).signed();
        }
        device.hasStep = !device.isNew;
        device.stepMs = measured - device.measuredAtMs;
        device.measuredAtMs = measured;
        device.receivedAtMs = received;
        lastReceivedMs = received;
        lastReadingAtMs = lastAtMs;
        lastLateMs = received - measured;
    }

    private static List<Measurement> values(Device device, Shape shape) {
        List<Measurement> values = new ArrayList<>(shape.slots.size());
        for (Slot slot : shape.slots) {
            if (slot.hasValue) {
                values.add(new Measurement(slot.column.sign, value(device, slot.column), slot.quality));
            } else {
                values.add(Measurement.none(slot.column.sign, slot.quality));
            }
        }
        return values;
    }

    private static double value(Device device, SignColumn column) {
        device.lastValues = EntryCodec.withRoom(device.lastValues, column.number);
        double before = device.lastValues[column.number];
        double value = column.read(Double.isNaN(before) ? column.last : before);
        column.last = value;
        device.lastValues[column.number] = value;
        return value;
    }

    private Shape newShape() {
        Source names = columns.get(EntryCodec.NAMES);
        ClockQuality clock = EntryCodec.clock((int) names.varint());
        int count = names.count(names.left());
        List<Slot> slots = new ArrayList<>(count);
        for (int left = count; left > 0; left--) {
            int number = names.count(signs.size());
            if (number == signs.size()) {
                VitalSign sign = VitalSign.named(names.text());
                signs.add(new SignColumn(number, sign, columns.get(EntryCodec.FIRST_VALUE + number)));
            }
            int quality = (int) names.varint();
            slots.add(new Slot(signs.get(number), EntryCodec.quality(quality >>> 1), (quality & 1) != 0));
        }
        Shape shape = new Shape(clock, List.copyOf(slots));
        shapes.add(shape);
        return shape;
    }

    private String name() {
        return columns.get(EntryCodec.NAMES).text();
    }
}
