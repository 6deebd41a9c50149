package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;

/** The newest word on each sign of one bed, for people's eyes. */
final class Latest {
    private final Map<VitalSign, Word> words = new LinkedHashMap<>();

    /** A measurement, and when and by what: the newest, in one place for good. */
    static final class Word {
        private Measurement measurement;
        private DeviceId device;
        private long atMs;

        private Word(Measurement measurement, DeviceId device, long atMs) {
            this.measurement = measurement;
            this.device = device;
            this.atMs = atMs;
        }

        Measurement measurement() {
            return measurement;
        }

        DeviceId device() {
            return device;
        }

        /** When it was measured, on the monotonic axis. */
        long atMs() {
            return atMs;
        }
    }

    /** Takes a measurement in, unless a newer one of its sign is here. */
    void hear(Measurement measurement, DeviceId device, long atMs) {
        Word word = words.get(measurement.sign());
        if (word == null) {
            words.put(measurement.sign(), new Word(measurement, device, atMs));
        } else if (atMs >= word.atMs) {
            word.measurement = measurement;
            word.device = device;
            word.atMs = atMs;
        }
    }

    /** What a device said is no word on this bed any more. */
    void forget(DeviceId device) {
        words.values().removeIf(word -> word.device().equals(device));
    }

    Collection<Word> words() {
        return words.values();
    }

    Optional<Word> of(VitalSign sign) {
        return Optional.ofNullable(words.get(sign));
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(words.size());
        for (Word word : words.values()) {
            out.writeUTF(word.measurement().sign().name());
            out.writeDouble(word.measurement().value());
            out.writeUTF(word.measurement().quality().wireName());
            out.writeUTF(word.device().name());
            out.writeLong(word.atMs());
        }
    }

    static Latest readFrom(DataInputStream in) throws IOException {
        var latest = new Latest();
        for (int left = in.readInt(); left > 0; left--) {
            VitalSign sign = VitalSign.named(in.readUTF());
            double value = in.readDouble();
            Quality quality = quality(in.readUTF());
            var device = new DeviceId(in.readUTF());
            latest.words.put(sign, new Word(new Measurement(sign, value, quality), device, in.readLong()));
        }
        return latest;
    }

    private static Quality quality(String wireName) throws IOException {
        return Arrays.stream(Quality.values())
                .filter(quality -> quality.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IOException("the state names a quality that this version does not know"));
    }
}
