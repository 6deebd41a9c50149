package org.wardline.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * What people did with patients and devices, told again out of the log. Of an act at a station the log has one entry: the
 * events that the ward made of it are made here again, by the ward's own {@link Care}, of as much as is known here. What the
 * log does not say may be told as an event, too; what was refused must not come here.
 */
public final class Deeds {
    private final WardPlan plan = Retelling.empty(true); // what it says of devices is in the contracts
    private final DeviceBook book = new DeviceBook(); // so is what they sent
    private final Places places = Places.empty();
    private final Map<String, AlarmEvent.DeviceLinked> contracts = new HashMap<>();
    private final Map<String, String> lying = new HashMap<>(); // stay by bed, which is asked with every reading

    /**
     * Before the first of them.
     *
     * @param contracts what devices owe as far as it is known, of whomever they measure
     */
    public Deeds(List<AlarmEvent.DeviceLinked> contracts) {
        contracts.forEach(contract -> this.contracts.put(contract.device(), contract));
    }

    /**
     * Something was done.
     *
     * @param wallMs epoch milliseconds of it
     * @param listener hears each event that the alarm engine was told of it, just before it counts here; an event is that itself
     */
    public void tell(Happening what, long wallMs, Consumer<AlarmEvent> listener) {
        switch (what) {
            case AlarmEvent event -> happen(event, wallMs, listener);
            case CareAct act -> {
                comes(act);
                new Care(plan, places, book, wallMs, event -> happen(asOwed(event), wallMs, listener)).carry(act);
            }
            default -> throw new IllegalArgumentException("nobody knows what that is");
        }
    }

    /** Who is known to lie where he comes only now is not there yet: whoever said so was ahead of the log. */
    private void comes(CareAct act) {
        switch (act) {
            case CareAct.Admit admit -> places.beds.remove(new StayId(admit.stay()), new BedId(admit.bed()));
            case CareAct.Transfer moved -> places.beds.remove(new StayId(moved.stay()), new BedId(moved.to()));
            case CareAct.Discharge _,
                    CareAct.Empty _,
                    CareAct.Leave _,
                    CareAct.Return _,
                    CareAct.Link _,
                    CareAct.Unlink _,
                    CareAct.Correct _ -> {} // nobody comes
        }
    }

    private void happen(AlarmEvent event, long wallMs, Consumer<AlarmEvent> listener) {
        listener.accept(event);
        take(event, wallMs);
        lying.clear();
        places.beds.forEach((stay, bed) -> lying.put(bed.name(), stay.name()));
    }

    /** A device that is linked by an act owes what it owed before. */
    private AlarmEvent asOwed(AlarmEvent event) {
        AlarmEvent.DeviceLinked owed =
                event instanceof AlarmEvent.DeviceLinked linked ? contracts.get(linked.device()) : null;
        return owed != null && event instanceof AlarmEvent.DeviceLinked linked
                ? new AlarmEvent.DeviceLinked(
                        linked.atMs(), linked.device(), linked.stay(), owed.signs(), owed.via(), linked.who())
                : event;
    }

    private void take(AlarmEvent event, long wallMs) {
        switch (event) {
            case AlarmEvent.Admit admit -> {
                free(admit.bed(), admit.stay(), wallMs);
                places.admitted(admit, wallMs);
            }
            case AlarmEvent.Discharge gone -> {
                var _ = places.discharged(gone, wallMs);
            }
            case AlarmEvent.Transfer moved -> {
                free(moved.to(), moved.stay(), wallMs);
                goAlong(moved, wallMs);
                var _ = places.transferred(moved, wallMs);
            }
            case AlarmEvent.DeviceLinked linked -> {
                contracts.put(linked.device(), linked);
                places.set(places.byHand().device(new DeviceId(linked.device())));
                places.linked(linked, wallMs);
            }
            case AlarmEvent.DeviceUnlinked unlinked -> {
                places.set(places.byHand().device(new DeviceId(unlinked.device())));
                places.unlinked(new DeviceId(unlinked.device()), wallMs);
            }
            case AlarmEvent.LimitsChanged _,
                    AlarmEvent.PauseAudio _,
                    AlarmEvent.AudioOff _,
                    AlarmEvent.AudioOn _,
                    AlarmEvent.ClockStepped _,
                    AlarmEvent.Restart _,
                    AlarmEvent.OfAlarms _ -> {} // nobody moves
        }
    }

    /** Whoever comes into a bed finds it free: who was thought to lie there does not. */
    private void free(String bed, String stay, long wallMs) {
        places.stayNow(new BedId(bed))
                .filter(other -> !other.name().equals(stay))
                .ifPresent(other -> {
                    var _ = places.discharged(new AlarmEvent.Discharge(0, other.name(), null), wallMs);
                });
    }

    /** What goes along measured him, unless he is off the ward. */
    private void goAlong(AlarmEvent.Transfer moved, long wallMs) {
        var stay = new StayId(moved.stay());
        for (String device : moved.devices()) {
            if (!places.away.containsKey(stay) && !places.isMeasuring(new DeviceId(device), stay)) {
                take(
                        asOwed(new AlarmEvent.DeviceLinked(
                                moved.atMs(), device, moved.stay(), Map.of(), List.of(), moved.who())),
                        wallMs);
            }
        }
    }

    /** Who lies in a bed now; empty where nobody does, or nobody said. */
    public Optional<String> stayIn(String bed) {
        return Optional.ofNullable(lying.get(bed));
    }

    /** Where a stay lies now; empty where nobody said. */
    public Optional<String> bedOf(String stay) {
        return Optional.ofNullable(places.beds.get(new StayId(stay))).map(BedId::name);
    }

    /** The patient whom a device measures now; empty: nobody, or nobody said. */
    public Optional<String> measuredBy(DeviceId device) {
        return places.measures(device).map(StayId::name);
    }

    /** Whether anything was ever said of where a device is. */
    public boolean isKnown(DeviceId device) {
        return places.byHand().devices().contains(device);
    }
}
