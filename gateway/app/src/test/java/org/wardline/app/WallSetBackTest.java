package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.core.CareAct;
import org.wardline.core.WardView;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** Whose a reading is when the wall clock was set back, and times come twice. */
class WallSetBackTest {
    private static final BedId SEVEN = new BedId("7");
    private static final BedId EIGHT = new BedId("8");
    private static final DeviceId PATCH = new DeviceId("w-2");

    private final WardBench bench = new WardBench(WardBench.plan());

    private void admit(String stay, String bed, String... devices) {
        bench.happen(at -> new CareAct.Admit(at, "ann", stay, bed, 1, List.of(devices), "scan"));
    }

    private WardView.Bed bed(BedId bed) {
        return bench.ward().view(bench.now()).beds().stream()
                .filter(one -> one.bed().equals(bed))
                .findFirst()
                .orElseThrow();
    }

    private void hears(DeviceId device, long seq, long measuredMs, double spo2) {
        bench.hear(new Reading(
                device,
                seq,
                measuredMs,
                bench.now().wallMs(),
                ClockQuality.DEVICE,
                List.of(Measurement.of(VitalSign.SPO2, spo2))));
    }

    private Optional<StayId> owner(ReadingEntry entry) {
        var whose = bench.ward().whose();
        return whose.bedOf(entry).flatMap(bed -> whose.stayIn(bed, entry));
    }

    private List<ReadingEntry> readings() {
        return bench.log.stream()
                .filter(ReadingEntry.class::isInstance)
                .map(ReadingEntry.class::cast)
                .toList();
    }

    @Test
    void givenWallSetBackAfterAnAdmission_whenDevicesGoOn_thenEachReadingIsHisWhoLayThere() throws IOException {
        admit("one", "8", "w-2");
        hears(PATCH, 1, bench.now().wallMs(), 97);
        bench.pass(60_000);
        bench.happen(at -> new CareAct.Discharge(at, "ann", "one"));
        admit("two", "8", "w-2");
        bench.pass(30_000);
        hears(PATCH, 2, bench.now().wallMs(), 97);

        bench.step(-3_600_000);
        bench.pass(1_000);
        hears(PATCH, 3, bench.now().wallMs() + 3_600_000, 84); // its own clock was not set
        assertThat(bed(EIGHT).signs()).as("shown").hasSize(1);
        assertThat(bench.ward().whose().sinceIn(EIGHT, readings().getLast()))
                .isEqualTo(bench.now().wallMs() - 31_001);
        bench.pass(1_000);
        bench.happen(at -> new CareAct.Discharge(at, "ann", "two"));
        admit("three", "8", "w-2");
        bench.pass(1_000);
        hears(PATCH, 4, bench.now().wallMs() + 3_600_000, 97);

        List<String> owners = List.of("one", "two", "two", "three");
        assertThat(readings())
                .extracting(entry -> owner(entry).orElseThrow().name())
                .isEqualTo(owners);
        bench.restart(bench.ward().checkpoint(), bench.log.size(), 1_000);
        bench.step(3_600_000); // and set right again
        bench.pass(1_000);
        hears(PATCH, 5, bench.now().wallMs(), 97);
        assertThat(readings().subList(0, 4))
                .extracting(entry -> owner(entry).orElseThrow().name())
                .isEqualTo(owners);
        assertThat(owner(readings().getLast())).contains(new StayId("three"));
        assertThat(bench.ward().devices(bench.now()).held()).isEmpty();
    }

    @Test
    void givenWallSetBackAfterAPlannedPatientLeft_whenTheNextIsMeasured_thenHisReadingsAreHis() {
        bench.happen(at -> new CareAct.Discharge(at, "ann", "s-7"));
        admit("next", "7", "m-7");
        bench.pass(1_000);

        bench.step(-3_600_000);
        bench.spo2(97);

        assertThat(owner(readings().getLast())).contains(new StayId("next"));
        assertThat(bed(SEVEN).signs()).hasSize(1);
    }
}
