package org.wardline.app.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardline.app.history.Episode;
import org.wardline.vitals.alarm.AlarmPriority;

/** What a log tells, for those who have only some of the beds. */
class ToldTest {
    private static final Period SHIFT = new Period(0, 8 * 3_600_000);

    private static Episode alarm(String name, String bed, String... beds) {
        var rise = new Episode.Rise(1_000, AlarmPriority.HIGH, Map.of());
        return new Episode(
                name,
                bed,
                "physiological",
                List.of(rise),
                1_000,
                true,
                List.of(),
                List.of(new Episode.Became(1_000, "active", "")),
                OptionalLong.empty(),
                "",
                List.of(beds),
                List.of(),
                List.of());
    }

    private static Told told() {
        return new Told(
                SHIFT,
                List.of(
                        alarm("s3:spo2.low:1", "03"),
                        alarm("s7:spo2.low:1", "07"),
                        alarm("gateway:ap1.fault:1", "", "04", "07"),
                        alarm("s4:spo2.low:1", "09")),
                List.of(
                        new Presence("s3", "03", SHIFT),
                        new Presence("s7", "07", SHIFT),
                        new Presence("s4", "04", SHIFT)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(new Told.Flood("ward", SHIFT), new Told.Flood("s3", SHIFT), new Told.Flood("s7", SHIFT)),
                List.of(),
                Map.of(),
                Map.of("03", 86_400_000L, "07", 86_400_000L),
                false);
    }

    @Test
    void givenSomeBeds_whenHandedOver_thenNothingOfAnotherPatientIsTold() {
        Handover own = Handover.of(told().about(Set.of("03", "04")), List.of());

        assertThat(own.patients()).extracting(Handover.Patient::stay).containsExactly("s3", "s4");
        assertThat(own.patients().getLast().alarms())
                .as("raised where he lay before")
                .hasSize(1);
        assertThat(own.gateway()).hasSize(1);
        assertThat(own.totals().patients()).isEqualTo(2);
        assertThat(own.totals().alarms()).isEqualTo(3);
    }

    @Test
    void givenAccessPointDown_whenHandedOver_thenEachBedBehindItHasItAndItCountsOnce() {
        Handover all = Handover.of(told(), List.of());

        assertThat(all.patients())
                .filteredOn(patient -> !patient.shared().isEmpty())
                .extracting(Handover.Patient::bed)
                .containsExactlyInAnyOrder("04", "07");
        assertThat(all.totals().alarms()).isEqualTo(4);
    }

    @Test
    void givenSomeBeds_whenReported_thenFiguresAreOfThoseAlone() {
        AlarmReport own = AlarmReport.of(told().about(Set.of("03")));

        assertThat(own.beds()).isEqualTo(1);
        assertThat(own.bedDays()).isEqualTo(1);
        assertThat(own.places()).extracting(AlarmReport.Line::name).containsExactly("03");
        assertThat(own.floods()).isEqualTo(2);
    }

    @Test
    void givenAlarmOfTheGatewayItself_whenReported_thenItIsShownApartAndInNoOtherFigure() {
        AlarmReport report = AlarmReport.of(told());

        assertThat(report.all().alarms()).isEqualTo(3);
        assertThat(report.all().perBedDay()).isEqualTo(1.5);
        assertThat(report.kinds()).extracting(AlarmReport.Line::name).containsExactly("spo2.low");
        assertThat(report.priorities())
                .extracting(AlarmReport.Line::name, AlarmReport.Line::alarms)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("high", 3),
                        org.assertj.core.groups.Tuple.tuple("gateway", 1));
    }

    @Test
    void givenNoBedsNamed_whenTold_thenItIsAll() {
        assertThat(told().about(Set.of())).isEqualTo(told());
    }
}
