package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.core.DeviceBook.Held;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/**
 * What is known of one device. Bounded: {@link #MAX_RUNS} stretches of held readings (a further one takes the place of
 * the oldest, which is counted), of {@link #MAX_SIGNS} signs the pace.
 */
final class DeviceRecord {
    /** Stretches of readings that wait; beyond it the oldest is no longer asked for. */
    static final int MAX_RUNS = 8;
    /** Readings further apart are two stretches. */
    static final long GAP_MS = 10 * 60_000;
    /** Signs of a stranger whose pace is remembered. */
    static final int MAX_SIGNS = 32;
    /** So many readings make a pace ... */
    static final int PACE_READINGS = 10;
    /** ... if they come no slower than this: what comes more seldom is taken as now and then. */
    static final long SLOWEST_PACE_MS = 60_000;

    private final DeviceClock clock;
    private long receivedMs;
    private long measuredMs;
    private @Nullable ClockQuality quality;
    private double batteryPercent = Double.NaN;
    private String reject = "";
    private long rejectMs;
    private List<Held> held = List.of();
    private long ownedMs = Long.MIN_VALUE; // when it last measured a patient
    private long dropped;
    private Latest lastHeld = new Latest();
    private @Nullable Association association; // worked out anew after a restart
    private final Map<VitalSign, Pace> paces = new LinkedHashMap<>();

    /** How often a sign of a stranger comes. */
    private record Pace(int readings, long firstMs, long lastMs) {
        Pace and(long atMs) {
            return atMs - lastMs > GAP_MS ? new Pace(1, atMs, atMs) : new Pace(readings + 1, firstMs, atMs);
        }

        Optional<Long> intervalMs() {
            if (readings < PACE_READINGS) {
                return Optional.empty();
            }
            long everyMs = Math.ceilDiv(lastMs - firstMs, readings - 1L);
            return everyMs > 0 && everyMs <= SLOWEST_PACE_MS ? Optional.of(everyMs) : Optional.empty();
        }
    }

    DeviceRecord() {
        this(new DeviceClock());
    }

    private DeviceRecord(DeviceClock clock) {
        this.clock = clock;
    }

    DeviceClock clock() {
        return clock;
    }

    /** What it was last found to be joined to, if it was asked. */
    @Nullable
    Association association() {
        return association;
    }

    void associate(Association now) {
        association = now;
    }

    /** A reading that is kept. */
    void heard(ReadingEntry entry) {
        Reading reading = entry.reading();
        receivedMs = Math.max(receivedMs, reading.receivedAtMs());
        measuredMs = Math.max(measuredMs, entry.measuredAtMs());
        quality = reading.clock();
        List<Measurement> values = reading.values();
        for (int at = 0; at < values.size(); at++) {
            Measurement value = values.get(at);
            if (value.sign() == VitalSign.BATTERY && value.hasValue()) {
                batteryPercent = value.value();
            }
        }
    }

    /** A message that nobody could read. */
    void rejected(String reason, long wallMs) {
        reject = reason;
        rejectMs = wallMs;
    }

    /** A reading that is nobody's. */
    void hold(ReadingEntry entry, long measuredAt) {
        long wallMs = entry.measuredAtMs();
        List<Held> runs = new ArrayList<>(held);
        runs.removeIf(run -> run.toMs() < wallMs - Links.KEEP_MS);
        if (!join(runs, entry.bed(), wallMs)) {
            if (runs.size() >= MAX_RUNS) { // one that grew over the time between would take that along, whosever it is
                runs.remove(Collections.min(runs, Comparator.comparingLong(Held::toMs)));
                dropped++;
            }
            runs.add(new Held(entry.bed(), wallMs, wallMs, 1));
        }
        held = runs;
        for (Measurement value : entry.reading().values()) {
            if (paces.containsKey(value.sign()) || paces.size() < MAX_SIGNS) {
                lastHeld.hear(value, entry.reading().device(), measuredAt);
                paces.merge(value.sign(), new Pace(1, wallMs, wallMs), (pace, _) -> pace.and(wallMs));
            }
        }
    }

