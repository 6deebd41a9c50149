package org.wardline.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Act;
import org.wardline.core.Burst;
import org.wardline.core.CareAct;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * A data folder as a gateway would leave it after hours in a ward, written in virtual time: a reading a second of each bed, and
 * in bed 07 a night of dips of the saturation, some of which a nurse took and marked.
 */
public final class StoredNight {
    /** The patient of the night. */
    public static final String STAY = "s-07";
    /** The patient after him. */
    public static final String NEXT_STAY = "s-next";

    private static final long SECOND_MS = 1_000;
    private static final int COMMIT_EVERY_S = 30;
    /** Minutes from the beginning, half width in minutes, depth: as in the picture of the limits editor. */
    private static final double[][] DIPS = {{118, 9, 6.5}, {214, 8, 7.5}, {262, 7, 6.2}, {387, 10, 6.4}, {440, 9, 7.4}};

    private final int beds;
    private final long endMs;
    private final int hours;
    private final Random chance = new Random(7);
    private final List<Entry> pending = new ArrayList<>();
    private final List<Act> laterActs = new ArrayList<>();
    private int changeAtS = -1;
    private double wander;
    private int alarms;
    private long readings;

    /**
     * A night.
     *
     * @param endMs epoch milliseconds
     */
    public StoredNight(int beds, int hours, long endMs) {
        this.beds = beds;
        this.hours = hours;
        this.endMs = endMs;
    }

    /** At a second of it the patient of bed 07 is discharged at a station, and the next one admitted with the same monitor. */
    public StoredNight changesAt(int second) {
        changeAtS = second;
        return this;
    }

    /** What a gateway on that folder must be told. */
    public List<String> settings() {
        List<String> sets = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            String bed = bed(i);
            sets.add("beds." + bed + ".label=\"" + bed + "\"");
            sets.add("devices.list.m-" + bed + "={bed: \"" + bed
                    + "\", signs: {spo2: 1s, heart_rate: 1s, resp_rate: 1s}}");
            sets.add("stays.s-" + bed + "={bed: \"" + bed + "\"}");
        }
        return sets;
    }

    /** Of fewer than seven the last is 07. */
    private String bed(int i) {
        return String.format(Locale.ROOT, "%02d", Math.max(0, 7 - beds) + i);
    }

    /** The ward as its configuration has it. */
    public WardPlan plan() {
        List<WardPlan.Bed> places = new ArrayList<>();
        List<WardPlan.Device> devices = new ArrayList<>();
        List<WardPlan.Stay> stays = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            var bed = new BedId(bed(i));
            places.add(new WardPlan.Bed(bed, bed.name(), ""));
            devices.add(new WardPlan.Device(
                    new DeviceId("m-" + bed.name()),
                    Optional.of(bed),
                    Map.of("spo2", SECOND_MS, "heart_rate", SECOND_MS, "resp_rate", SECOND_MS),
                    List.of()));
            stays.add(new WardPlan.Stay(new StayId("s-" + bed.name()), bed, 1, 0, Long.MAX_VALUE));
        }
        return new WardPlan("w1", false, false, places, devices, stays);
    }

    /** Writes it; gives how many readings there are. */
    public long write(Path folder) throws IOException {
        var ward = new Ward(plan(), new LogWording(), Parts::freshStay, WardState.fresh(AlarmSettings.defaults()));
        try (SealedLog log = SealedLog.open(folder, LogSettings.in(folder), () -> endMs)) {
            keep(ward.begin(at(0), false, true));
            int seconds = hours * 3_600;
            for (int second = 1; second <= seconds; second++) {
                Now now = at(second * SECOND_MS);
                keep(ward.accept(burst(second, now), now));
                if (second == changeAtS) {
                    laterActs.add(at -> new CareAct.Discharge(at, "Sun J.", STAY));
                    laterActs.add(at -> new CareAct.Admit(at, "Sun J.", NEXT_STAY, "07", 1, List.of("m-07"), "scan"));
                }
                for (Act act : List.copyOf(laterActs)) {
                    laterActs.remove(act);
                    keep(ward.happen(act, now));
                }
                if (second % COMMIT_EVERY_S == 0 || second == seconds) {
                    var _ = log.commit(
                            pending,
                            List.of(),
                            second == seconds ? state(ward, log.lastNumber() + pending.size()) : Map.of());
                    pending.clear();
                }
            }
        }
        return readings;
    }

    /** As the log's own thread writes it: the number of the last entry that it knows of, then the state. */
    private Map<String, byte[]> state(Ward ward, long number) {
        byte[] state = ward.checkpoint();
        return Map.of(
                WardLog.WARD_STATE,
                ByteBuffer.allocate(Long.BYTES + state.length)
                        .putLong(number)
                        .put(state)
                        .array(),
                WardLog.READINGS_STATE,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(number)
                        .putLong(readings)
                        .array());
    }

    private Now at(long sinceBeginMs) {
        long atMs = 1_000 + sinceBeginMs;
        return new Now(atMs, endMs - hours * 3_600_000L + sinceBeginMs, Now.WallQuality.SYNCED);
    }

    private void keep(Turn turn) {
        pending.addAll(turn.entries());
        turn.entries().forEach(entry -> readings += entry instanceof ReadingEntry ? 1 : 0);
        for (AlarmChange change : turn.changes()) {
            if (change.change().equals("raised") && change.alarm().orElse("").startsWith(STAY + ":spo2.low")) {
                take(change.alarm().orElse(""), ++alarms);
            }
        }
    }

    /** A nurse takes it, and says of the fourth that it was useful, of those before that they were not. */
    private void take(String alarm, int number) {
        laterActs.add(at -> new AlarmEvent.Acknowledge(at, alarm, 1, "Sun J.", "st1"));
        laterActs.add(at -> new AlarmEvent.Noted(
                at, STAY, "useful", "Sun J.", "st1", Map.of("alarm", alarm, "useful", number % 4 == 0)));
    }

    private Burst burst(int second, Now now) {
        wander = 0.98 * wander + (chance.nextDouble() - 0.5) * 0.5;
        List<Burst.Arrival> arrivals = new ArrayList<>();
        for (int i = 1; i <= beds; i++) {
            double saturation = bed(i).equals("07") ? saturation(second) : 96 + (second / 60 + i) % 3;
            var device = new DeviceId("m-" + bed(i));
            var reading = new Reading(
                    device,
                    second,
                    now.wallMs() - 30,
                    now.wallMs(),
                    ClockQuality.DEVICE,
                    List.of(
                            Measurement.of(VitalSign.SPO2, Math.rint(saturation)),
                            Measurement.of(VitalSign.HEART_RATE, 70 + (second / 30 + i) % 9),
                            Measurement.of(VitalSign.RESP_RATE, 14 + (second / 45 + i) % 4)));
            arrivals.add(new Burst.Arrival(
                    RawMessage.of("t", device, now.wallMs(), new byte[0]),
                    new Decoded(List.of(reading), List.of(), List.of(), List.of()),
                    false,
                    _ -> {}));
        }
        return new Burst(arrivals);
    }

    /** Slow wandering and dips, the last eight hours as in the picture. */
    private double saturation(int second) {
        double minute = second / 60.0 - Math.max(0, (hours - 8) * 60);
        double value = 95.3 - 1.2 * minute / 480 + wander;
        for (double[] dip : DIPS) {
            double from = (minute - dip[0]) / dip[1];
            value -= dip[2] * Math.exp(-from * from);
        }
        return Math.clamp(value, 70, 100);
    }
}
