package org.wardline.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/** Entries for tests: a ward's, and wild ones. */
final class Readings {
    /** 2026-11-22T04:18:31.123Z. */
    static final long T = 1_795_321_111_123L;

    private Readings() {}

    /** A reading that can be told from all others by its number. */
    static ReadingEntry numbered(long number) {
        DeviceId device = new DeviceId("m-" + number % 7);
        List<Measurement> values = List.of(
                Measurement.of(VitalSign.HEART_RATE, 60.0 + (int) (number % 60)),
                Measurement.of(VitalSign.SPO2, 90.0 + (int) (number % 10)),
                Measurement.of(VitalSign.TEMP, (360 + (int) (number % 30)) / 10.0));
        Reading reading =
                new Reading(device, number, T + number * 1000, T + number * 1000 + 40, ClockQuality.DEVICE, values);
        return ReadingEntry.at(new BedId("bed-" + number % 7), number * 1000, reading);
    }

    static List<Entry> numbered(long first, int count) {
        List<Entry> entries = new ArrayList<>();
        for (long number = first; number < first + count; number++) {
            entries.add(numbered(number));
        }
        return entries;
    }

    /** One second of a ward: each bed reports four signs, at its own moment within the second. */
    static List<Entry> second(Random random, int beds, long second) {
        List<Entry> entries = new ArrayList<>();
        for (int bed = 0; bed < beds; bed++) {
            long measured = T + second * 1000 + bed * 1000L / beds + random.nextInt(5);
            long received = measured + 20 + random.nextInt(30);
            List<Measurement> values = List.of(
                    Measurement.of(VitalSign.HEART_RATE, 70 + bed % 20 + random.nextInt(4)),
                    Measurement.of(VitalSign.SPO2, 95 + random.nextInt(3)),
                    Measurement.of(VitalSign.RESP_RATE, 14 + random.nextInt(3)),
                    Measurement.of(VitalSign.TEMP, (366 + bed % 8 + random.nextInt(2)) / 10.0));
            Reading reading = new Reading(
                    new DeviceId("m-" + bed), 1000 + second, measured, received, ClockQuality.DEVICE, values);
            entries.add(ReadingEntry.at(new BedId(String.valueOf(bed)), received - T, reading));
        }
        return entries;
    }

    /** Anything that can be built. */
    static Entry wild(Random random) {
        long atMs = random.nextLong(1L << 44);
        if (random.nextInt(5) == 0) {
            var kind = random.nextBoolean() ? NoteEntry.Kind.EVENT : NoteEntry.Kind.CHANGE;
            return new NoteEntry(atMs, kind, "{\"x\":\"é" + random.nextInt() + "\"}");
        }
        List<Measurement> values = new ArrayList<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            values.add(wildMeasurement(random));
        }
        Reading reading = new Reading(
                new DeviceId("d" + random.nextInt(20)),
                random.nextInt(4) == 0 ? Reading.NO_SEQ : random.nextLong(Long.MAX_VALUE),
                random.nextLong(),
                random.nextLong(),
                EntryCodec.clock(random.nextInt(ClockQuality.values().length)),
                values);
        return random.nextInt(4) == 0
                ? ReadingEntry.nowhere(atMs, reading)
                : ReadingEntry.at(new BedId("b" + random.nextInt(9)), atMs, reading);
    }

    private static Measurement wildMeasurement(Random random) {
        VitalSign sign = VitalSign.at(random.nextInt(VitalSign.all().size()));
        Quality quality = EntryCodec.quality(random.nextInt(Quality.values().length));
        double value = switch (random.nextInt(6)) {
            case 0 -> random.nextDouble() * 1e3;
            case 1 -> random.nextInt(10_000) / 10.0;
            case 2 -> random.nextInt(10_000) / 1000.0;
            case 3 -> -0.0;
            case 4 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextInt(300);
        };
        boolean needsValue = quality == Quality.GOOD || quality == Quality.DOUBTFUL;
        if (Double.isNaN(value) || !sign.canBe(value)) {
            return Measurement.none(sign, needsValue ? Quality.NO_VALUE : quality);
        }
        return new Measurement(sign, value, quality);
    }

    /** What an entry says, whole, to compare by. */
    static String text(Entry entry) {
        return switch (entry) {
            case NoteEntry note -> note.atMs() + " " + note.kind() + " " + note.json();
            case ReadingEntry reading -> text(reading);
        };
    }

    private static String text(ReadingEntry entry) {
        Reading reading = entry.reading();
        StringBuilder text = new StringBuilder();
        text.append(entry.atMs())
                .append(' ')
                .append(entry.bed())
                .append(' ')
                .append(reading.device().name());
        text.append(' ').append(reading.seq()).append(' ').append(reading.measuredAtMs());
        text.append(' ').append(reading.receivedAtMs()).append(' ').append(reading.clock());
        for (Measurement value : reading.values()) {
            text.append(' ').append(value.sign().name()).append('=');
            text.append(Double.doubleToLongBits(value.value())).append(value.quality());
        }
        return text.toString();
    }
}
