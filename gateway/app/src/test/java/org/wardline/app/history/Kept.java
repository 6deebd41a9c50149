package org.wardline.app.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.wire.LogWording;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.Whose;
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
import org.wardline.vitals.log.Entry;

/** A ward of two beds whose every turn is kept in a real log; its clocks are turned by hand. */
final class Kept implements AutoCloseable {
    static final long WALL_MS = 1_795_000_000_000L;
    static final BedId BED_7 = new BedId("07");
    static final BedId BED_8 = new BedId("08");

    final SealedLog log;
    final Ward ward;
    final List<Entry> waiting = new ArrayList<>();
    final LogReader reader = new LogReader();
    long atMs = 1_000;
    long wallMinusAtMs = WALL_MS;
    private long seq;

    Kept(Path folder) throws IOException {
        log = SealedLog.open(folder, LogSettings.in(folder), this::wallMs);
        var plan = new WardPlan(
                "w",
                false,
                false,
                List.of(new WardPlan.Bed(BED_7, "07", ""), new WardPlan.Bed(BED_8, "08", "")),
                List.of(),
                List.of());
        ward = new Ward(plan, new LogWording(), () -> "fresh", WardState.fresh(AlarmSettings.defaults()));
    }

    long wallMs() {
        return atMs + wallMinusAtMs;
    }

    Whose whose() {
        return ward.whose();
    }

    Now now() {
        return new Now(atMs, wallMs(), Now.WallQuality.SYNCED);
    }

    LogHistory history() {
        return new LogHistory(reader, log, this::whose, this::present, this::wallMs);
    }

    Map<BedId, StayId> present() {
        return ward.view(now()).present();
    }

    LogFollower follower() {
        return new LogFollower(log, this::whose, this::present, this::wallMs);
    }

    /** Somebody comes to a bed, with a monitor. */
    void admit(String stay, BedId bed, String monitor) throws IOException {
        happens(at -> new AlarmEvent.Admit(at, stay, bed.name(), 1, "ann"));
        happens(at -> new AlarmEvent.DeviceLinked(
                at, monitor, stay, Map.of("heart_rate", 1_000L, "spo2", 1_000L), List.of(), null));
    }

    void discharge(String stay) throws IOException {
        happens(at -> new AlarmEvent.Discharge(at, stay, "ann"));
    }

    void happens(org.wardline.core.Act act) throws IOException {
        keep(ward.happen(act, now()));
    }

    void hears(String monitor, double spo2, double heartRate) throws IOException {
        hears(monitor, spo2, heartRate, 0);
    }

    /** A reading that was measured so long ago. */
    void hears(String monitor, double spo2, double heartRate, long agoMs) throws IOException {
        var device = new DeviceId(monitor);
        var reading = new Reading(
                device,
                seq++,
                wallMs() - agoMs,
                wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2), Measurement.of(VitalSign.HEART_RATE, heartRate)));
        RawMessage raw = RawMessage.of("t", device, wallMs(), new byte[0]);
        keep(ward.tick(now())); // as the gateway does, ten times a second: what is due happens when it is due
        var decoded = new Decoded(List.of(reading), List.of(), List.of(), List.of());
        keep(ward.accept(
                new org.wardline.core.Burst(List.of(new org.wardline.core.Burst.Arrival(raw, decoded, false, _ -> {}))),
                now()));
    }

    private void keep(Turn turn) throws IOException {
        waiting.addAll(turn.entries());
    }

    /** The commit window ends. */
    void commit() throws IOException {
        long _ = log.commit(List.copyOf(waiting), List.of(), Map.of());
        waiting.clear();
    }

    static History.Query all(String stay) {
        return new History.Query(Optional.of(new StayId(stay)), 0, Long.MAX_VALUE / 2);
    }

    History.Span answer(History.Query query) throws Exception {
        commit();
        return history().of(query).toCompletionStage().toCompletableFuture().get();
    }

    @Override
    public void close() {
        reader.close();
        log.close();
    }
}
