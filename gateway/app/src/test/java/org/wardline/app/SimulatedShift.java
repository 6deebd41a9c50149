package org.wardline.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.wardline.app.wire.LogWording;
import org.wardline.core.Act;
import org.wardline.core.Burst;
import org.wardline.core.CareAct;
import org.wardline.core.Now;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.WardView;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.simulator.SimulatedBed;
import org.wardline.simulator.SimulatedMessage;
import org.wardline.simulator.SimulatedWard;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.adapter.DeviceAdapter;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.Entry;

/**
 * A simulated ward watched at virtual time by invented nurses: what goes into the log, and what the alarm engine itself
 * thought of each patient at every full minute. The same seed, the same shift.
 */
public final class SimulatedShift {
    /** 2026-11-26T06:00:00Z. */
    public static final long START_MS = 1_795_672_800_000L;

    private static final long MINUTE_MS = 60_000;
    private static final int ACTS = 10;
    private static final List<String> NURSES = List.of("ann", "ben", "chen");

    public final List<Entry> log = new ArrayList<>();
    /** By stay, by minute: the least and the most that NEWS2 could be. */
    public final Map<String, Map<Long, WardView.News2>> news2 = new HashMap<>();

    private final SimulatedWard devices;
    private final DeviceAdapter adapter;
    private final Random random;
    private final Map<String, Long> intended = new TreeMap<>();
    private final Ward ward;
    private long atMs = 5_000;
    private int admissions;

    public SimulatedShift(long seed, int beds) throws Refused {
        random = new Random(seed);
        devices = new SimulatedWard(seed, beds, START_MS);
        adapter = Adapters.named(List.of("json"), "w1").getFirst();
        ward = new Ward(
                plan(devices), new LogWording(), () -> "p" + ++admissions, WardState.fresh(AlarmSettings.defaults()));
        keep(ward.begin(now(), false, true));
    }

    private static WardPlan plan(SimulatedWard devices) {
        List<WardPlan.Bed> beds = new ArrayList<>();
        List<WardPlan.Device> monitors = new ArrayList<>();
        for (SimulatedBed bed : devices.beds()) {
            beds.add(new WardPlan.Bed(bed.bed(), bed.label(), bed.room()));
            Map<String, Long> signs = new LinkedHashMap<>();
            bed.intervalsMs().forEach((sign, interval) -> signs.put(sign.name(), (long) interval));
            monitors.add(new WardPlan.Device(bed.device(), Optional.of(bed.bed()), signs, List.of("ap1")));
        }
        return new WardPlan("w1", false, false, beds, monitors, List.of());
    }

    public Ward ward() {
        return ward;
    }

    public Now now() {
        return new Now(atMs, START_MS + atMs, Now.WallQuality.SYNCED);
    }

    public long wallMs() {
        return now().wallMs();
    }

    public List<String> beds() {
        return devices.beds().stream().map(bed -> bed.bed().name()).toList();
    }

    /** Time passes, second by second. */
    public void pass(long minutes) {
        for (long second = 0; second < minutes * 60; second++) {
            atMs += 1_000;
            keep(ward.tick(now()));
            hear();
            care();
            if (wallMs() % MINUTE_MS == 0) {
                lookAtScores();
            }
        }
    }

    private void hear() {
        List<Burst.Arrival> arrivals = new ArrayList<>();
        for (SimulatedMessage message : devices.advance(wallMs())) {
            if (!message.isWaveform()) {
                RawMessage raw = RawMessage.of("t", message.device(), wallMs(), message.payload());
                arrivals.add(new Burst.Arrival(raw, adapter.decode(raw), false, _ -> {}));
            }
        }
        keep(ward.accept(new Burst(arrivals), now()));
    }

    private void lookAtScores() {
        for (WardView.Bed bed : ward.view(now()).beds()) {
            if (bed.stay().isPresent() && bed.news2().isPresent()) {
                news2.computeIfAbsent(bed.stay().get().name(), _ -> new TreeMap<>())
                        .put(wallMs(), bed.news2().get());
            }
        }
    }

