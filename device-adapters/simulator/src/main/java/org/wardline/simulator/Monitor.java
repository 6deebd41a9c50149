package org.wardline.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongToIntFunction;
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
        var json = new WireJson(device, atMs, readings);
        json.value("hr", Math.round(patient.heartRate()));
        finger(json, effects);
        json.value("rr", Math.round(patient.respRate()));
        if (hasCapnometer) {
            json.value("etco2", Math.round(patient.etco2()));
        }
        seldom(json, atMs - firstMs, effects);
        flags(json, effects);
        out.add(json.reading(atMs));
    }

    private void finger(WireJson json, Effects effects) {
        if (effects.isProbeOff()) {
            json.raw("pr", "null");
            json.raw("spo2", "null");
            return;
        }
        long scatter = effects.isMoving() ? random.nextInt(41) - 20L : random.nextInt(3) - 1L;
        json.value("pr", Math.round(patient.heartRate()) + scatter);
        json.value("spo2", effects.isMoving() ? 70 + random.nextInt(31) : Math.round(patient.spo2()));
    }

    /** What is not said every second. */
    private void seldom(WireJson json, long runningMs, Effects effects) {
        if (runningMs % TEMP_MS == 0) {
            json.raw("temp", String.format(Locale.ROOT, "%.1f", patient.temp()));
        }
        if (runningMs % (effects.sepsis() > 0 ? PRESSURE_MS : ROUND_MS) == 0) {
            long systolic = Math.round(patient.systolic());
            long diastolic = Math.round(patient.diastolic());
            json.value("nibp_sys", systolic);
            json.value("nibp_dia", diastolic);
            json.value("nibp_mean", Math.round(diastolic + (systolic - diastolic) / 3.0));
        }
        if (runningMs % ROUND_MS == 0) {
            json.value("o2", Math.round(patient.oxygenLitres()));
            json.text("acvpu", String.valueOf(patient.consciousness()));
            json.value("battery", Math.round(Math.max(5, chargedPercent - runningMs / 3_600_000.0)));
        }
    }

    private static void flags(WireJson json, Effects effects) {
        if (effects.isProbeOff()) {
            json.raw("flags", "{\"pr\":\"probe-off\",\"spo2\":\"probe-off\"}");
        } else if (effects.isMoving()) {
            json.raw("flags", "{\"pr\":\"motion\",\"spo2\":\"motion\",\"rr\":\"artefact\"}");
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
        out.add(chunk("ecg_ii", ECG_HZ, endMs, atMs -> waves.ecg(atMs, patient, effects.isMoving())));
        out.add(chunk("pleth", PLETH_HZ, endMs, atMs -> waves.pulse(atMs, patient, effects)));
    }

    /** The samples of the half second that ends at a time, on a grid that begins with the first reading. */
    private SimulatedMessage chunk(String wave, int hz, long endMs, LongToIntFunction sampleAtMs) {
        int stepMs = 1000 / hz;
        long startMs = onGrid(endMs - CHUNK_MS, stepMs);
        int samples = (int) ((onGrid(endMs, stepMs) - startMs) / stepMs);
        var json = new WireJson(device, startMs, chunks);
        json.text("wave", wave);
        json.value("hz", hz);
        if (wave.equals("ecg_ii")) {
            json.raw("scale", String.valueOf(Waves.ECG_SCALE));
        }
        json.samples(samples, at -> sampleAtMs.applyAsInt(startMs + (long) at * stepMs));
        return json.chunk(endMs);
    }

    /** The first sample that is due at or after a time. */
    private long onGrid(long atMs, int stepMs) {
        return atMs + Math.floorMod(firstMs - atMs, (long) stepMs);
    }
}
