package org.wardline.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wardline.core.Burst.Arrival;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.Waveform;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Rejected;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.ReadingEntry;

/**
 * THE state machine of a ward: what arrives and what happens go in with the time, a {@link Turn} of effects comes out.
 *
 * <p>Pure: no clock, no thread, no I/O; one caller at a time. The same entries in the same order make the same ward, so a
 * restart is a {@link #checkpoint} and the {@link #replay} of the log's tail after it.
 */
public final class Ward {
    /** A restart replays at most so much of the log. */
    static final long CHECKPOINT_EVERY_MS = 60_000;

    private static final Pattern UNTIMED = Pattern.compile("\"t\":[0-9]+,");

    /** What a person wanted, without its time, and that time. */
    private record Wanted(String text, long atMs) {}

    private final WardPlan plan;
    private final Wording wording;
    private final Supplier<String> freshName;
    private final WardState state;
    private final Seen seen = new Seen();
    private final List<Wanted> intents = new ArrayList<>(); // stored, not known to be done
    private long checkpointedAtMs;

    /**
     * A ward.
     *
     * @param freshName random names for provisional stays
     * @param state new, or from a checkpoint
     */
    public Ward(WardPlan plan, Wording wording, Supplier<String> freshName, WardState state) {
        this.plan = plan;
        this.wording = wording;
        this.freshName = freshName;
        this.state = state;
    }

    /** A burst of messages: judged at once, in order of arrival. */
    public Turn accept(Burst burst, Now now) {
        var turn = new TurnBuilder(wording, burst.readings());
        long atMs = keepTime(now, turn);
        for (Arrival arrival : burst.arrivals()) {
            switch (arrival.decoding()) {
                case Rejected rejected -> {
                    turn.quarantine(new Turn.Quarantine(arrival.message(), rejected));
                    arrival.message()
                            .device()
                            .ifPresent(device -> state.rejected(
                                    device,
                                    rejected.reason().wireName(),
                                    arrival.message().receivedAtMs()));
                    turn.settle(arrival.receipt(), Ending.QUARANTINED);
                }
                case Decoded decoded -> hear(arrival, decoded, atMs, turn);
            }
        }
        return turn.build();
    }

    /** Something besides readings: an act, a link, a score, a fault. */
    public Turn happen(Act act, Now now) {
        return happen(List.of(act), now);
    }

    /** What one person does at once, such as a preset of limits: in this order, nothing between. */
    public Turn happen(List<Act> acts, Now now) {
        var turn = new TurnBuilder(wording);
        long atMs = keepTime(now, turn);
        acts.forEach(act -> state.happen(act.at(atMs), plan, turn));
        return turn.build();
    }

    /** Time passes. */
    public Turn tick(Now now) {
        var turn = new TurnBuilder(wording);
        state.pass(keepTime(now, turn), turn);
        return turn.build();
    }

    /**
     * The process begins: on the ward as the log left it, with the configuration as it is now.
     *
     * @param isRestart it ran before
     * @param isTrusted the axis of time ran on while it did not
     */
    public Turn begin(Now now, boolean isRestart, boolean isTrusted) {
        var turn = new TurnBuilder(wording);
        for (Wanted intent : intents) { // as of when it was wanted: what a device measured since is in its place
            long thenMs = Math.min(state.notBefore(intent.atMs()), state.notBefore(now.atMs()));
            state.happen(wording.event("{\"t\":" + thenMs + "," + intent.text().substring(1)), plan, turn);
        }
        intents.clear();
        if (isRestart) {
            state.happen(new AlarmEvent.Restart(state.notBefore(now.atMs()), isTrusted), plan, turn);
        }
        long atMs = keepTime(now, turn);
        for (WardPlan.Device device : plan.devices()) {
            device.bed().ifPresent(bed -> place(device, bed, atMs, turn));
        }
        checkpointedAtMs = atMs;
        return turn.build();
    }

    /** An entry of the log's tail again: what came of it is known and not said. */
    public void replay(Entry entry) {
        var unsaid = new TurnBuilder(wording);
        switch (entry) {
            case ReadingEntry reading -> {
                reckonAgain(reading.reading());
                state.judge(reading, plan, unsaid);
            }
            case NoteEntry note -> {
                switch (note.kind()) {
                    case EVENT -> state.happen(wording.event(note.json()), plan, unsaid);
                    case CHANGE -> state.pass(note.atMs(), unsaid); // what was said when it was due is not said again
                    case INTENT -> {} // remembered below
                }
            }
        }
        remember(entry);
    }

