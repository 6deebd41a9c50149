package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wardline.core.news2.News2Tally;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The alarm engine: events in, changes out (Wardline alarm engine). No clock, no I/O, no randomness; the same events give the
 * same changes, whatever ticks or snapshots come between them.
 *
 * <p>It works out only what an event touched: a reading costs its own signs' comparisons; what is due is found by one queue.
 * Not thread-safe: it belongs to whoever owns the ward.
 */
public final class AlarmEngine {
    private final Floor floor;
    private final Settling settling;
    private final DeviceEvents devices;
    private final CareEvents care;
    private final PeopleEvents people;

    public AlarmEngine(AlarmSettings settings) {
        this(new Floor(settings));
    }

    private AlarmEngine(Floor floor) {
        this.floor = floor;
        this.settling = new Settling(floor);
        this.devices = new DeviceEvents(floor);
        this.care = new CareEvents(floor);
        this.people = new PeopleEvents(floor);
    }

    /** The engine as it was when {@link #snapshot} was taken; what stands of rules that do not exist any more ends at its next event. */
    public static AlarmEngine restored(AlarmSettings settings, byte[] snapshot) {
        Floor floor = new Floor(settings);
        FloorCodec codec = new FloorCodec(floor, new SnapshotIn(snapshot));
        codec.carry();
        codec.finish();
        return new AlarmEngine(floor);
    }

    /** All that must outlive this process, in a compact form of our own. */
    public byte[] snapshot() {
        SnapshotOut out = new SnapshotOut();
        new FloorCodec(floor, out).carry();
        return out.bytes();
    }

    /** The time of the last event. */
    public long nowMs() {
        return floor.moment.nowMs;
    }

    /**
     * One event: first everything that is due at or before it, each at its own time, then what the event makes of it.
     *
     * @param event not before the last one
     */
    public void apply(AlarmEvent event, Consumer<AlarmChange> out) {
        if (event.atMs() < floor.moment.nowMs) {
            throw new IllegalArgumentException("time goes back");
        }
        floor.voice.to(out);
        if (!(event instanceof AlarmEvent.Restart)) { // nobody was there to act in the gap before a restart
            happenUntil(event.atMs());
        }
        floor.moment.begin(event.atMs());
        take(event);
        settling.settle();
        if (event instanceof AlarmEvent.ReadingHeard heard) {
            devices.settled(heard);
        }
    }

    private void happenUntil(long toMs) {
        while (isDueBy(toMs)) {
            long dueMs = floor.queue.firstAtMs();
            floor.moment.begin(dueMs);
            while (floor.queue.firstAtMs() == dueMs) {
                Subject due = floor.queue.first();
                Stay stay = floor.stay(due.name);
                if (stay != null) {
                    floor.mark(stay);
                } else {
                    floor.isGatewayMarked = true;
                }
                floor.queue.set(due, dueMs + 1); // until it is planned anew
            }
            settling.settle();
        }
    }

    /** Whether something happens by itself until then. */
    public boolean isDueBy(long atMs) {
        return floor.queue.firstAtMs() <= atMs && nextDueAtMs() <= atMs; // the queue alone may be early, never late
    }

    /** When something happens by itself; {@link Long#MAX_VALUE} when nothing will. */
    public long nextDueAtMs() {
        while (floor.queue.firstAtMs() != DueQueue.NEVER) {
            Subject first = floor.queue.first();
            long dueMs = floor.dueAfter(first, first.dueAtMs - 1);
            if (dueMs == first.dueAtMs) {
                return dueMs;
            }
            floor.queue.set(first, dueMs); // it was early: its deadline moved since
        }
        return DueQueue.NEVER;
    }

    private void take(AlarmEvent event) {
        switch (event) {
            case AlarmEvent.ReadingHeard heard -> devices.reading(heard);
            case AlarmEvent.Tick tick -> {} // time has passed already
            case AlarmEvent.ListAll list -> people.list();
            case AlarmEvent.Admit admit -> care.admit(admit);
            case AlarmEvent.Discharge discharge -> care.discharge(discharge);
            case AlarmEvent.Transfer transfer -> care.transfer(transfer);
            case AlarmEvent.DeviceLinked linked -> devices.linked(linked);
            case AlarmEvent.DeviceUnlinked unlinked -> devices.unlinked(unlinked);
            case AlarmEvent.DeviceAlarm alarm -> devices.alarm(alarm);
            case AlarmEvent.Fault fault -> care.fault(fault);
            case AlarmEvent.ObservationEntered observation -> care.observation(observation);
            case AlarmEvent.ObservationWithdrawn withdrawn -> care.withdrawn(withdrawn);
            case AlarmEvent.Noted noted -> care.noted(noted);
            case AlarmEvent.Score score -> care.score(score);
            case AlarmEvent.LimitsChanged limits -> people.limits(limits);
            case AlarmEvent.Acknowledge acknowledge -> people.acknowledge(acknowledge);
            case AlarmEvent.PauseAudio pause -> people.pause(pause);
            case AlarmEvent.AudioOff off -> people.off(off);
            case AlarmEvent.AudioOn on -> people.on(on);
            case AlarmEvent.StationAlive alive -> {
                floor.stations.alive(alive.station(), alive.atMs(), alive.visible(), alive.canSound());
                floor.isGatewayMarked = true;
            }
            case AlarmEvent.StationLost lost -> {
                floor.stations.lost(lost.station());
                floor.isGatewayMarked = true;
            }
            case AlarmEvent.StationSaw saw -> people.saw(saw);
            case AlarmEvent.ClockStepped stepped -> floor.voice.clock(stepped.wallMs(), stepped.quality());
            case AlarmEvent.Restart restart -> care.restart(restart);
        }
    }

