package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.wardline.core.alarm.AlarmEvent.Admit;
import org.wardline.core.alarm.AlarmEvent.Discharge;
import org.wardline.core.alarm.AlarmEvent.Fault;
import org.wardline.core.alarm.AlarmEvent.ObservationEntered;
import org.wardline.core.alarm.AlarmEvent.Restart;
import org.wardline.core.alarm.AlarmEvent.Score;
import org.wardline.core.alarm.AlarmEvent.Transfer;
import org.wardline.core.alarm.Entries.Observed;

/** Stays begin, move and end; observations, scores and faults; a restart (sections 2, 8, 9 and 10). */
final class CareEvents {
    static final String SCALE = "news2_scale";

    private final Floor floor;
    private final Moment moment;

    CareEvents(Floor floor) {
        this.floor = floor;
        this.moment = floor.moment;
    }

    void admit(Admit event) {
        if (floor.stay(event.stay()) != null) {
            floor.refuse("admit", "stay");
        } else if (floor.isTaken(event.bed())) {
            floor.refuse("admit", "bed");
        } else {
            floor.mark(floor.begin(event.stay(), event.bed(), event.news2()));
        }
    }

    void discharge(Discharge event) {
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("discharge", "stay");
            return;
        }
        for (Condition condition : floor.standingByName(stay.subject)) {
            floor.life.end(condition, "ended", Voice.fields("why", "discharged"));
        }
        floor.end(stay);
        floor.isGatewayMarked = true; // the sound may be another now
    }

    void transfer(Transfer event) {
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("transfer", "stay");
        } else if (floor.isTaken(event.to())) {
            floor.refuse("transfer", "bed");
        } else {
            stay.subject.bed = event.to();
            for (DeviceLink link : List.copyOf(stay.devices)) {
                if (!event.devices().contains(link.name)) {
                    floor.unlink(link);
                }
            }
            for (Condition condition : floor.standingByName(stay.subject)) {
                floor.life.change(condition, "updated", Voice.fields("why", "moved"));
            }
            floor.vias.isDirty = true; // the beds behind them are others now
            floor.mark(stay);
        }
    }

    void observation(ObservationEntered event) {
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("observationEntered", "stay");
            return;
        }
        long atMs = event.seenAtMs();
        stay.entries.rounds.begin(event, stay);
        for (Map.Entry<String, Object> said : event.values().entrySet()) {
            if (said.getKey().equals(SCALE)) {
                stay.news2Scale = ((BigDecimal) said.getValue()).intValueExact();
            } else {
                Observed.find(said.getKey()).ifPresent(of -> stay.entries.enter(of, said.getValue(), atMs));
            }
        }
        stay.entries.lastAtMs = Math.max(stay.entries.lastAtMs, atMs);
        floor.mark(stay);
    }

    /** As if it never had been entered: what was entered before counts again, as old as it is. Once. */
    void withdrawn(AlarmEvent.ObservationWithdrawn event) {
        Stay stay = floor.stay(event.was().stay());
        if (stay == null) {
            floor.refuse("observationWithdrawn", "stay");
        } else if (!stay.entries.rounds.withdraw(event, stay)) {
            floor.refuse("observationWithdrawn", "entry");
        } else {
            event.was()
                    .values()
                    .forEach((name, value) -> Observed.find(name)
                            .ifPresent(of ->
                                    stay.entries.remove(of, value, event.was().seenAtMs())));
            floor.mark(stay);
        }
    }

    /** Changes nothing here; only a stay that is there can be written about. */
    void noted(AlarmEvent.Noted event) {
        if (floor.stay(event.stay()) == null) {
            floor.refuse("noted", "stay");
        }
    }

    /** Only models that the settings name are heard. */
    void score(Score event) {
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("score", "stay");
            return;
        }
        Condition condition = stay.subject.conditions.get(event.model() + ".model");
        if (condition != null && condition.fact instanceof ModelFact model) {
            model.take(event, moment.turn);
            floor.touch(condition);
            floor.queue.wakeBy(stay.subject, model.staleAtMs());
        }
    }

    void fault(Fault event) {
        Stay.Said said = new Stay.Said(event.on(), Priorities.level(event.priority()));
        if (event.stay() == null) {
            floor.gatewayFaults.put(event.name(), said);
            floor.touch(floor.fault(event.name()));
            floor.vias.isDirty = true;
            return;
        }
        Stay stay = floor.stay(event.stay());
        if (stay == null) {
            floor.refuse("fault", "stay");
            return;
        }
        stay.faults.put(event.name(), said);
        floor.touch(stay.condition(event.name() + ".fault"));
    }

    /** We were deaf: silence waits its whole limit from now; stations are gone; nothing else is forgotten. */
    void restart(Restart event) {
        moment.listeningSinceMs = moment.nowMs;
        floor.stations.allLost();
        floor.sound.forget();
        if (!event.trusted()) {
            for (Stay stay : floor.stays.values()) {
                if (stay.subject.audio != null) {
                    floor.audio(stay, null, Voice.fields("why", "restart"));
                }
            }
        }
        floor.markAll();
    }
}