    /** What was learnt of a device's clock since the checkpoint. */
    private void reckonAgain(Reading stored) {
        if (stored.clock() != ClockQuality.NONE) {
            DeviceClock clock = state.clockOf(stored.device());
            DeviceClock.Reckoned _ = clock.reckon(stored.measuredAtMs(), stored.receivedAtMs()); // is in the entry
        }
    }

    /** An entry of the log from before its tail: that a reading was heard, that a person wanted something. */
    public void remember(Entry entry) {
        switch (entry) {
            case ReadingEntry reading -> {
                Seen.Verdict _ = seen.hear(reading.reading()); // it was stored, whatever it was
            }
            case NoteEntry note -> {
                switch (note.kind()) {
                    case INTENT -> intents.add(new Wanted(untimed(note), note.atMs()));
                    case EVENT -> done(untimed(note));
                    case CHANGE -> {} // what came of it
                }
            }
        }
    }

    private static String untimed(NoteEntry note) {
        return UNTIMED.matcher(note.json()).replaceFirst("");
    }

    private void done(String text) {
        for (int at = 0; at < intents.size(); at++) {
            if (intents.get(at).text().equals(text)) {
                intents.remove(at);
                return;
            }
        }
    }

    /** The log could not take these: their senders still hold them and will send them again. */
    public void forget(List<Entry> refused) {
        for (Entry entry : refused) {
            if (entry instanceof ReadingEntry reading) {
                seen.forget(reading.reading());
            }
        }
    }

    /** What a restart begins from, once a minute. */
    public Optional<byte[]> checkpoint(Now now) {
        if (now.atMs() - checkpointedAtMs < CHECKPOINT_EVERY_MS) {
            return Optional.empty();
        }
        checkpointedAtMs = now.atMs();
        return Optional.of(checkpoint());
    }

    /** What a restart begins from. */
    public byte[] checkpoint() {
        return state.toBytes();
    }

    /** The ward for people's eyes. */
    public WardView view(Now now) {
        return state.view(plan, now);
    }

    /** The rules of the patient in a bed, as they are in force; empty where nobody lies. */
    public Optional<LimitsNow> limits(BedId bed) {
        return state.limits(bed);
    }

    /** The devices that measure a patient now, each with its contract and since when. */
    public List<AlarmEvent.DeviceLinked> linked(StayId stay) {
        return state.contracts().stream()
                .filter(contract -> contract.stay().equals(stay.name()))
                .toList();
    }

    /** The scale of oxygen saturation that NEWS2 of a patient goes by; 0: NEWS2 is not kept. */
    public int news2Scale(StayId stay) {
        return state.engine().news2Scale(stay.name());
    }

    /** What each linked device owes, by its name and sign: the expected interval in milliseconds. */
    public Map<String, Map<String, Long>> contracts() {
        return state.contracts().stream()
                .collect(Collectors.toMap(AlarmEvent.DeviceLinked::device, AlarmEvent.DeviceLinked::signs));
    }

    /** Devices, and what waits for a person. */
    public DevicesView devices(Now now) {
        return state.devices(plan, now);
    }

    /** Who stood and lay where; another object whenever that changed. */
    public Links links() {
        return state.links();
    }

    /** Whose a reading is; may be asked by any thread. */
    public Whose whose() {
        return state.whose(plan);
    }

    /** Wall clock, and patients who come and go by the configuration. */
    private long keepTime(Now now, TurnBuilder turn) {
        long atMs = state.notBefore(now.atMs());
        state.setWall(now, atMs, turn);
        List<AlarmEvent> due = new ArrayList<>(state.dueByPlan(plan, atMs));
        due.addAll(state.dueByOrder(atMs));
        due.sort(Comparator.comparingLong(AlarmEvent::atMs)); // stable: each keeps its own order within an instant
        for (AlarmEvent event : due) {
            if (!state.isOver(event)) {
                state.happen(event, plan, turn);
            }
        }
        return atMs;
    }

