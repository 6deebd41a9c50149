package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;

/**
 * What people took into their own hands: there the configuration has no say any more. Immutable, so that other threads may
 * ask; bounded by the beds, devices and stays that the configuration names and the acts that name others.
 *
 * @param beds no patient comes here by himself, and no device is linked here by itself
 * @param devices linked and unlinked by people alone
 * @param endedPlans stays of the configuration, and when (by the {@link SteadyWall}) they ended or moved by hand
 */
record ByHand(Set<BedId> beds, Set<DeviceId> devices, Map<StayId, Long> endedPlans) {
    static final ByHand NOTHING = new ByHand(Set.of(), Set.of(), Map.of());

    ByHand {
        beds = Collections.unmodifiableSet(new LinkedHashSet<>(beds)); // in their order: the same acts, the same bytes
        devices = Collections.unmodifiableSet(new LinkedHashSet<>(devices));
        endedPlans = Collections.unmodifiableMap(new LinkedHashMap<>(endedPlans));
    }

    ByHand bed(BedId bed) {
        if (beds.contains(bed)) {
            return this;
        }
        Set<BedId> more = new LinkedHashSet<>(beds);
        more.add(bed);
        return new ByHand(more, devices, endedPlans);
    }

    ByHand device(DeviceId device) {
        if (devices.contains(device)) {
            return this;
        }
        Set<DeviceId> more = new LinkedHashSet<>(devices);
        more.add(device);
        return new ByHand(beds, more, endedPlans);
    }

    ByHand ended(StayId stay, long steadyMs) {
        Map<StayId, Long> more = new LinkedHashMap<>(endedPlans);
        more.putIfAbsent(stay, steadyMs);
        return new ByHand(beds, devices, more);
    }

    /**
     * When a stay of the configuration ended by hand; far away when it did not. One that was configured for a bed that people
     * had taken before never began.
     */
    long endOf(WardPlan.Stay stay) {
        return endedPlans.getOrDefault(stay.stay(), beds.contains(stay.bed()) ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(beds.size());
        for (BedId bed : beds) {
            out.writeUTF(bed.name());
        }
        out.writeInt(devices.size());
        for (DeviceId device : devices) {
            out.writeUTF(device.name());
        }
        out.writeInt(endedPlans.size());
        for (var ended : endedPlans.entrySet()) {
            out.writeUTF(ended.getKey().name());
            out.writeLong(ended.getValue());
        }
    }

    static ByHand readFrom(DataInputStream in) throws IOException {
        Set<BedId> beds = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            beds.add(new BedId(in.readUTF()));
        }
        Set<DeviceId> devices = new LinkedHashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            devices.add(new DeviceId(in.readUTF()));
        }
        Map<StayId, Long> ended = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            ended.put(new StayId(in.readUTF()), in.readLong());
        }
        return new ByHand(beds, devices, ended);
    }
}
