package org.wardline.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;

/**
 * Devices at one instant, and readings that wait for a person: immutable, handed to stations. No patient in it but the values
 * that are held. Times are epoch milliseconds.
 *
 * @param devices by name
 * @param held the oldest first
 */
public record DevicesView(List<Device> devices, List<Held> held) {
    public DevicesView {
        devices = List.copyOf(devices);
        held = List.copyOf(held);
    }

    /**
     * One device.
     *
     * @param bed where it stands
     * @param isLinked it measures a patient
     * @param isListed the configuration names it
     * @param receivedMs of the last reading; 0: none yet
     * @param measuredMs of the newest, by our clock
     * @param offsetMs how far its clock is behind ours; negative: ahead
     * @param quality of the stamp of the last reading: {@code device}, {@code corrected}, {@code untrusted}, {@code none}; empty before
     * @param batteryPercent NaN when it never said
     * @param reject why a message of it could not be read; empty: never
     * @param signs what it owes: expected interval in milliseconds, 0 for now and then
     */
    public record Device(
            DeviceId device,
            Optional<BedId> bed,
            boolean isLinked,
            boolean isListed,
            long receivedMs,
            long measuredMs,
            long offsetMs,
            String quality,
            double batteryPercent,
            String reject,
            long rejectMs,
            Map<String, Long> signs,
            List<String> via) {
        public Device {
            signs = Map.copyOf(signs);
            via = List.copyOf(via);
        }
    }

    /**
     * Readings that are nobody's.
     *
     * @param bed where they were measured; empty: the device stood nowhere
     * @param count how many; -1: there were some, and on a part of them somebody decided
     * @param last the newest value of each sign, of all that is held of this device
     */
    public record Held(
            DeviceId device, Optional<BedId> bed, long fromMs, long toMs, long count, List<Measurement> last) {
        public Held {
            last = List.copyOf(last);
        }

        @Override
        public String toString() {
            return "held of " + device; // never the values: this may reach a log
        }
    }

    static DevicesView of(WardPlan plan, Places places, DeviceBook book, Now now) {
        Map<DeviceId, WardPlan.Device> listed = new LinkedHashMap<>();
        plan.devices().forEach(device -> listed.putIfAbsent(device.device(), device));
        Set<DeviceId> known = new LinkedHashSet<>(listed.keySet());
        known.addAll(book.all().keySet());
        List<Device> devices = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        for (DeviceId device : known) {
            Optional<DeviceRecord> record = book.find(device);
            devices.add(device(
                    Optional.ofNullable(listed.get(device)), places, device, record.orElseGet(DeviceRecord::new)));
            record.ifPresent(of -> of.held().stream()
                    .filter(run -> run.toMs() >= now.wallMs() - Links.KEEP_MS)
                    .map(run -> held(device, run, of))
                    .forEach(held::add));
        }
        devices.sort(Comparator.comparing(device -> device.device().name()));
        held.sort(Comparator.comparingLong(Held::fromMs));
        return new DevicesView(devices, held);
    }

    private static Device device(
            Optional<WardPlan.Device> listed, Places places, DeviceId device, DeviceRecord record) {
        AlarmEvent.DeviceLinked contract = places.contracts.get(device);
        return new Device(
                device,
                places.links().standsAt(device),
                contract != null,
                listed.isPresent(),
                record.receivedMs(),
                record.measuredMs(),
                record.clock().offsetMs(),
                record.quality(),
                record.batteryPercent(),
                record.reject(),
                record.rejectMs(),
                contract == null ? listed.map(WardPlan.Device::signs).orElse(Map.of()) : contract.signs(),
                contract == null ? listed.map(WardPlan.Device::via).orElse(List.of()) : contract.via());
    }

    private static Held held(DeviceId device, DeviceBook.Held run, DeviceRecord record) {
        List<Measurement> last =
                record.lastHeld().words().stream().map(Latest.Word::measurement).toList();
        return new Held(device, run.bed(), run.fromMs(), run.toMs(), run.count(), last);
    }
}