    /** It measured a patient: what is nobody's before and after are two stretches, or one answer would take his too. */
    void interrupted(long wallMs) {
        ownedMs = Math.max(ownedMs, wallMs);
    }

    private boolean join(List<Held> runs, Optional<BedId> bed, long wallMs) {
        for (int at = runs.size() - 1; at >= 0; at--) {
            Held run = runs.get(at);
            boolean isNear = wallMs >= run.fromMs() - GAP_MS && wallMs <= run.toMs() + GAP_MS;
            boolean isInterrupted =
                    ownedMs >= Math.min(wallMs, run.toMs()) && ownedMs <= Math.max(wallMs, run.fromMs());
            if (isNear && !isInterrupted && run.bed().equals(bed)) {
                runs.set(at, run.and(wallMs));
                return true;
            }
        }
        return false;
    }

    void decided(long fromMs, long toMs) {
        held = held.stream().flatMap(run -> run.without(fromMs, toMs).stream()).toList();
        if (held.isEmpty()) {
            lastHeld = new Latest();
            paces.clear();
        }
    }

    /** What it seems to owe, by what it sent: signs and intervals, 0 for now and then. */
    Map<String, Long> contract() {
        Map<String, Long> signs = new LinkedHashMap<>();
        paces.forEach((sign, pace) -> signs.put(sign.name(), pace.intervalMs().orElse(0L)));
        return signs;
    }

    long heardMs() {
        return Math.max(receivedMs, rejectMs);
    }

    long receivedMs() {
        return receivedMs;
    }

    long measuredMs() {
        return measuredMs;
    }

    String quality() {
        return quality == null ? "" : quality.name().toLowerCase(Locale.ROOT);
    }

    double batteryPercent() {
        return batteryPercent;
    }

    String reject() {
        return reject;
    }

    long rejectMs() {
        return rejectMs;
    }

    List<Held> held() {
        return held;
    }

    /** Stretches that are no longer asked for, since more came; what was measured in them is held on. */
    long dropped() {
        return dropped;
    }

    Latest lastHeld() {
        return lastHeld;
    }

    void writeTo(DataOutputStream out) throws IOException {
        clock.writeTo(out);
        out.writeLong(receivedMs);
        out.writeLong(measuredMs);
        out.writeUTF(quality == null ? "" : quality.name());
        out.writeDouble(batteryPercent);
        out.writeUTF(reject);
        out.writeLong(rejectMs);
        DeviceBook.write(out, held);
        out.writeLong(ownedMs);
        out.writeLong(dropped);
        lastHeld.writeTo(out);
        out.writeInt(paces.size());
        for (var pace : paces.entrySet()) {
            out.writeUTF(pace.getKey().name());
            out.writeInt(pace.getValue().readings());
            out.writeLong(pace.getValue().firstMs());
            out.writeLong(pace.getValue().lastMs());
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param knowsOwned whether it says when the device last measured a patient
     */
    static DeviceRecord readFrom(DataInputStream in, boolean knowsOwned) throws IOException {
        var record = new DeviceRecord(DeviceClock.readFrom(in));
        record.receivedMs = in.readLong();
        record.measuredMs = in.readLong();
        String quality = in.readUTF();
        record.quality = quality.isEmpty() ? null : ClockQuality.valueOf(quality);
        record.batteryPercent = in.readDouble();
        record.reject = in.readUTF();
        record.rejectMs = in.readLong();
        record.held = List.copyOf(DeviceBook.runs(in));
        record.ownedMs = knowsOwned ? in.readLong() : Long.MIN_VALUE;
        record.dropped = knowsOwned ? in.readLong() : 0;
        record.lastHeld = Latest.readFrom(in);
        for (int left = in.readInt(); left > 0; left--) {
            record.paces.put(VitalSign.named(in.readUTF()), new Pace(in.readInt(), in.readLong(), in.readLong()));
        }
        return record;
    }
}
