package org.wardline.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Burst;
import org.wardline.core.Ending;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.Entry;

/** A ward of two beds on a test's bench: a fake clock, one monitor a bed, everything that comes of it written down. */
final class WardBench {
    static final long WALL_MS = 1_795_000_000_000L;
    static final DeviceId MONITOR = new DeviceId("m-7");

    final List<Entry> log = new ArrayList<>();
    final List<AlarmChange> changes = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    final List<PatientReading> heard = new ArrayList<>();
    private WardPlan plan;
    private AlarmSettings settings = AlarmSettings.defaults();
    private Ward ward;
    private long atMs = 1_000;
    private long wallMinusAtMs = WALL_MS;
    private long seq;
    private List<Reading> last = List.of();

    WardBench(WardPlan plan) {
        this.plan = plan;
        this.ward = new Ward(plan, new LogWording(), () -> "fresh", WardState.fresh(AlarmSettings.defaults()));
        take(ward.begin(now(), false, true));
    }

    /** Bed 7 with a patient and a monitor that owes oxygen saturation every second, bed 8 free. */
    static WardPlan plan() {
        return new WardPlan(
                "w1",
                false,
                false,
                List.of(new WardPlan.Bed(new BedId("7"), "7", "1"), new WardPlan.Bed(new BedId("8"), "8", "1")),
                List.of(new WardPlan.Device(MONITOR, Optional.of(new BedId("7")), Map.of("spo2", 1_000L), List.of())),
                List.of(new WardPlan.Stay(new StayId("s-7"), new BedId("7"), 1, 0, Long.MAX_VALUE)));
    }

    Now now() {
        return new Now(atMs, wallMinusAtMs + atMs, Now.WallQuality.SYNCED);
    }

    /** Somebody sets the wall clock. */
    void step(long byMs) {
        set(byMs);
        atMs++;
        take(ward.tick(now()));
    }

    /** The same, and the ward does not look. */
    void set(long byMs) {
        wallMinusAtMs += byMs;
    }

    /** Time passes. */
    void pass(long ms) {
        atMs += ms;
        take(ward.tick(now()));
    }

    /** The monitor says a saturation, now. */
    void spo2(double percent) {
        last = List.of(new Reading(
                MONITOR,
                seq++,
                now().wallMs() - 20,
                now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, percent))));
        hear(last.getFirst());
    }

    /** A second of low saturation, so many times. */
    void low(int seconds) {
        for (int second = 0; second < seconds; second++) {
            spo2(85);
            pass(1_000);
        }
    }

    void hear(Reading... readings) {
        RawMessage raw = RawMessage.of("t", MONITOR, now().wallMs(), new byte[0]);
        var decoded = new Decoded(List.of(readings), List.of(), List.of(), List.of());
        var arrival = new Burst.Arrival(raw, decoded, false, endings::add);
        take(ward.accept(new Burst(List.of(arrival)), now()));
    }

    /** A message of a device that nobody can read. */
    void reject(DeviceId device) {
        RawMessage raw = RawMessage.of("t", device, now().wallMs(), new byte[0]);
        var arrival = new Burst.Arrival(raw, Rejected.whole(raw, Reason.MALFORMED, "no JSON"), false, endings::add);
        take(ward.accept(new Burst(List.of(arrival)), now()));
    }

    void happen(org.wardline.core.Act act) {
        take(ward.happen(act, now()));
    }

    private void take(Turn turn) {
        log.addAll(turn.entries());
        changes.addAll(turn.changes());
        heard.addAll(turn.heard());
        turn.settlements().forEach(settlement -> settlement.receipt().ended(settlement.ending()));
    }

    /** The process dies and starts again: from a checkpoint taken after so many entries, and the log's tail. */
    void restart(byte[] checkpoint, int entriesBefore, long gapMs) throws java.io.IOException {
        restart(checkpoint, entriesBefore, gapMs, true);
    }

    /** From the next start on the configuration is another. */
    void configure(WardPlan newPlan, AlarmSettings newSettings) {
        plan = newPlan;
        settings = newSettings;
    }

    /** The same, where the time between may not be known. */
    void restart(byte[] checkpoint, int entriesBefore, long gapMs, boolean isTrusted) throws java.io.IOException {
        ward = new Ward(plan, new LogWording(), () -> "fresh2", WardState.restored(settings, checkpoint));
        log.subList(0, entriesBefore).forEach(ward::remember);
        log.subList(entriesBefore, log.size()).forEach(ward::replay);
        atMs += gapMs;
        take(ward.begin(now(), true, isTrusted));
    }

    /** What the monitor said last. */
    Reading last() {
        return last.getFirst();
    }

    Ward ward() {
        return ward;
    }

    /** What was said of alarms, as {@code change name}. */
    List<String> said() {
        return changes.stream()
                .filter(change -> change.state().isPresent())
                .map(change -> change.change() + " " + change.alarm().orElse(""))
                .toList();
    }
}
