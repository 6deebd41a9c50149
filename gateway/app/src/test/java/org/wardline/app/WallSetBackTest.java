package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.core.CareAct;
import org.wardline.vitals.StayId;

/** Whose a reading is when the wall clock was set back, and times come twice. */
class WallSetBackTest extends OnTheWard {
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
