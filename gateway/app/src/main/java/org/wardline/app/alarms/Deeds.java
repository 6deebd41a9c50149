package org.wardline.app.alarms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardline.core.CareAct;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Happening;

/**
 * What people did with one patient and his devices, as the alarm engine was told of it. Of an act at a station the log has one
 * entry ({@code care.…}): the events that the ward made of it are made here again, in order.
 */
final class Deeds {
    private final String stay;
    private final Map<String, AlarmEvent.DeviceLinked> contracts = new LinkedHashMap<>();
    private final Set<String> devices = new LinkedHashSet<>(); // that measure him
    private final Set<String> away = new LinkedHashSet<>(); // that measured him when he left the ward
    private String bed;

    /**
     * Before the first of them.
     *
     * @param bed empty where nobody knows
     * @param contracts what devices owe as far as it is known, of whomever they measure
     */
    Deeds(String stay, String bed, List<AlarmEvent.DeviceLinked> contracts) {
        this.stay = stay;
        this.bed = bed;
        contracts.forEach(contract -> this.contracts.put(contract.device(), contract));
    }

    /** A device measured him before all this. */
    void measuredBy(String device) {
        devices.add(device);
    }

    /** What the engine was told of him by this: an event is that itself. */
    List<AlarmEvent> of(Happening what) {
        List<AlarmEvent> told = switch (what) {
            case CareAct act -> ofAct(act);
            case AlarmEvent event -> List.of(event);
            default -> List.of();
        };
        told.forEach(this::take);
        return told;
    }

    private void take(AlarmEvent event) {
        switch (event) {
            case AlarmEvent.Admit admit when admit.stay().equals(stay) -> bed = admit.bed();
            case AlarmEvent.Discharge gone
            when gone.stay().equals(stay) -> {
                devices.clear();
                bed = "";
            }
            case AlarmEvent.Transfer moved
            when moved.stay().equals(stay) -> {
                devices.retainAll(moved.devices());
                bed = moved.to();
            }
            case AlarmEvent.DeviceLinked linked -> {
                contracts.put(linked.device(), linked);
                boolean _ = linked.stay().equals(stay) ? devices.add(linked.device()) : devices.remove(linked.device());
            }
            case AlarmEvent.DeviceUnlinked unlinked -> devices.remove(unlinked.device());
            case AlarmEvent.Admit _, AlarmEvent.Discharge _, AlarmEvent.Transfer _ -> {} // another's
            case AlarmEvent.LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.ClockStepped _,
                    AlarmEvent.Restart _,
                    AlarmEvent.OfAlarms _ -> {} // nobody moves
        }
    }

    private List<AlarmEvent> ofAct(CareAct act) {
        return switch (act) {
            case CareAct.Admit admit -> ofAdmit(admit);
            case CareAct.Discharge gone -> gone.stay().equals(stay) ? List.of(discharge(act)) : List.of();
            case CareAct.Transfer moved -> ofTransfer(moved);
            case CareAct.Empty empty -> isHere(empty.bed()) ? List.of(discharge(act)) : List.of();
            case CareAct.Leave leave -> leave.stay().equals(stay) ? leave(leave) : List.of();
            case CareAct.Return back -> back.stay().equals(stay) ? back(back) : List.of();
            case CareAct.Link link -> stand(link.device(), link.bed(), act);
            case CareAct.Unlink unlink -> unlink(unlink.device(), act);
            case CareAct.Correct correct ->
                correct.toWallMs() != 0
                        ? List.of() // of a time that is over: what was judged then stays judged
                        : correct.bed()
                                .map(right -> stand(correct.device(), right, act))
                                .orElseGet(() -> unlink(correct.device(), act));
        };
    }

    private boolean isHere(String other) {
        return !bed.isEmpty() && bed.equals(other);
    }

    /** Who was never named ends when somebody comes into his bed. */
    private List<AlarmEvent> ofAdmit(CareAct.Admit admit) {
        if (!admit.stay().equals(stay)) {
            return isHere(admit.bed()) ? List.of(discharge(admit)) : List.of();
        }
        List<AlarmEvent> told = new ArrayList<>();
        told.add(new AlarmEvent.Admit(admit.atMs(), stay, admit.bed(), admit.news2(), admit.who()));
        admit.devices().forEach(device -> told.add(link(device, admit)));
        return told;
    }

    private List<AlarmEvent> ofTransfer(CareAct.Transfer moved) {
        if (!moved.stay().equals(stay)) {
            return isHere(moved.to()) ? List.of(discharge(moved)) : List.of();
        }
        away.retainAll(moved.along());
        List<AlarmEvent> told = new ArrayList<>();
        told.add(new AlarmEvent.Transfer(moved.atMs(), stay, moved.to(), moved.along(), moved.who()));
        moved.link().forEach(device -> told.add(link(device, moved)));
        return told;
    }

    private AlarmEvent discharge(CareAct by) {
        return new AlarmEvent.Discharge(by.atMs(), stay, by.who());
    }

    private List<AlarmEvent> leave(CareAct.Leave leave) {
        List<AlarmEvent> told = new ArrayList<>();
        away.addAll(devices);
        devices.forEach(device -> told.add(new AlarmEvent.DeviceUnlinked(leave.atMs(), device, leave.who())));
        told.add(new AlarmEvent.AudioOff(leave.atMs(), stay, leave.who(), leave.station()));
        return told;
    }

    private List<AlarmEvent> back(CareAct.Return back) {
        List<AlarmEvent> told = new ArrayList<>();
        away.forEach(device -> told.add(link(device, back)));
        away.clear();
        told.add(new AlarmEvent.AudioOn(back.atMs(), stay, back.who(), back.station()));
        return told;
    }

    private List<AlarmEvent> stand(String device, String where, CareAct by) {
        if (isHere(where)) {
            away.remove(device);
            return List.of(link(device, by));
        }
        return unlink(device, by);
    }

    private List<AlarmEvent> unlink(String device, CareAct by) {
        away.remove(device);
        return devices.contains(device)
                ? List.of(new AlarmEvent.DeviceUnlinked(by.atMs(), device, by.who()))
                : List.of();
    }

    private AlarmEvent link(String device, CareAct by) {
        AlarmEvent.DeviceLinked known = contracts.get(device);
        return known == null
                ? new AlarmEvent.DeviceLinked(by.atMs(), device, stay, Map.of(), List.of(), by.who())
                : new AlarmEvent.DeviceLinked(by.atMs(), device, stay, known.signs(), known.via(), by.who());
    }
}
