package org.wardline.app.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Shifts THREE =
            new Shifts(List.of(LocalTime.of(23, 0), LocalTime.of(7, 0), LocalTime.of(15, 0)), BERLIN);

    private static long at(String local) {
        return ZonedDateTime.parse(local + "[Europe/Berlin]").toInstant().toEpochMilli();
    }

    @Test
    void givenNight_whenAsked_thenTheShiftGoesOverMidnight() {
        Period night = THREE.at(at("2026-11-26T02:00:00+01:00"));

        assertThat(night).isEqualTo(new Period(at("2026-11-25T23:00:00+01:00"), at("2026-11-26T07:00:00+01:00")));
        assertThat(THREE.before(at("2026-11-26T02:00:00+01:00")).toMs()).isEqualTo(night.fromMs());
    }

    @Test
    void givenInstantOfChange_whenAsked_thenTheNextShiftHasBegun() {
        assertThat(THREE.at(at("2026-11-26T07:00:00+01:00")).fromMs()).isEqualTo(at("2026-11-26T07:00:00+01:00"));
    }

    @Test
    void givenNightInWhichClocksAreSetBack_whenAsked_thenItIsAnHourLonger() {
        assertThat(THREE.at(at("2026-10-25T04:00:00+01:00")).lengthMs()).isEqualTo(9 * 3_600_000L);
    }

    @Test
    void givenOneShift_whenAsked_thenItIsADay() {
        var one = new Shifts(List.of(LocalTime.of(7, 0)), BERLIN);

        assertThat(one.at(at("2026-11-26T06:59:59+01:00")).lengthMs()).isEqualTo(86_400_000L);
    }
}
