package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * Who lies where now, what measures whom now, and all of both before, as {@link Links}. Follows the events that change it; a
 * time of the {@link SteadyWall} comes with each.
 */
final class Places {
    final Map<DeviceId, AlarmEvent.DeviceLinked> contracts;
    final Map<StayId, BedId> beds;
    final Map<StayId, Away> away;
    final Set<StayId> named; // by hand, and still here
    private volatile Links links; // read by other threads through Whose
    private volatile ByHand byHand; // so is this
    private long version;

    private Places(
            Map<DeviceId, AlarmEvent.DeviceLinked> contracts,
            Map<StayId, BedId> beds,
            Map<StayId, Away> away,
            Set<StayId> named,
            Links links,
            ByHand byHand) {
        this.contracts = contracts;
        this.beds = beds;
        this.away = away;
        this.named = named;
        this.links = links;
        this.byHand = byHand;
    }

    static Places empty() {
        return new Places(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashSet<>(),
                Links.NONE,
                ByHand.NOTHING);
    }

    Links links() {
        return links;
    }

    ByHand byHand() {
        return byHand;
    }

    /** Another whenever a device, a patient or what is known of either's past moved. */
    long version() {
        return version;
    }

    void set(Links changed) {
        version++;
        links = changed;
    }

    void set(ByHand changed) {
        byHand = changed;
    }

    Optional<StayId> stayNow(BedId bed) {
        return beds.entrySet().stream()
                .filter(entry -> entry.getValue().equals(bed))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The patient whom a device measures now. */
    Optional<StayId> measures(DeviceId device) {
        return Optional.ofNullable(contracts.get(device)).map(contract -> new StayId(contract.stay()));
    }

    boolean isMeasuring(DeviceId device, StayId stay) {
        AlarmEvent.DeviceLinked contract = contracts.get(device);
        return contract != null && contract.stay().equals(stay.name());
    }

    /** Devices that measure a patient now. */
    List<AlarmEvent.DeviceLinked> contractsOf(StayId stay) {
        return contracts.values().stream()
                .filter(contract -> contract.stay().equals(stay.name()))
                .toList();
    }

    /** Whether a device measures this stay under this very contract. */
    boolean isLinked(AlarmEvent.DeviceLinked wanted) {
        AlarmEvent.DeviceLinked now = contracts.get(new DeviceId(wanted.device()));
        return now != null
                && now.stay().equals(wanted.stay())
                && now.signs().equals(wanted.signs())
                && now.via().equals(wanted.via());
    }

    /** Since when a device measures the only patient it ever measured; far in the past for one that people link. */
    long firstLinkedAt(DeviceId device) {
        AlarmEvent.DeviceLinked contract = contracts.get(device);
        return contract == null || !links.standsSinceEver(device) ? Long.MIN_VALUE : contract.atMs();
    }

    /** Somebody comes: by hand from now on, else what was measured in a bed before its first patient is his. */
    void admitted(AlarmEvent.Admit admit, long steadyMs) {
        version++;
        var bed = new BedId(admit.bed());
        var stay = new StayId(admit.stay());
        boolean isFromNow = links.hadAnybody(bed) || byHand.beds().contains(bed);
        beds.put(stay, bed);
        links = links.admit(stay, bed, isFromNow ? steadyMs : 0);
    }

    /** The bed that is free now. */
    Optional<BedId> discharged(AlarmEvent.Discharge discharge, long steadyMs) {
        version++;
        var stay = new StayId(discharge.stay());
        BedId bed = beds.remove(stay);
        if (bed != null) {
            links = links.discharge(bed, steadyMs);
        }
        var _ = away.remove(stay); // he may have been here
        named.remove(stay);
        contracts.values().removeIf(contract -> contract.stay().equals(discharge.stay()));
        return Optional.ofNullable(bed);
    }

    /** The bed that is free now. */
    Optional<BedId> transferred(AlarmEvent.Transfer transfer, long steadyMs) {
        version++;
        var stay = new StayId(transfer.stay());
        var to = new BedId(transfer.to());
        BedId from = beds.put(stay, to);
        if (from != null) {
            links = links.discharge(from, steadyMs);
        }
        links = links.admit(stay, to, steadyMs);
        for (var contract : contractsOf(stay)) {
            var device = new DeviceId(contract.device());
            if (transfer.devices().contains(contract.device())) {
                links = links.place(device, to, steadyMs);
            } else {
                var _ = contracts.remove(device); // it stays behind, at the old bed
            }
        }
        return Optional.ofNullable(from);
    }

    void linked(AlarmEvent.DeviceLinked linked, long steadyMs) {
        version++;
        var device = new DeviceId(linked.device());
        contracts.put(device, linked);
        BedId bed = beds.get(new StayId(linked.stay()));
        boolean isThere = links.standsAt(device).equals(Optional.ofNullable(bed));
        if (bed != null && !isThere) {
            boolean isFromNow = links.everStood(device) || byHand.devices().contains(device);
            links = links.place(device, bed, isFromNow ? steadyMs : 0);
        }
    }

    void unlinked(DeviceId device, long steadyMs) {
        version++;
        var _ = contracts.remove(device); // may have been linked to nobody
        links = links.remove(device, steadyMs);
    }

    void writeTo(DataOutputStream out) throws IOException {
        StateCodec.write(out, contracts);
        StateCodec.writeBeds(out, beds);
        out.writeInt(away.size());
        for (var one : away.entrySet()) {
            out.writeUTF(one.getKey().name());
            one.getValue().writeTo(out);
        }
        out.writeInt(named.size());
        for (StayId stay : named) {
            out.writeUTF(stay.name());
        }
        links.writeTo(out);
        byHand.writeTo(out);
    }

    static Places readFrom(DataInputStream in, boolean knowsSteady) throws IOException {
        Map<DeviceId, AlarmEvent.DeviceLinked> contracts = StateCodec.contracts(in);
        Map<StayId, BedId> beds = StateCodec.beds(in);
        Map<StayId, Away> away = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            away.put(new StayId(in.readUTF()), Away.readFrom(in));
        }
        Set<StayId> named = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            named.add(new StayId(in.readUTF()));
        }
        return new Places(contracts, beds, away, named, Links.readFrom(in, knowsSteady), ByHand.readFrom(in));
    }
}