    private void hear(Arrival arrival, Decoded decoded, long atMs, TurnBuilder turn) {
        int stored = 0;
        for (Reading reading : decoded.readings()) {
            stored += hear(reading, arrival.isOverBound(), atMs, turn) ? 1 : 0;
        }
        for (Waveform waveform : decoded.waveforms()) {
            state.bedNow(waveform.device()).ifPresent(bed -> turn.wave(new Turn.Wave(bed, waveform)));
        }
        for (Rejected rejected : decoded.rejected()) {
            arrival.message()
                    .device()
                    .ifPresent(device -> state.rejected(
                            device,
                            rejected.reason().wireName(),
                            arrival.message().receivedAtMs()));
            turn.quarantine(new Turn.Quarantine(arrival.message(), rejected));
        }
        turn.settle(arrival.receipt(), arrival.isOverBound() ? Ending.REFUSED : ending(decoded, stored));
    }

    private static Ending ending(Decoded decoded, int stored) {
        if (stored > 0) {
            return Ending.STORED;
        }
        if (!decoded.readings().isEmpty()) {
            return Ending.DUPLICATE;
        }
        return decoded.rejected().isEmpty() ? Ending.IGNORED : Ending.QUARANTINED;
    }

    /** Whether it is to be stored. */
    private boolean hear(Reading raw, boolean isOverBound, long atMs, TurnBuilder turn) {
        if (!isOverBound && seen.hear(raw) == Seen.Verdict.DUPLICATE) {
            return false;
        }
        ReadingEntry entry = entry(raw, atMs, turn);
        if (!isOverBound) {
            turn.keep(entry);
        }
        state.judge(entry, plan, turn);
        return !isOverBound;
    }

    private ReadingEntry entry(Reading raw, long atMs, TurnBuilder turn) {
        DeviceClock.Reckoned reckoned = raw.clock() == ClockQuality.NONE
                ? new DeviceClock.Reckoned(raw.measuredAtMs(), ClockQuality.NONE)
                : state.clockOf(raw.device()).reckon(raw.measuredAtMs(), raw.receivedAtMs());
        Reading reading = reckoned.quality() == raw.clock()
                ? raw
                : new Reading(
                        raw.device(),
                        raw.seq(),
                        raw.measuredAtMs(),
                        raw.receivedAtMs(),
                        reckoned.quality(),
                        raw.values());
        long correctionMs = reckoned.wallMs() - raw.measuredAtMs();
        Optional<BedId> bed = bed(raw.device(), reckoned.wallMs(), atMs, turn);
        ReadingEntry entry = ReadingEntry.of(bed, atMs, reading);
        return correctionMs == 0 ? entry : entry.corrected(correctionMs);
    }

    /** Where a device stood; a stranger is admitted where the ward admits strangers. */
    private Optional<BedId> bed(DeviceId device, long measuredMs, long atMs, TurnBuilder turn) {
        Optional<BedId> bed = state.bedOf(device, measuredMs, atMs, plan);
        boolean isStranger = bed.isEmpty() && state.bedNow(device).isEmpty();
        if (isStranger && plan.admitsAny() && !state.byHand().devices().contains(device)) {
            var own = new WardPlan.Device(device, Optional.of(new BedId(device.name())), java.util.Map.of(), List.of());
            place(own, new BedId(device.name()), atMs, turn);
            return state.bedOf(device, measuredMs, atMs, plan);
        }
        return bed;
    }

    /**
     * A device stands at a bed; a bed without a patient gets a provisional one, who is watched but not filed. What people took
     * into their hands is left as it is, but for what the device owes.
     */
    private void place(WardPlan.Device device, BedId bed, long atMs, TurnBuilder turn) {
        boolean isByHand = state.byHand().devices().contains(device.device())
                || state.byHand().beds().contains(bed);
        if (!isByHand && state.stayNow(bed).isEmpty() && !Schedule.isPlanned(plan, bed)) {
            state.happen(new AlarmEvent.Admit(atMs, freshName.get(), bed.name(), 1, null), plan, turn);
        }
        Optional<StayId> patient = isByHand ? state.measuredBy(device.device()) : state.stayNow(bed);
        patient.ifPresent(stay -> {
            var linked = new AlarmEvent.DeviceLinked(
                    atMs, device.device().name(), stay.name(), device.signs(), device.via(), null);
            if (!state.isLinked(linked)) {
                state.happen(linked, plan, turn);
            }
        });
    }
}