    /** A line of another's about now, with the wall time where that is known. */
    public AlarmChange stamped(String change, Map<String, Object> fields) {
        return floor.voice.stamped(change, fields);
    }

    /** What stands of a stay, or of {@code gateway}; in no order. */
    public List<Standing> standing(String subject) {
        List<Standing> standing = new ArrayList<>();
        Stay stay = floor.stay(subject);
        if (stay != null || subject.equals(WireNames.GATEWAY)) {
            floor.eachStanding(
                    stay == null ? floor.gateway : stay.subject,
                    condition -> standing.add(Standing.of(condition, floor.settings)));
        }
        return standing;
    }

    /** Whether more alarms were raised in the ward in ten minutes than anybody can take in one by one. */
    public boolean isFlooded() {
        return floor.floods.isWardFlooded();
    }

    /** The same of a stay in an hour. */
    public boolean isFlooded(String name) {
        Stay stay = floor.stay(name);
        return stay != null && stay.subject.isFlooded;
    }

    /**
     * NEWS2 of a stay.
     *
     * @param least the sum that is certain
     * @param most the greatest that is possible
     * @param missing parts that are not known
     * @param hasThree whether a known part is 3
     * @param scale of oxygen saturation, 1 or 2
     */
    public record News2Now(int least, int most, List<String> missing, boolean hasThree, int scale) {
        public News2Now {
            missing = List.copyOf(missing);
        }
    }

    /** NEWS2 of a stay as of the last event; empty where it is not kept. */
    public Optional<News2Now> news2(String name) {
        Stay stay = floor.stay(name);
        if (stay == null || stay.news2Scale == 0) {
            return Optional.empty();
        }
        News2Tally now = stay.news2.tally(floor.moment.nowMs);
        return Optional.of(new News2Now(now.least(), now.most(), now.missing(), now.hasThree(), stay.news2Scale));
    }

    /** The scale of a stay's NEWS2, 1 or 2; 0 where it is not kept. */
    public int news2Scale(String name) {
        Stay stay = floor.stay(name);
        return stay == null ? 0 : stay.news2Scale;
    }

    /** The limits between which a sign raises nothing; NaN for none. */
    public record Limits(double low, double high) {
        /** No limit either way. */
        public static final Limits NONE = new Limits(Double.NaN, Double.NaN);
    }

    /** The limits in force for a sign of a stay: of its levels, those that come first. */
    public Limits limits(String name, String sign) {
        Stay stay = floor.stay(name);
        return stay == null ? Limits.NONE : stay.limits(sign);
    }

    /**
     * One level of one rule of a stay, in the words of the settings; durations in milliseconds.
     *
     * @param ward as the ward has it
     * @param set what was set for this stay: empty: nothing, it is the ward's; null: it is off
     * @param source where the ward's numbers come from
     */
    public record RuleNow(
            String rule,
            AlarmPriority level,
            Map<String, Object> ward,
            @Nullable Map<String, Object> set,
            Map<String, Object> inForce,
            String source) {
        public RuleNow {
            ward = Collections.unmodifiableMap(new LinkedHashMap<>(ward));
            inForce = Collections.unmodifiableMap(new LinkedHashMap<>(inForce));
        }
    }

    /** All rules of a stay, level by level; none for a stay that is not here. */
    public List<RuleNow> rules(String name) {
        Stay stay = floor.stay(name);
        return stay == null ? List.of() : stay.rulesNow();
    }

    /** Whether a rule of this ward has all fields of a change, so that it would be taken. */
    public boolean takes(String name, String rule, AlarmPriority level, @Nullable Map<String, Object> set) {
        Stay stay = floor.stay(name);
        RuleFact of = stay == null ? null : stay.rule(rule, level);
        return of != null && of.takes(Priorities.level(level), set);
    }

    /** Whether a device's last value of a sign is young enough to judge a patient by. */
    public boolean isFresh(String device, String sign) {
        DeviceLink link = floor.devices.get(device);
        Witness witness = link == null ? null : link.find(sign);
        return witness != null && witness.isFresh(floor.moment.nowMs);
    }

    /** The stay that a device measures now. */
    public Optional<String> stayOf(String device) {
        return Optional.ofNullable(floor.devices.get(device)).map(link -> link.stay.name());
    }

    /**
     * Silence of a stay.
     *
     * @param untilMs when a pause ends; {@link Long#MAX_VALUE} for off
     * @param by who paused it, or owns that it is off
     */
    public record Silence(long untilMs, String by) {}

    /** The silence of a stay; empty while its alarms sound. */
    public Optional<Silence> silence(String name) {
        return Optional.ofNullable(floor.stay(name))
                .map(stay -> stay.subject.audio)
                .map(audio -> new Silence(audio.untilMs(), audio.by()));
    }

    /** What should sound now; empty for silence. */
    public Optional<AlarmPriority> sound() {
        int level = floor.sound.level();
        return level == Priorities.NONE ? Optional.empty() : Optional.of(Priorities.of(level));
    }

    /** Whether it should sound at the gateway, since no station can. */
    public boolean isSoundAtGateway() {
        return floor.sound.isAtGateway();
    }
}
