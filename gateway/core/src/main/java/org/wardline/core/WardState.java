package org.wardline.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Everything that a ward remembers and a restart must find again: alarms, links, device clocks, the newest values.
 *
 * <p>Changes only by {@link #happen}, {@link #judge} and {@link #pass}, which give the same for the same input.
 */
public final class WardState {
    private static final int VERSION = 5;
    /** Before links told times that a wall set back had twice. */
    private static final int VERSION_WITHOUT_STEADY = 4;
    /** Before devices told when they last measured a patient. */
    private static final int VERSION_WITHOUT_OWNED = 3;
    /** Before people's orders had ends. */
    private static final int VERSION_WITHOUT_ORDERS = 2;
    /** The wall may run this far from the monotonic axis before the engine is told. */
    static final long WALL_DRIFT_MS = 1_000;

    private final AlarmEngine engine;
    private boolean isGapUnknown; // from a restart that the wall clock does not explain to the next word of it, at once
    private final Map<BedId, Latest> latest;
    private final Places places;
    private final Bedside bedside;
    private final DeviceBook book;
    private Orders orders = new Orders();
    private Consumer<AlarmEvent> listener = _ -> {};
    private volatile @Nullable Whose whose; // the last answers, while nothing changes
    private long atMs;
    private long wallMinusAtMs;
    private String wallQuality = "";
    private long nextPlanMs = Long.MIN_VALUE;

    private WardState(AlarmEngine engine, Map<BedId, Latest> latest, Places places, Bedside bedside, DeviceBook book) {
        this.engine = engine;
        this.latest = latest;
        this.places = places;
        this.bedside = bedside;
        this.book = book;
    }

    /** A ward that nothing was ever heard of. */
    public static WardState fresh(AlarmSettings settings) {
        return new WardState(
                new AlarmEngine(settings), new LinkedHashMap<>(), Places.empty(), new Bedside(), new DeviceBook());
    }

    /** The time of an event: never before the one before it. */
    long notBefore(long wantedAtMs) {
        return Math.max(atMs, wantedAtMs);
    }

    Links links() {
        return places.links();
    }

    /** Whose a reading is; may be asked by any thread. */
    Whose whose(WardPlan plan) {
        Whose known = whose;
        Whose now = (known == null ? new Whose(plan, Links.NONE, ByHand.NOTHING) : known)
                .with(places.links(), places.byHand());
        if (!now.equals(known)) {
            whose = now;
        }
        return now;
    }

    /** What people have in their hands. */
    ByHand byHand() {
        return places.byHand();
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

    /** As if the wall had never been set back. */
    private long steadyMs(long at) {
        return wallMs(at) + places.links().steady().aheadMs();
    }

    DeviceClock clockOf(DeviceId device) {
        return recordOf(device).clock();
    }

    private DeviceRecord recordOf(DeviceId device) {
        return book.of(device, places.contracts.keySet());
    }

    /** A message of a device that nobody could read. */
    void rejected(DeviceId device, String reason, long receivedWallMs) {
        recordOf(device).rejected(reason, receivedWallMs);
    }

    Optional<BedId> bedNow(DeviceId device) {
        return places.links().bedOf(device, wallMs(), steadyMs(atMs));
    }

    Optional<StayId> stayNow(BedId bed) {
        return places.stayNow(bed);
    }

    /** Whether a device measures this stay under this very contract. */
    boolean isLinked(AlarmEvent.DeviceLinked wanted) {
        return places.isLinked(wanted);
    }

    /** Whom a device measures now. */
    Optional<StayId> measuredBy(DeviceId device) {
        return places.measures(device);
    }

    /** Tells the engine of the wall clock, once at the start, whenever it was set, and after a gap that it does not explain. */
    void setWall(Now now, long at, TurnBuilder turn) {
        boolean isNews = isGapUnknown
                || !now.wall().wireName().equals(wallQuality)
                || Math.abs(now.wallMs() - wallMs(now.atMs())) > WALL_DRIFT_MS;
        if (isNews) {
            var clock = new AlarmEvent.ClockStepped(
                    at, now.wallMs() + at - now.atMs(), now.wall().wireName());
            turn.happened(clock);
            apply(clock, turn);
        }
    }

    /** Something besides a reading: kept in the log, judged. */
    void happen(Happening what, WardPlan plan, TurnBuilder turn) {
        turn.happened(what);
        if (what instanceof AlarmEvent event) {
            apply(event, turn);
        } else if (what instanceof CareAct act) {
            care(act, plan, turn);
        } else {
            throw new IllegalArgumentException("nobody knows what that is");
        }
    }

    /** An act of people: all of it, or nothing but the word why not. */
    private void care(CareAct act, WardPlan plan, TurnBuilder turn) {
        pass(act.atMs(), turn);
        var care = new Care(plan, places, book, wallMs(), event -> apply(event, turn));
        Optional<String> refusal = care.refusal(act);
        if (refusal.isPresent()) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("event", act.event());
            said.put("why", refusal.get());
            turn.accept(engine.stamped("refused", said));
        } else {
            care.carry(act);
        }
    }

    private void apply(AlarmEvent event, TurnBuilder turn) {
        if (isRefused(event, turn)) {
            orders.refused(event);
            return;
        }
        orders.take(event);
        long steadyMs = steadyMs(event.atMs());
        switch (event) {
            case AlarmEvent.ClockStepped clock -> clockSet(clock);
            case AlarmEvent.Restart restart -> isGapUnknown |= !restart.trusted();
            case AlarmEvent.Admit admit -> places.admitted(admit, steadyMs);
            case AlarmEvent.Discharge discharge -> {
                places.discharged(discharge, steadyMs).ifPresent(latest::remove);
                bedside.forget(discharge.stay());
            }
            case AlarmEvent.Transfer transfer ->
                places.transferred(transfer, steadyMs).ifPresent(latest::remove);
            case AlarmEvent.DeviceLinked linked -> places.linked(linked, steadyMs);
            case AlarmEvent.DeviceUnlinked unlinked -> unlinked(new DeviceId(unlinked.device()), steadyMs);
            case AlarmEvent.LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.OfAlarms _ -> {} // nobody moves
        }
    }

    private void clockSet(AlarmEvent.ClockStepped clock) {
        long byMs = clock.wallMs() - clock.atMs() - wallMinusAtMs;
        if (!isGapUnknown) { // it is our clock that was set, not theirs
            book.all().values().forEach(device -> device.clock().oursStepped(byMs));
        }
        isGapUnknown = false;
        Links links = places.links();
        places.set(links.with(links.steady().set(clock.atMs(), wallMinusAtMs, clock.wallMs() - clock.atMs())));
        wallMinusAtMs = clock.wallMs() - clock.atMs();
        wallQuality = clock.quality();
        nextPlanMs = Long.MIN_VALUE;
    }

    private void unlinked(DeviceId device, long steadyMs) {
        places.unlinked(device, steadyMs);
        latest.values().forEach(words -> words.forget(device)); // else they look as fresh as it is elsewhere
    }

    /** Time passes. */
    void pass(long at, TurnBuilder turn) {
        if (engine.isDueBy(at)) {
            tell(new AlarmEvent.Tick(at), turn);
        }
        atMs = at;
    }

    private void tell(AlarmEvent event, TurnBuilder turn) {
        atMs = event.atMs();
        listener.accept(event);
        engine.apply(event, turn);
    }

    /** Somebody hears what the engine is told, just before it is. */
    void listen(Consumer<AlarmEvent> who) {
        listener = who;
    }

    AlarmEngine engine() {
        return engine;
    }

    private boolean isRefused(AlarmEvent event, TurnBuilder turn) {
        var isRefused = new AtomicBoolean();
        atMs = event.atMs();
        listener.accept(event);
        engine.apply(event, change -> {
            turn.accept(change);
            isRefused.compareAndSet(false, change.change().equals("refused"));
        });
        return isRefused.get();
    }

    /** A reading that is kept: windows, limits, NEWS2, alarms; or one that is nobody's and waits for a person. */
    void judge(ReadingEntry entry, WardPlan plan, TurnBuilder turn) {
        DeviceId device = entry.reading().device();
        DeviceRecord record = recordOf(device);
        record.heard(entry);
        Association now = association(device, record, plan);
        AlarmEvent.ReadingHeard heard =
                bedside.heard(entry, !plan.isPlain() && !wallQuality.equals("unset"), now.firstLinkedAtMs());
        tell(heard, turn);
        long measuredAt = heard.atMs() - Math.max(0, entry.reading().receivedAtMs() - entry.measuredAtMs());
        Optional<StayId> owner = now.ownerOf(entry, whose(plan));
        if (owner.isPresent()) {
            record.interrupted(entry.measuredAtMs());
            if (now.isMeasured(owner, entry.bed())) {
                show(entry, owner.get(), measuredAt, turn);
            }
        } else if (!whose(plan).isNobodys(device, entry.measuredAtMs())) {
            book.hold(entry, measuredAt);
        }
    }

    /** Where a device stood at a wall time that was reckoned at an instant of the axis. */
    Optional<BedId> bedOf(DeviceId device, long wallMs, long heardAtMs, WardPlan plan) {
        return association(device, recordOf(device), plan).bedOf(device, wallMs, heardAtMs, whose(plan));
    }

    private Association association(DeviceId device, DeviceRecord record, WardPlan plan) {
        Association known = record.association();
        if (known != null && known.version() == places.version()) {
            return known;
        }
        Association now = Association.of(device, places, whose(plan));
        record.associate(now);
        return now;
    }

    /** A word on the patient whom the device measures now, of a time at which it measured him. */
    private void show(ReadingEntry entry, StayId patient, long measuredAt, TurnBuilder turn) {
        Latest words = latest.computeIfAbsent(entry.bed().orElseThrow(), _ -> new Latest());
        List<Measurement> values = entry.reading().values();
        for (int at = 0; at < values.size(); at++) {
            words.hear(values.get(at), entry.reading().device(), measuredAt);
        }
        turn.heard(new PatientReading(patient, entry.byOurClock()));
        List<AlarmEvent> entered = bedside.entered(patient.name(), entry, measuredAt);
        for (int at = 0; at < entered.size(); at++) {
            tell(entered.get(at), turn);
        }
    }

    /** Who comes and goes by the configuration until now, each at his own time. */
    List<AlarmEvent> dueByPlan(WardPlan plan, long at) {
        if (plan.stays().isEmpty() || wallMs(at) < nextPlanMs) {
            return List.of();
        }
        var schedule = new Schedule(plan, places.beds, places.byHand());
        nextPlanMs = schedule.nextAfter(wallMs(at));
        return schedule.due(at, wallMinusAtMs, atMs);
    }

    /** Who measures whom now. */
    List<AlarmEvent.DeviceLinked> contracts() {
        return List.copyOf(places.contracts.values());
    }

    /** What people ordered to end by now, each at its own time. */
    List<AlarmEvent> dueByOrder(long at) {
        return orders.due(at, atMs);
    }

    /** Whether a stay is still here: it may have left at the instant at which an order of it ends. */
    boolean isOver(AlarmEvent due) {
        return Orders.stayOf(due)
                .filter(stay -> !places.beds.containsKey(new StayId(stay)))
                .isPresent();
    }

    /** The rules of the patient in a bed; empty where nobody lies. */
    Optional<LimitsNow> limits(BedId bed) {
        return stayNow(bed).map(stay -> LimitsNow.of(stay, engine, orders));
    }

    WardView view(WardPlan plan, Now now) {
        return new WardPainter(plan, engine, latest, places, orders).paint(now);
    }

    /** Devices and what waits for a person. */
    DevicesView devices(WardPlan plan, Now now) {
        return DevicesView.of(plan, places, book, now);
    }

    /** All of it, to be restored by {@link #restored}. */
    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            byte[] alarms = engine.snapshot();
            out.writeInt(VERSION);
            out.writeInt(alarms.length);
            out.write(alarms);
            StateCodec.writeLatest(out, latest);
            places.writeTo(out);
            bedside.writeTo(out);
            book.writeTo(out);
            out.writeLong(atMs);
            out.writeLong(wallMinusAtMs);
            out.writeUTF(wallQuality);
            orders.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} wrote, under settings that may have changed since. */
    public static WardState restored(AlarmSettings settings, byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readInt();
            if (version > VERSION || version < VERSION_WITHOUT_ORDERS) {
                throw new IOException("the ward's state has version " + version + ", this is " + VERSION);
            }
            byte[] alarms = in.readNBytes(in.readInt());
            Map<BedId, Latest> latest = StateCodec.latest(in);
            var state = new WardState(
                    AlarmEngine.restored(settings, alarms),
                    latest,
                    Places.readFrom(in, version > VERSION_WITHOUT_STEADY),
                    Bedside.readFrom(in),
                    DeviceBook.readFrom(in, version > VERSION_WITHOUT_OWNED));
            state.atMs = in.readLong();
            state.wallMinusAtMs = in.readLong();
            state.wallQuality = in.readUTF();
            state.orders = version == VERSION_WITHOUT_ORDERS ? new Orders() : Orders.readFrom(in);
            return state;
        }
    }
}
