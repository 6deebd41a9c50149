package org.wardline.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Everything that a ward remembers and a restart must find again: alarms, links, device clocks, the newest values.
 *
 * <p>Changes only by {@link #happen}, {@link #judge} and {@link #pass}, which give the same for the same input.
 */
public final class WardState {
    private static final int VERSION = 1;
    /** The wall may run this far from the monotonic axis before the engine is told. */
    private static final long WALL_DRIFT_MS = 1_000;

    private final AlarmEngine engine;
    private final Map<DeviceId, DeviceClock> clocks;
    private boolean isGapUnknown; // after a restart that the wall clock does not explain, until the wall is known again
    private final Map<BedId, Latest> latest;
    private final Map<DeviceId, AlarmEvent.DeviceLinked> contracts;
    private final Map<StayId, BedId> beds;
    private final Bedside bedside;
    private volatile Links links; // read by other threads through Whose
    private long atMs;
    private long wallMinusAtMs;
    private String wallQuality = "";
    private long nextPlanMs = Long.MIN_VALUE;

    private WardState(AlarmEngine engine, Parts parts) {
        this.engine = engine;
        this.clocks = parts.clocks;
        this.latest = parts.latest;
        this.contracts = parts.contracts;
        this.beds = parts.beds;
        this.bedside = parts.bedside;
        this.links = parts.links;
    }

    /** What a state is made of besides its alarms. */
    private record Parts(
            Map<DeviceId, DeviceClock> clocks,
            Map<BedId, Latest> latest,
            Map<DeviceId, AlarmEvent.DeviceLinked> contracts,
            Map<StayId, BedId> beds,
            Bedside bedside,
            Links links) {}

    /** A ward that nothing was ever heard of. */
    public static WardState fresh(AlarmSettings settings) {
        return new WardState(
                new AlarmEngine(settings),
                new Parts(
                        new HashMap<>(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new Bedside(),
                        Links.NONE));
    }

    /** The time of an event: never before the one before it. */
    long notBefore(long wantedAtMs) {
        return Math.max(atMs, wantedAtMs);
    }

    Links links() {
        return links;
    }

    /** Where the monotonic axis stands: at the last thing that happened. */
    public long atMs() {
        return atMs;
    }

    /** The wall at that instant. */
    public long wallMs() {
        return wallMs(atMs);
    }

    private long wallMs(long at) {
        return at + wallMinusAtMs;
    }

    DeviceClock clockOf(DeviceId device) {
        return clocks.computeIfAbsent(device, _ -> new DeviceClock());
    }

    Optional<BedId> bedNow(DeviceId device) {
        return links.bedOf(device, wallMs());
    }

    Optional<StayId> stayNow(BedId bed) {
        return beds.entrySet().stream()
                .filter(entry -> entry.getValue().equals(bed))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a device measures this stay under this very contract. */
    boolean isLinked(AlarmEvent.DeviceLinked wanted) {
        AlarmEvent.DeviceLinked now = contracts.get(new DeviceId(wanted.device()));
        return now != null
                && now.stay().equals(wanted.stay())
                && now.signs().equals(wanted.signs())
                && now.via().equals(wanted.via());
    }

    /** Tells the engine of the wall clock, once at the start and whenever it was set. */
    void setWall(Now now, long at, TurnBuilder turn) {
        boolean isNews = !now.wall().wireName().equals(wallQuality)
                || Math.abs(now.wallMs() - wallMs(now.atMs())) > WALL_DRIFT_MS;
        if (isNews) {
            happen(
                    new AlarmEvent.ClockStepped(
                            at, now.wallMs() + at - now.atMs(), now.wall().wireName()),
                    turn);
        }
    }

    /** Something besides a reading: kept in the log, judged. */
    void happen(AlarmEvent event, TurnBuilder turn) {
        turn.happened(event);
        if (isRefused(event, turn)) {
            return;
        }
        switch (event) {
            case AlarmEvent.ClockStepped clock -> {
                long byMs = clock.wallMs() - clock.atMs() - wallMinusAtMs;
                if (!isGapUnknown) { // it is our clock that was set, not theirs
                    clocks.values().forEach(device -> device.oursStepped(byMs));
                }
                isGapUnknown = false;
                wallMinusAtMs = clock.wallMs() - clock.atMs();
                wallQuality = clock.quality();
                nextPlanMs = Long.MIN_VALUE;
            }
            case AlarmEvent.Restart restart -> isGapUnknown = !restart.trusted();
            case AlarmEvent.Admit admit -> admitted(admit);
            case AlarmEvent.Discharge discharge -> discharged(discharge);
            case AlarmEvent.Transfer transfer -> transferred(transfer);
            case AlarmEvent.DeviceLinked linked -> linked(linked);
            case AlarmEvent.DeviceUnlinked unlinked -> unlinked(new DeviceId(unlinked.device()), unlinked.atMs());
            case AlarmEvent.Tick _,
                    AlarmEvent.ListAll _,
                    AlarmEvent.ReadingHeard _,
                    AlarmEvent.DeviceAlarm _,
                    AlarmEvent.Fault _,
                    AlarmEvent.ObservationEntered _,
                    AlarmEvent.Score _,
                    AlarmEvent.LimitsChanged _,
                    AlarmEvent.Acknowledge _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.StationAlive _,
                    AlarmEvent.StationLost _,
                    AlarmEvent.StationSaw _ -> {} // these change alarms alone
        }
    }

    /** Time passes. */
    void pass(long at, TurnBuilder turn) {
        if (engine.nextDueAtMs() <= at) {
            tell(new AlarmEvent.Tick(at), turn);
        }
        atMs = at;
    }

    private void tell(AlarmEvent event, TurnBuilder turn) {
        atMs = event.atMs();
        engine.apply(event, turn);
    }

    private boolean isRefused(AlarmEvent event, TurnBuilder turn) {
        var isRefused = new AtomicBoolean();
        atMs = event.atMs();
        engine.apply(event, change -> {
            turn.accept(change);
            isRefused.compareAndSet(false, change.change().equals("refused"));
        });
        return isRefused.get();
    }

    private void admitted(AlarmEvent.Admit admit) {
        var stay = new StayId(admit.stay());
        var bed = new BedId(admit.bed());
        beds.put(stay, bed);
        links = links.admit(stay, bed, links.hadAnybody(bed) ? wallMs(admit.atMs()) : 0);
    }

    private void discharged(AlarmEvent.Discharge discharge) {
        BedId bed = beds.remove(new StayId(discharge.stay()));
        if (bed != null) {
            links = links.discharge(bed, wallMs(discharge.atMs()));
            latest.remove(bed);
        }
        bedside.forget(discharge.stay());
        contracts.values().removeIf(contract -> contract.stay().equals(discharge.stay()));
    }

    private void transferred(AlarmEvent.Transfer transfer) {
        var stay = new StayId(transfer.stay());
        var to = new BedId(transfer.to());
        BedId from = beds.put(stay, to);
        long wallMs = wallMs(transfer.atMs());
        if (from != null) {
            links = links.discharge(from, wallMs);
            latest.remove(from);
        }
        links = links.admit(stay, to, wallMs);
        for (var contract : List.copyOf(contracts.values())) {
            if (contract.stay().equals(transfer.stay())) {
                var device = new DeviceId(contract.device());
                if (transfer.devices().contains(contract.device())) {
                    links = links.place(device, to, wallMs);
                } else {
                    var _ = contracts.remove(device); // it stays behind, at the old bed
                }
            }
        }
    }

    private void linked(AlarmEvent.DeviceLinked linked) {
        var device = new DeviceId(linked.device());
        contracts.put(device, linked);
        BedId bed = beds.get(new StayId(linked.stay()));
        if (bed != null && !links.bedOf(device, wallMs(linked.atMs())).equals(Optional.of(bed))) {
            links = links.place(device, bed, links.everStood(device) ? wallMs(linked.atMs()) : 0);
        }
    }

    private void unlinked(DeviceId device, long at) {
        var _ = contracts.remove(device); // may have been linked to nobody
        links = links.remove(device, wallMs(at));
    }

    /** A reading that is kept: windows, limits, NEWS2, alarms. */
    void judge(ReadingEntry entry, boolean isPlain, TurnBuilder turn) {
        DeviceId device = entry.reading().device();
        AlarmEvent.DeviceLinked contract = contracts.get(device);
        AlarmEvent.ReadingHeard heard =
                bedside.heard(entry, !isPlain && !wallQuality.equals("unset"), firstLinkedAt(device, contract));
        atMs = heard.atMs();
        engine.apply(heard, turn);
        Optional<BedId> bed = entry.bed();
        if (bed.isEmpty()) {
            return;
        }
        long measuredAt = heard.atMs() - Math.max(0, entry.reading().receivedAtMs() - entry.measuredAtMs());
        Latest words = latest.computeIfAbsent(bed.get(), _ -> new Latest());
        List<Measurement> values = entry.reading().values();
        for (int at = 0; at < values.size(); at++) {
            words.hear(values.get(at), device, measuredAt);
        }
        if (contract != null) {
            var patient = new StayId(contract.stay());
            if (bed.get().equals(beds.get(patient))) { // it measures the patient in this bed
                turn.heard(new Turn.Heard(patient, entry.byOurClock()));
                bedside.entered(patient.name(), entry, measuredAt).forEach(entered -> tell(entered, turn));
            }
        }
    }

    /** Since when a device measures the only patient it ever measured; far in the past for one that had others. */
    private long firstLinkedAt(DeviceId device, AlarmEvent.@Nullable DeviceLinked contract) {
        return contract == null || links.stoodElsewhere(device) ? Long.MIN_VALUE : contract.atMs();
    }

    /** Who comes and goes by the configuration until now, each at his own time. */
    List<AlarmEvent> dueByPlan(WardPlan plan, long at) {
        if (plan.stays().isEmpty() || wallMs(at) < nextPlanMs) {
            return List.of();
        }
        var schedule = new Schedule(plan, beds, contracts);
        nextPlanMs = schedule.nextAfter(wallMs(at));
        return schedule.due(at, wallMinusAtMs, atMs);
    }

    WardView view(WardPlan plan, Now now) {
        return new WardPainter(plan, engine, latest, contracts).paint(beds, now);
    }

    /** All of it, to be restored by {@link #restored}. */
    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            byte[] alarms = engine.snapshot();
            out.writeInt(VERSION);
            out.writeInt(alarms.length);
            out.write(alarms);
            StateCodec.write(out, clocks, latest, contracts, beds);
            bedside.writeTo(out);
            links.writeTo(out);
            out.writeLong(atMs);
            out.writeLong(wallMinusAtMs);
            out.writeUTF(wallQuality);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} wrote, under settings that may have changed since. */
    public static WardState restored(AlarmSettings settings, byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("the ward's state has version " + version + ", this is " + VERSION);
            }
            byte[] alarms = in.readNBytes(in.readInt());
            var parts = new Parts(
                    StateCodec.clocks(in),
                    StateCodec.latest(in),
                    StateCodec.contracts(in),
                    StateCodec.beds(in),
                    Bedside.readFrom(in),
                    Links.readFrom(in));
            var state = new WardState(AlarmEngine.restored(settings, alarms), parts);
            state.atMs = in.readLong();
            state.wallMinusAtMs = in.readLong();
            state.wallQuality = in.readUTF();
            return state;
        }
    }
}
