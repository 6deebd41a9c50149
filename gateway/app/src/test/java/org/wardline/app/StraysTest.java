package org.wardline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.core.CareAct;
import org.wardline.core.DevicesView;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.ReadingEntry;

/** Readings of devices that stood where nobody knew, or somewhere else: whose they are once somebody has said so. */
class StraysTest extends OnTheWard {
    @Test
    void givenUnknownDevice_whenItSends_thenItWaitsInTheTrayUntilSomebodySaysWhose() {
        admit("eight", "8");
        long from = bench.now().wallMs();
        for (int second = 0; second < 30; second++) {
            hears(PATCH, second, bench.now().wallMs(), 84);
            bench.pass(1_000);
        }
        assertThat(devices().held()).singleElement().satisfies(held -> {
            assertThat(held.device()).isEqualTo(PATCH);
            assertThat(held.bed()).isEmpty();
            assertThat(held.count()).isEqualTo(30);
            assertThat(held.last()).containsExactly(Measurement.of(VitalSign.SPO2, 84));
        });
        int said = bench.said().size();

        bench.happen(at -> new CareAct.Link(at, "ann", "w-2", "8", from, "scan"));

        assertThat(devices().held()).isEmpty();
        assertThat(readings())
                .hasSize(30)
                .allSatisfy(entry -> assertThat(owner(entry)).contains(new StayId("eight")));
        assertThat(bench.said()).as("no old alarm sounds").hasSize(said);
        assertThat(bed(EIGHT).devices()).containsExactly("w-2");
        bench.pass(60_000);
        assertThat(bench.said()).as("it owes what it used to send").contains("raised eight:w-2.silent:1");
    }

    @Test
    void givenPatientMeasuredBetween_whenReadingsOfBeforeAndAfterAreGivenAway_thenHisStayHis() {
        admit("eight", "8");
        hears(PATCH, 1, bench.now().wallMs(), 84);
        bench.pass(60_000);
        bench.happen(at -> new CareAct.Link(at, "ann", "w-2", "8", 0, "scan"));
        bench.pass(60_000);
        hears(PATCH, 2, bench.now().wallMs(), 90);
        bench.pass(60_000);
        bench.happen(at -> new CareAct.Unlink(at, "ann", "w-2"));
        bench.pass(60_000);
        hears(PATCH, 3, bench.now().wallMs(), 84);
        bench.pass(1_000);
        assertThat(devices().held()).hasSize(2);

        for (DevicesView.Held held : devices().held()) {
            bench.happen(at -> new CareAct.Correct(at, "ann", "w-2", held.fromMs(), held.toMs() + 1, Optional.of("7")));
        }

        assertThat(readings())
                .extracting(this::owner)
                .extracting(owner -> owner.orElseThrow().name())
                .containsExactly("s-7", "eight", "s-7");
    }

    @Test
    void givenDeviceThatMeasuresAnotherMeanwhile_whenLinkedFromAPastTime_thenItIsRefusedAndStaysWithHim() {
        admit("eight", "8");
        long from = bench.now().wallMs();
        hears(PATCH, 1, from, 84);
        bench.pass(1_000);
        bench.happen(at -> new CareAct.Link(at, "ann", "w-2", "8", 0, "scan"));
        bench.pass(1_000);
        hears(PATCH, 2, bench.now().wallMs(), 90);
        bench.pass(1_000);

        bench.happen(at -> new CareAct.Link(at, "bob", "w-2", "7", from, "hand")); // from a tray that was not read anew

        assertThat(refused()).containsExactly("care.link device");
        assertThat(bed(EIGHT).devices()).containsExactly("w-2");
        assertThat(owner(readings().getLast())).contains(new StayId("eight"));
        bench.happen(at -> new CareAct.Link(at, "bob", "w-2", "7", 0, "hand")); // from now on it may be moved
        assertThat(bed(SEVEN).devices()).contains("w-2");
    }

    @Test
    void givenStrangersReadings_whenTheyAreNoPatients_thenTheyAreNobodysForGood() {
        long from = bench.now().wallMs();
        hears(PATCH, 1, from, 84);
        bench.pass(1_000);

        bench.happen(at -> new CareAct.Correct(at, "ann", "w-2", from, 0, Optional.empty()));

        assertThat(devices().held()).isEmpty();
        assertThat(bench.ward().whose().isNobodys(PATCH, from)).isTrue();
        bench.pass(1_000);
        hears(PATCH, 2, bench.now().wallMs(), 84);
        assertThat(devices().held())
                .as("what it measures from now on is asked again")
                .hasSize(1);
    }

    @Test
    void givenWrongLink_whenCorrectedByItsTime_thenReadingsOfThatTimeAreTheOthers() {
        admit("eight", "8");
        bench.low(10);
        long from = bench.now().wallMs();
        bench.low(10);
        long to = bench.now().wallMs();
        bench.low(10);

        bench.happen(at -> new CareAct.Correct(at, "ann", "m-7", from, to, Optional.of("8")));

        List<ReadingEntry> all = readings();
        assertThat(all).hasSize(30);
        for (int at = 0; at < 30; at++) {
            boolean isBetween =
                    all.get(at).measuredAtMs() >= from && all.get(at).measuredAtMs() < to;
            assertThat(owner(all.get(at))).contains(new StayId(isBetween ? "eight" : "s-7"));
        }
        assertThat(bed(SEVEN).devices()).as("the link of now is as it was").containsExactly("m-7");
        var correction = bench.ward().whose().corrections().getFirst();
        assertThat(correction.who()).isEqualTo("ann");
        assertThat(bench.ward()
                        .whose()
                        .before(correction.number())
                        .bedOf(readings().get(10)))
                .contains(SEVEN);
    }

    @Test
    void givenWrongLinkThatStillHolds_whenCorrectedUpToNow_thenTheDeviceMeasuresTheOther() {
        admit("eight", "8");
        bench.low(20);
        long from = bench.now().wallMs() - 10_000;

        bench.happen(at -> new CareAct.Correct(at, "ann", "m-7", from, 0, Optional.of("8")));

        assertThat(bench.said()).as("only this device could judge it").contains("ended s-7:spo2.low:1");
        assertThat(bed(SEVEN).devices()).isEmpty();
        assertThat(bed(SEVEN).signs()).as("its values are not this patient's").isEmpty();
        assertThat(bed(EIGHT).devices()).containsExactly("m-7");
    }
}
