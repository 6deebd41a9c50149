package org.wardline.app;

import java.util.List;
import java.util.Optional;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** What tests of patients and devices do and look at, on a ward with two beds and a patch. */
abstract class OnTheWard {
    static final BedId SEVEN = new BedId("7");
    static final BedId EIGHT = new BedId("8");
    static final DeviceId PATCH = new DeviceId("w-2");

    final WardBench bench = new WardBench(WardBench.plan());

    void admit(String stay, String bed, String... devices) {
        bench.happen(at -> new CareAct.Admit(at, "ann", stay, bed, 1, List.of(devices), "scan"));
    }

    WardView.Bed bed(BedId bed) {
        return bench.ward().view(bench.now()).beds().stream()
                .filter(one -> one.bed().equals(bed))
                .findFirst()
                .orElseThrow();
    }

    DevicesView devices() {
        return bench.ward().devices(bench.now());
    }

    void hears(DeviceId device, long seq, long measuredMs, double spo2) {
        bench.hear(new Reading(
                device,
                seq,
                measuredMs,
                bench.now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2))));
    }

    Optional<StayId> owner(ReadingEntry entry) {
        return bench.ward().whose().of(entry);
    }

    List<ReadingEntry> readings() {
        return bench.log.stream()
                .filter(ReadingEntry.class::isInstance)
                .map(ReadingEntry.class::cast)
                .toList();
    }

    List<String> alarms() {
        return bench.said().stream().filter(said -> said.contains(":")).toList();
    }

    List<String> refused() {
        return bench.changes.stream()
                .filter(change -> change.change().equals("refused"))
                .map(change -> change.text("event").orElse("") + " "
                        + change.text("why").orElse(""))
                .toList();
    }
}
