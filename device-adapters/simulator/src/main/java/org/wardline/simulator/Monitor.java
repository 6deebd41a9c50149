package org.wardline.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.wardline.vitals.DeviceId;

/**
 * The monitor at one bed: what it measures of its patient, and when it says so.
 *
 * <pre>
 *   every second   a reading: hr pr spo2 rr, etco2 where it has a capnometer
 *   every 10 s     with temp
 *   every minute   with nibp (every 20 s while the story moves), o2, acvpu, battery; all of them in the first
 *   every 500 ms   125 samples of ecg_ii, 62 or 63 of pleth
 * </pre>
 */
final class Monitor {
    static final int READING_MS = 1_000;
    static final int TEMP_MS = 10_000;
    static final int ROUND_MS = 60_000;
    static final int CHUNK_MS = 500;
    static final int ECG_HZ = 250;
    static final int PLETH_HZ = 125;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int PRESSURE_MS = 20_000;

    private final DeviceId device;
    private final boolean hasCapnometer;
    private final long storyStartMs;
    private final Story story;
    private final Random random;
    private final Patient patient;
    private final Heart heart;
    private final Waves waves;
    private final double chargedPercent;
    private long readings;
    private long chunks;
    private long nextReadingMs;
    private long nextChunkMs;
    private final long firstMs;

    /**
     * A monitor whose first reading is due at a time.
     *
     * @param storyStartMs when its patient's story is, or was, at its beginning
     */
    Monitor(DeviceId device, Story story, boolean hasCapnometer, long firstMs, long storyStartMs, Random random) {
        this.device = device;
        this.story = story;
        this.hasCapnometer = hasCapnometer;
        this.random = random;
        this.firstMs = firstMs;
        this.storyStartMs = storyStartMs;
        this.nextReadingMs = firstMs;
        this.nextChunkMs = firstMs;
        this.patient = new Patient(random);
        this.heart = new Heart(random, firstMs);
        this.waves = new Waves(heart, random);
        this.chargedPercent = 60 + random.nextInt(40);
    }

    /** Adds what is due until a time, that time included. */
    void advance(long nowMs, List<SimulatedMessage> out) {
        while (Math.min(nextReadingMs, nextChunkMs) <= nowMs) {
            if (nextReadingMs <= nextChunkMs) {
                read(nextReadingMs, out);
                nextReadingMs += READING_MS;
            } else {
                draw(nextChunkMs, out);
                nextChunkMs += CHUNK_MS;
            }
        }
    }

    /** Skips to a time without a word, as when its network was away. */
    void skipTo(long nowMs) {
        long behindMs = Math.max(0, nowMs - nextReadingMs);
        nextReadingMs += behindMs / READING_MS * READING_MS;
        nextChunkMs += Math.max(0, nowMs - nextChunkMs) / CHUNK_MS * CHUNK_MS;
    }

    private Effects effects(long atMs) {
        return story.at(Math.floorMod(atMs - storyStartMs, Story.LENGTH_MS) / 1000.0);
    }

    private void read(long atMs, List<SimulatedMessage> out) {
        Effects effects = effects(atMs);
        patient.step(atMs, effects);
        if (effects.isSilent()) {
            return;
        }
        readings++;
        StringBuilder json = head(atMs, readings);
        field(json, "hr", Math.round(patient.heartRate()));
        finger(json, effects);
        field(json, "rr", Math.round(patient.respRate()));
        if (hasCapnometer) {
            field(json, "etco2", Math.round(patient.etco2()));
        }
        seldom(json, atMs - firstMs, effects);
        flags(json, effects);
        json.append('}');
        out.add(message(atMs, false, json));
    }

    private void finger(StringBuilder json, Effects effects) {
        if (effects.isProbeOff()) {
            json.append(",\"pr\":null,\"spo2\":null");
            return;
        }
        long scatter = effects.isMoving() ? random.nextInt(41) - 20L : random.nextInt(3) - 1L;
        field(json, "pr", Math.round(patient.heartRate()) + scatter);
        field(json, "spo2", effects.isMoving() ? 70 + random.nextInt(31) : Math.round(patient.spo2()));
    }

    /** What is not said every second. */
    private void seldom(StringBuilder json, long runningMs, Effects effects) {
        if (runningMs % TEMP_MS == 0) {
            json.append(",\"temp\":").append(String.format(Locale.ROOT, "%.1f", patient.temp()));
        }
        if (runningMs % (effects.sepsis() > 0 ? PRESSURE_MS : ROUND_MS) == 0) {
            long systolic = Math.round(patient.systolic());
            long diastolic = Math.round(patient.diastolic());
            field(json, "nibp_sys", systolic);
            field(json, "nibp_dia", diastolic);
            field(json, "nibp_mean", Math.round(diastolic + (systolic - diastolic) / 3.0));
        }
        if (runningMs % ROUND_MS == 0) {
            field(json, "o2", Math.round(patient.oxygenLitres()));
            json.append(",\"acvpu\":\"").append(patient.consciousness()).append('"');
            field(json, "battery", Math.round(Math.max(5, chargedPercent - runningMs / 3_600_000.0)));
        }
    }

    private static void flags(StringBuilder json, Effects effects) {
        if (effects.isProbeOff()) {
            json.append(",\"flags\":{\"pr\":\"probe-off\",\"spo2\":\"probe-off\"}");
        } else if (effects.isMoving()) {
            json.append(",\"flags\":{\"pr\":\"motion\",\"spo2\":\"motion\",\"rr\":\"artefact\"}");
        }
    }

    /** Draws the half second that ends now. */
    private void draw(long endMs, List<SimulatedMessage> out) {
        Effects effects = effects(endMs);
        heart.beatUntil(endMs + 1_000.0, patient.heartRate(), patient.respRate());
        if (effects.isSilent()) {
            return;
        }
        chunks++;
        long startMs = endMs - CHUNK_MS;
        StringBuilder ecg =
                head(startMs, chunks).append(",\"wave\":\"ecg_ii\",\"hz\":").append(ECG_HZ);
        ecg.append(",\"scale\":").append(Waves.ECG_SCALE).append(",\"samples\":[");
        for (int sample = 0; sample < ECG_HZ * CHUNK_MS / 1000; sample++) {
            double atMs = startMs + sample * (1000.0 / ECG_HZ);
            ecg.append(sample == 0 ? "" : ",").append(waves.ecg(atMs, patient, effects.isMoving()));
        }
        out.add(message(endMs, true, ecg.append("]}")));
        StringBuilder pleth =
                head(startMs, chunks).append(",\"wave\":\"pleth\",\"hz\":").append(PLETH_HZ);
        pleth.append(",\"samples\":[");
        int samples = PLETH_HZ * CHUNK_MS / 1000;
        for (int sample = 0; sample < samples; sample++) {
            double atMs = startMs + sample * (1000.0 / PLETH_HZ);
            pleth.append(sample == 0 ? "" : ",").append(waves.pulse(atMs, patient, effects));
        }
        out.add(message(endMs, true, pleth.append("]}")));
    }

    private StringBuilder head(long atMs, long seq) {
        return new StringBuilder(800)
                .append("{\"device\":\"")
                .append(device.name())
                .append("\",\"ts\":\"")
                .append(TIME.format(Instant.ofEpochMilli(atMs)))
                .append("\",\"seq\":")
                .append(seq);
    }

    private static void field(StringBuilder json, String key, long value) {
        json.append(",\"").append(key).append("\":").append(value);
    }

    private SimulatedMessage message(long dueMs, boolean isWaveform, StringBuilder json) {
        return new SimulatedMessage(device, dueMs, isWaveform, json.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