    /** Alarms are taken after a while; now and then somebody does something else. */
    private void care() {
        for (WardView.Bed bed : ward.view(now()).beds()) {
            for (WardView.Alarm alarm : bed.alarms()) {
                if (!alarm.state().equals("acked")) {
                    long dueMs = intended.computeIfAbsent(alarm.name(), _ -> atMs + 5_000 + random.nextInt(400_000));
                    if (atMs >= dueMs) {
                        happen(at -> new AlarmEvent.Acknowledge(at, alarm.name(), alarm.version(), nurse(), "st1"));
                    }
                }
            }
            if (random.nextInt(400) == 0) {
                act(bed);
            }
        }
    }

    /** The next patient; in every second bed the monitor is linked too. */
    private void admit(String bed, String nurse) {
        String stay = "s" + ++admissions;
        List<String> linked = random.nextBoolean() ? List.of(monitorOf(bed)) : List.of();
        happen(at -> new CareAct.Admit(at, nurse, stay, bed, 1, linked, "hand"));
    }

    /** The device that stands at a bed by the configuration. */
    public String monitorOf(String bed) {
        return devices.beds().stream()
                .filter(one -> one.bed().name().equals(bed))
                .findFirst()
                .orElseThrow()
                .device()
                .name();
    }

    private String nurse() {
        return NURSES.get(random.nextInt(NURSES.size()));
    }

    private void act(WardView.Bed bed) {
        int act = random.nextInt(ACTS);
        String nurse = nurse();
        if (bed.stay().isEmpty()) {
            admit(bed.bed().name(), nurse);
            return;
        }
        String stay = bed.stay().get().name();
        switch (act) {
            case 0 -> happen(at -> new AlarmEvent.PauseAudio(at, stay, at + 120_000, nurse, "st1"));
            case 1 -> happen(at -> new AlarmEvent.AudioOff(at, stay, nurse, "st1"));
            case 2 -> happen(at -> new AlarmEvent.AudioOn(at, stay, nurse, "st1"));
            case 3 -> {
                Map<String, Object> set = Map.of("below", java.math.BigDecimal.valueOf(85 + random.nextInt(6)));
                happen(at ->
                        new AlarmEvent.LimitsChanged(at, stay, "spo2.low", AlarmPriority.MEDIUM, set, nurse, "st1"));
            }
            case 4 -> {
                Map<String, Object> seen = Map.of(
                        "resp_rate", java.math.BigDecimal.valueOf(12 + random.nextInt(16)), "consciousness_acvpu", "A");
                happen(at -> new AlarmEvent.ObservationEntered(at, stay, nurse, -1, seen));
            }
            case 5 ->
                happen(at -> new AlarmEvent.Noted(
                        at, stay, "note", nurse, "st1", Map.of("text", "note " + random.nextInt(99))));
            case 6 ->
                happen(at -> new CareAct.Admit(at, nurse, stay, bed.bed().name(), 1, List.of(), "hand")); // refused
            case 7 -> {
                if (random.nextInt(8) == 0) {
                    happen(at -> new CareAct.Discharge(at, nurse, stay));
                }
            }
            case 8 -> link(bed.bed().name(), stay, nurse);
            default -> happen(at -> new CareAct.Discharge(at, nurse, "nobody")); // refused
        }
    }

    /** Patients leave and come back, monitors are unlinked and linked; what cannot be done is refused. */
    private void link(String bed, String stay, String nurse) {
        String monitor = monitorOf(bed);
        switch (random.nextInt(5)) {
            case 0 -> happen(at -> new CareAct.Leave(at, nurse, "st1", stay, 0));
            case 1, 2 -> happen(at -> new CareAct.Return(at, nurse, "st1", stay));
            case 3 -> happen(at -> new CareAct.Link(at, nurse, monitor, bed, 0, "hand"));
            default -> happen(at -> new CareAct.Unlink(at, nurse, monitor));
        }
    }

    public void happen(Act act) {
        keep(ward.happen(act, now()));
    }

    /** The patients are known to the gateway's links, whatever the log begins with. */
    public Optional<String> stayIn(String bed, long wallMs) {
        return ward.whose().stayIn(new BedId(bed), wallMs).map(StayId::name);
    }

    private void keep(Turn turn) {
        log.addAll(turn.entries());
    }
}
