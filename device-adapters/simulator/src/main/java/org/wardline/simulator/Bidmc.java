package org.wardline.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.VitalSign;

/**
 * Real patients, replayed: the BIDMC PPG and Respiration Dataset (Pimentel et al., IEEE Trans Biomed Eng 2017;
 * 64(8):1914-1923; PhysioNet, ODC-By 1.0), one bed a record, stamped as if it happened now.
 *
 * <p>A reading a second; lead II, the pulse wave and arterial pressure in chunks of a second. The other channels have no
 * sign of ours or no true unit. After its last second a record is silent.
 */
public final class Bidmc implements TalkingWard {
    /** The most records; the public set has 53. */
    public static final int MAX_BEDS = 100;

    private static final int SECOND_MS = 1_000;
    private static final int BEDS_A_ROOM = 4;

    private final List<BidmcRecord> records;
    private long nowMs;

    private Bidmc(List<BidmcRecord> records, long startMs) {
        this.records = records;
        this.nowMs = startMs - 1;
    }

    /**
     * Reads the first records of a folder, or all of them where there are fewer.
     *
     * @param startMs epoch milliseconds of their first second
     * @throws IOException naming the file that is missing or is not what it should be
     */
    public static Bidmc read(Path folder, int beds, long startMs) throws IOException {
        if (beds < 1 || beds > MAX_BEDS) {
            throw new IllegalArgumentException("a replay has 1 to " + MAX_BEDS + " beds");
        }
        var files = new BidmcFiles(folder);
        List<BidmcRecord> records = new ArrayList<>();
        for (Map.Entry<String, List<BidmcRecord.Row>> numerics :
                files.numerics().entrySet()) {
            if (records.size() < beds) {
                String name = numerics.getKey();
                long offsetMs = records.size() * 83L % SECOND_MS; // devices do not speak in chorus
                records.add(new BidmcRecord(
                        new DeviceId(name), startMs + offsetMs, numerics.getValue(), files.waves(name)));
            }
        }
        return new Bidmc(records, startMs);
    }

    @Override
    public List<SimulatedBed> beds() {
        List<SimulatedBed> beds = new ArrayList<>();
        for (BidmcRecord record : records) {
            int bed = beds.size() + 1;
            beds.add(new SimulatedBed(
                    new BedId(Integer.toString(bed)),
                    "Bed " + bed,
                    Integer.toString(101 + (bed - 1) / BEDS_A_ROOM),
                    record.device(),
                    intervalsMs(),
                    "BIDMC-" + record.device()));
        }
        return Collections.unmodifiableList(beds);
    }

    @Override
    public List<SimulatedMessage> advance(long untilMs) {
        long afterMs = Math.max(nowMs, untilMs - MAX_STEP_MS);
        nowMs = Math.max(nowMs, untilMs);
        List<SimulatedMessage> messages = new ArrayList<>();
        for (BidmcRecord record : records) {
            record.between(afterMs, nowMs, messages);
        }
        messages.sort(Comparator.comparingLong(SimulatedMessage::dueMs)); // stable: of one instant, by bed
        return messages;
    }

    /** When the last record has said its last word. */
    public long endMs() {
        return records.stream().mapToLong(BidmcRecord::endMs).max().orElse(nowMs);
    }

    private static Map<VitalSign, Integer> intervalsMs() {
        Map<VitalSign, Integer> intervals = new LinkedHashMap<>();
        intervals.put(VitalSign.HEART_RATE, SECOND_MS);
        intervals.put(VitalSign.PULSE_RATE_SPO2, SECOND_MS);
        intervals.put(VitalSign.RESP_RATE, SECOND_MS);
        intervals.put(VitalSign.SPO2, SECOND_MS);
        return intervals;
    }
}
