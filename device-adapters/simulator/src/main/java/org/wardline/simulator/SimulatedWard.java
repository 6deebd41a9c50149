package org.wardline.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.VitalSign;

/**
 * A ward of simulated patients: what its devices send as time passes. The same seed, beds, start and times give the same
 * bytes, on any machine.
 *
 * <p>Of every twelve beds six have a {@link Story} and six are stable; which is which the seed says. A second dozen tells the same stories
 * half a minute later, and so on.
 */
public final class SimulatedWard implements TalkingWard {
    /** The most beds. */
    public static final int MAX_BEDS = 1_000;

    private static final int DOZEN = 12;
    private static final long DOZEN_APART_MS = 30_000;
    private static final int BEDS_A_ROOM = 4;
    private static final long SEED_STEP =
            0x9E37_79B9_7F4A_7C15L; // spreads neighbouring seeds (Steele et al., SplitMix, 2014)
    private static final List<Story> STORIES =
            List.of(Story.RECOVERY, Story.OPIOID, Story.SEPSIS, Story.PROBE_OFF, Story.MOTION, Story.SILENT);

    private final List<SimulatedBed> beds = new ArrayList<>();
    private final List<Story> stories;
    private final List<Monitor> monitors = new ArrayList<>();
    private long nowMs;

    /**
     * A ward at its start; its first messages come with the first second.
     *
     * @param startMs epoch milliseconds
     */
    public SimulatedWard(long seed, int beds, long startMs) {
        if (beds < 1 || beds > MAX_BEDS) {
            throw new IllegalArgumentException("a simulated ward has 1 to " + MAX_BEDS + " beds");
        }
        this.nowMs = startMs;
        this.stories = stories(seed, beds);
        int digits = Math.max(2, Integer.toString(beds).length());
        for (int bed = 0; bed < beds; bed++) {
            var random = new Random((seed + bed + 1) * SEED_STEP);
            Story story = stories.get(bed);
            boolean hasCapnometer = story == Story.OPIOID || bed % 3 == 0;
            var device = new DeviceId(String.format(Locale.ROOT, "m-%0" + digits + "d", bed + 1));
            long storyStartMs = startMs + bed / DOZEN * DOZEN_APART_MS;
            long firstMs = startMs + bed * 83L % Monitor.READING_MS; // devices do not speak in chorus
            monitors.add(new Monitor(device, story, hasCapnometer, firstMs, storyStartMs, random));
            this.beds.add(new SimulatedBed(
                    new BedId(Integer.toString(bed + 1)),
                    "Bed " + (bed + 1),
                    Integer.toString(101 + bed / BEDS_A_ROOM),
                    device,
                    intervalsMs(hasCapnometer),
                    String.format(Locale.ROOT, "SIM-%06d", random.nextInt(1_000_000))));
        }
    }

    @Override
    public List<SimulatedBed> beds() {
        return Collections.unmodifiableList(beds);
    }

    /** What happens at a bed, counted from 0. */
    public Story story(int bed) {
        return stories.get(bed);
    }

    @Override
    public List<SimulatedMessage> advance(long untilMs) {
        if (untilMs - nowMs > MAX_STEP_MS) {
            monitors.forEach(monitor -> monitor.skipTo(untilMs - MAX_STEP_MS));
        }
        nowMs = Math.max(nowMs, untilMs);
        List<SimulatedMessage> messages = new ArrayList<>();
        monitors.forEach(monitor -> monitor.advance(nowMs, messages));
        messages.sort(Comparator.comparingLong(SimulatedMessage::dueMs)); // stable: of one instant, by bed
        return messages;
    }

    private static List<Story> stories(long seed, int beds) {
        List<Story> all = new ArrayList<>();
        var random = new Random(seed * SEED_STEP);
        while (all.size() < beds) {
            List<Story> dozen = new ArrayList<>(Collections.nCopies(Math.min(DOZEN, beds - all.size()), Story.STABLE));
            for (int told = 0; told < Math.min(STORIES.size(), dozen.size()); told++) {
                dozen.set(told, STORIES.get(told));
            }
            Collections.shuffle(dozen, random);
            all.addAll(dozen);
        }
        return all;
    }

    private static Map<VitalSign, Integer> intervalsMs(boolean hasCapnometer) {
        Map<VitalSign, Integer> intervals = new LinkedHashMap<>();
        intervals.put(VitalSign.HEART_RATE, Monitor.READING_MS);
        intervals.put(VitalSign.PULSE_RATE_SPO2, Monitor.READING_MS);
        intervals.put(VitalSign.SPO2, Monitor.READING_MS);
        intervals.put(VitalSign.RESP_RATE, Monitor.READING_MS);
        if (hasCapnometer) {
            intervals.put(VitalSign.ETCO2, Monitor.READING_MS);
        }
        intervals.put(VitalSign.TEMP, Monitor.TEMP_MS);
        for (VitalSign seldom : List.of(
                VitalSign.NIBP_SYS,
                VitalSign.NIBP_DIA,
                VitalSign.NIBP_MEAN,
                VitalSign.O2_FLOW,
                VitalSign.CONSCIOUSNESS,
                VitalSign.BATTERY)) {
            intervals.put(seldom, 0);
        }
        return intervals;
    }
}
