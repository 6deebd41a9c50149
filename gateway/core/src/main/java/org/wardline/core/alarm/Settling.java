package org.wardline.core.alarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One instant: everything that was touched or is due is brought up to date, in the order of section 5: audio by stay; all levels;
 * alarms by name; floods; sound.
 */
final class Settling {
    private static final Comparator<Condition> BY_NAME = Comparator.comparing(condition -> condition.name);

    private final Floor floor;
    private final Moment moment;
    private final List<Condition> toLive = new ArrayList<>();
    private boolean wasSupervised;

    Settling(Floor floor) {
        this.floor = floor;
        this.moment = floor.moment;
        this.wasSupervised = floor.stations.isSupervised;
    }

    void settle() {
        boolean isWide = !floor.markedStays.isEmpty() || floor.isGatewayMarked || floor.vias.isDirty;
        if (isWide) {
            prepare();
        }
        for (int at = 0; at < floor.marked.size(); at++) {
            judge(floor.marked.get(at));
        }
        for (int at = 0; at < floor.markedStays.size(); at++) {
            floor.markedStays.get(at).subject.conditions.values().forEach(this::judge);
        }
        if (floor.isGatewayMarked) {
            floor.gateway.conditions.values().forEach(this::judge);
            noteBlindness();
        }
        if (isWide || !toLive.isEmpty()) {
            live();
            if (isWide || floor.floods.wasRaised()) {
                checkFloods();
            }
        }
        floor.sound.command(floor.life.isBlind);
        if (isWide) {
            plan();
        }
        floor.marked.clear();
        floor.markedStays.clear();
        floor.isGatewayMarked = false;
        toLive.clear();
    }

    /** Audio that is due, who is silent, which vias are down: more stays may be touched by that. */
    private void prepare() {
        floor.markedStays.sort(Comparator.comparing(Stay::name));
        for (Stay stay : floor.markedStays) {
            settleAudio(stay);
            for (DeviceLink link : stay.devices) {
                floor.vias.isDirty |= link.listen(moment) && !link.vias.isEmpty();
            }
        }
        if (floor.vias.isDirty) {
            floor.vias.workOut(floor.saidFaults(), moment, link -> floor.mark(link.stay));
            floor.nameFaults();
            floor.isGatewayMarked = true;
        }
    }

    private void settleAudio(Stay stay) {
        Audio audio = stay.subject.audio;
        if (audio == null || audio.dueAtMs(floor.settings) > moment.nowMs) {
            return;
        }
        if (audio.isOff()) {
            floor.audio(stay, audio.remindedAt(moment.nowMs), Voice.fields("by", audio.by(), "why", "reminder"));
        } else {
            floor.audio(stay, null, Voice.fields("why", "elapsed"));
        }
    }

    private void judge(Condition condition) {
        if (condition.judgedTurn == moment.turn) {
            return; // a reading counts once
        }
        condition.judgedTurn = moment.turn;
        condition.fact.judge(condition, moment);
        if (condition.alarm.stands || condition.top() != Priorities.NONE) {
            toLive.add(condition);
        }
    }

    /** Blindness, and the first heartbeat, concern all that stands (section 7, supervised delivery). */
    private void noteBlindness() {
        boolean isBlind = floor.blind.level(Priorities.HIGH).isOn;
        boolean isSupervised = floor.stations.isSupervised;
        if (isBlind != floor.life.isBlind || isSupervised != wasSupervised) {
            floor.life.isBlind = isBlind;
            wasSupervised = isSupervised;
            toLive.addAll(floor.standing);
        }
    }

    private void live() {
        toLive.sort(BY_NAME);
        Condition before = null;
        for (Condition condition : toLive) {
            if (condition != before) {
                floor.life.live(condition);
            }
            before = condition;
        }
    }

    /** Of the ward, then of stays: where something was raised, or its window passed. */
    private void checkFloods() {
        floor.floods.checkWard(moment.nowMs);
        floor.queue.wakeBy(floor.gateway, floor.floods.dueAfter(moment.nowMs));
        Map<String, Stay> stays = new TreeMap<>();
        for (Subject raised : floor.floods.takeRaised()) {
            Stay stay = floor.stay(raised.name);
            if (stay != null) {
                stays.put(stay.name(), stay);
            }
        }
        floor.markedStays.forEach(stay -> stays.put(stay.name(), stay));
        for (Stay stay : stays.values()) {
            floor.floods.checkStay(stay.subject, moment.nowMs);
            floor.queue.wakeBy(stay.subject, stay.floodDueAfter(moment.nowMs));
        }
    }

    /** Says when whoever was judged whole must be looked at again. */
    private void plan() {
        for (Stay stay : floor.markedStays) {
            floor.queue.set(stay.subject, stay.dueAfter(moment.nowMs, moment));
        }
        floor.queue.set(floor.gateway, floor.gatewayDueAfter(moment.nowMs));
    }
}
