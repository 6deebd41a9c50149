package org.wardline.app.limits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

/**
 * Entries of one patient out of the log, packed: a day at one reading a second of five signs is some ten megabytes, a fifth
 * of what the entries themselves take.
 */
final class Tape {
    /** A day at one reading a second fits three times. */
    static final int MAX_BYTES = 32 << 20;

    private static final List<Quality> QUALITIES = List.of(Quality.values());
    private static final List<ClockQuality> CLOCKS = List.of(ClockQuality.values());
    private static final List<NoteEntry.Kind> KINDS = List.of(NoteEntry.Kind.values());
    private static final int PIECE_BYTES = 256 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private final List<VitalSign> signs = new ArrayList<>(); // by the numbers that stand for them here
    private final int maxBytes;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(PIECE_BYTES);
    private DataOutputStream out = new DataOutputStream(bytes);
    private long packedBytes;
    private int readings;

    Tape() {
        this(MAX_BYTES);
    }

    Tape(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    int readings() {
        return readings;
    }

    /** Adds an entry; false: there is no room for it. */
    boolean add(Entry entry) {
        if (packedBytes + bytes.size() >= maxBytes) {
            return false;
        }
        try {
            switch (entry) {
                case ReadingEntry reading -> {
                    out.writeByte(0);
                    write(reading);
                    readings++;
                }
                case NoteEntry note -> {
                    out.writeByte(1 + KINDS.indexOf(note.kind()));
                    out.writeLong(note.atMs());
                    byte[] json = note.json().getBytes(StandardCharsets.UTF_8);
                    out.writeInt(json.length);
                    out.write(json);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        if (bytes.size() >= PIECE_BYTES) {
            cut();
        }
        return true;
    }

    private void cut() {
        pieces.add(bytes.toByteArray());
        packedBytes += bytes.size();
        bytes = new ByteArrayOutputStream(PIECE_BYTES);
        out = new DataOutputStream(bytes);
    }

    private void write(ReadingEntry entry) throws IOException {
        Reading reading = entry.reading();
        out.writeLong(entry.atMs());
        out.writeUTF(entry.bed().map(BedId::name).orElse(""));
        out.writeLong(entry.correctionMs());
        out.writeUTF(reading.device().name());
        out.writeLong(reading.seq());
        out.writeLong(reading.measuredAtMs());
        out.writeLong(reading.receivedAtMs());
        out.writeByte(CLOCKS.indexOf(reading.clock()));
        out.writeByte(reading.values().size());
        for (Measurement value : reading.values()) {
            out.writeByte(number(value.sign()));
            out.writeDouble(value.value());
            out.writeByte(QUALITIES.indexOf(value.quality()));
        }
    }

    private int number(VitalSign sign) {
        int known = signs.indexOf(sign);
        if (known >= 0) {
            return known;
        }
        signs.add(sign);
        return signs.size() - 1;
    }

    /** Nothing more is added: now it can be played. */
    void seal() {
        if (bytes.size() > 0) {
            cut();
        }
    }

    /** How many sealed pieces there are; each can be played by itself. */
    int pieces() {
        return pieces.size();
    }

    /** The entries of a piece, in order. */
    void play(int piece, Consumer<Entry> each) {
        try (var in = new DataInputStream(new ByteArrayInputStream(pieces.get(piece)))) {
            for (int what = in.read(); what >= 0; what = in.read()) {
                each.accept(what == 0 ? reading(in) : note(in, KINDS.get(what - 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static NoteEntry note(DataInputStream in, NoteEntry.Kind kind) throws IOException {
        long atMs = in.readLong();
        return new NoteEntry(atMs, kind, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }

    private ReadingEntry reading(DataInputStream in) throws IOException {
        long atMs = in.readLong();
        String bed = in.readUTF();
        long correctionMs = in.readLong();
        var device = new DeviceId(in.readUTF());
        long seq = in.readLong();
        long measuredAtMs = in.readLong();
        long receivedAtMs = in.readLong();
        ClockQuality clock = CLOCKS.get(in.readByte());
        List<Measurement> values = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            values.add(new Measurement(signs.get(in.readByte()), in.readDouble(), QUALITIES.get(in.readByte())));
        }
        var reading = new Reading(device, seq, measuredAtMs, receivedAtMs, clock, values);
        Optional<BedId> at = bed.isEmpty() ? Optional.empty() : Optional.of(new BedId(bed));
        ReadingEntry entry = ReadingEntry.of(at, atMs, reading);
        return correctionMs == 0 ? entry : entry.corrected(correctionMs);
    }
}
