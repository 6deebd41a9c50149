package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.core.alarm.Floor.Stranger;

/** Carries the whole floor through a {@link Snapshot}, out or in. */
final class FloorCodec {
    /** Of the bytes; another one is refused. */
    static final int VERSION = 2;
    /** Before an entry could be withdrawn. */
    private static final int VERSION_WITHOUT_WITHDRAWALS = 1;

    private final Floor floor;
    private final Snapshot snapshot;
    private boolean knowsWithdrawals;

    FloorCodec(Floor floor, Snapshot snapshot) {
        this.floor = floor;
        this.snapshot = snapshot;
    }

    void carry() {
        int version = snapshot.count(VERSION);
        if (version != VERSION && version != VERSION_WITHOUT_WITHDRAWALS) {
            throw new IllegalArgumentException("a snapshot of another version");
        }
        knowsWithdrawals = version == VERSION;
        floor.moment.nowMs = snapshot.number(floor.moment.nowMs);
        floor.moment.listeningSinceMs = snapshot.number(floor.moment.listeningSinceMs);
        floor.links = snapshot.number(floor.links);
        floor.voice.carry(snapshot);
        floor.sound.carry(snapshot);
        floor.stations.carry(snapshot);
        floor.floods.carry(snapshot);
        floor.vias.carry(snapshot);
        carrySaid(floor.gatewayFaults);
        snapshot.map(
                floor.strangers,
                (_, stranger) -> new Stranger(
                        snapshot.number(stranger == null ? 0 : stranger.sinceMs()),
                        snapshot.flag(stranger != null && stranger.isSaid())));
        snapshot.map(floor.pastStays, (_, episodes) -> episodes(episodes));
        snapshot.map(floor.stays, this::stay);
        snapshot.map(floor.gateway.conditions, this::gatewayCondition);
    }

    private Map<String, Long> episodes(@Nullable Map<String, Long> episodes) {
        Map<String, Long> carried = episodes == null ? new LinkedHashMap<>() : episodes;
        snapshot.numbers(carried);
        return carried;
    }

    private Stay stay(String name, @Nullable Stay known) {
        String bed = snapshot.text(known == null ? "" : String.valueOf(known.subject.bed));
        int news2Scale = snapshot.count(known == null ? 0 : known.news2Scale);
        Map<String, Long> earlier = episodes(known == null ? null : known.subject.earlierEpisodes);
        Stay stay = known == null ? floor.begin(new Subject(name, earlier), bed, news2Scale) : known;
        audio(stay.subject);
        stay.subject.raises.carry(snapshot);
        stay.subject.isFlooded = snapshot.flag(stay.subject.isFlooded);
        stay.entries.carry(snapshot);
        if (knowsWithdrawals) {
            stay.entries.carryEarlier(snapshot);
        } else if (stay.entries.lastAtMs >= 0) {
            stay.entries.rounds.was(stay.entries.lastAtMs);
        }
        stay.news2.carry(snapshot);
        int devices = snapshot.count(stay.devices.size());
        for (int at = 0; at < devices; at++) {
            device(stay, known == null ? null : stay.devices.get(at));
        }
        carrySaid(stay.faults);
        snapshot.map(stay.deviceAlarms, (_, said) -> said(said == null ? new LinkedHashMap<>() : said));
        snapshot.map(stay.subject.conditions, (kind, condition) -> condition(stay, kind, condition));
        return stay;
    }

    private void audio(Subject subject) {
        Audio audio = subject.audio;
        if (snapshot.flag(audio != null)) {
            subject.audio = new Audio(
                    snapshot.number(audio == null ? 0 : audio.untilMs()),
                    snapshot.text(audio == null ? "" : audio.by()),
                    snapshot.number(audio == null ? 0 : audio.remindedMs()));
        }
    }

    private void device(Stay stay, @Nullable DeviceLink known) {
        String name = snapshot.text(known == null ? "" : known.name);
        long sinceMs = snapshot.number(known == null ? 0 : known.sinceMs);
        long order = snapshot.number(known == null ? 0 : known.order);
        DeviceLink link = known == null ? floor.add(new DeviceLink(name, stay, sinceMs, order)) : known;
        link.carry(snapshot, floor.settings);
        if (known == null) {
            floor.vias.attach(link);
        }
    }

    private Condition condition(Stay stay, String kind, @Nullable Condition known) {
        Condition condition = known == null ? stay.condition(kind) : known;
        condition.carry(snapshot);
        return condition;
    }

    private Condition gatewayCondition(String kind, @Nullable Condition known) {
        Condition condition = known;
        if (condition == null) {
            boolean isBlind = kind.equals(BlindFact.KIND);
            condition = isBlind ? floor.blind : floor.fault(kind.substring(0, kind.lastIndexOf('.')));
        }
        condition.carry(snapshot);
        return condition;
    }

    private Map<String, Stay.Said> said(Map<String, Stay.Said> by) {
        carrySaid(by);
        return by;
    }

    private void carrySaid(Map<String, Stay.Said> by) {
        snapshot.map(by, (_, said) -> {
            boolean isOn = snapshot.flag(said != null && said.isOn());
            return new Stay.Said(isOn, snapshot.count(said == null ? 0 : said.priority()));
        });
    }

    /** After reading: what follows from what was kept. */
    void finish() {
        Moment moment = floor.moment;
        for (DeviceLink link : List.copyOf(floor.devices.values())) {
            boolean _ = link.listen(moment); // as it was when the snapshot was taken
        }
        for (Stay stay : floor.stays.values()) {
            stand(stay.subject);
            floor.queue.set(stay.subject, stay.dueAfter(moment.nowMs, moment));
        }
        stand(floor.gateway);
        floor.queue.set(floor.gateway, floor.gatewayDueAfter(moment.nowMs));
        floor.life.isBlind = floor.blind.level(Priorities.HIGH).isOn;
        floor.vias.isDirty = false;
    }

    private void stand(Subject subject) {
        floor.eachStanding(subject, condition -> {
            floor.standing.add(condition);
            floor.sound.recount(condition);
        });
    }
}
