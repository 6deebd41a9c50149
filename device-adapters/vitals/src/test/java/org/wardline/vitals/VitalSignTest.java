package org.wardline.vitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wardline.vitals.adapter.TopicFilter;

class VitalSignTest {
    @Test
    void givenShortName_whenLookedUp_thenItIsTheSameSign() {
        assertThat(VitalSign.find("hr")).containsSame(VitalSign.HEART_RATE);
        assertThat(VitalSign.find("heart_rate")).containsSame(VitalSign.HEART_RATE);
        assertThat(VitalSign.find("")).isEmpty();
        assertThat(VitalSign.at(VitalSign.SPO2.index())).isSameAs(VitalSign.SPO2);
    }

    @Test
    void givenOximetry_whenCoded_thenProfileCodeStandsBesideThePreciseOne() {
        assertThat(VitalSign.SPO2.codes().loinc()).containsExactly("59408-5", "2708-6");
        assertThat(VitalSign.SPO2.codes().mdcCode()).isEqualTo(150456);
        assertThat(VitalSign.SPO2.unit()).isEqualTo("%");
    }

    @Test
    void givenValueNoSensorGives_whenMeasured_thenItCannotBeBuilt() {
        assertThatThrownBy(() -> Measurement.of(VitalSign.SPO2, 100.5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Measurement.of(VitalSign.SPO2, 49).quality()).isEqualTo(Quality.DOUBTFUL);
        assertThat(Measurement.of(VitalSign.SPO2, 50).quality()).isEqualTo(Quality.GOOD);
    }

    @Test
    void givenName_whenChecked_thenOnlyTheWiresLettersPass() {
        assertThat(Names.isName("a.B_9-z")).isTrue();
        assertThat(Names.isName("")).isFalse();
        assertThat(Names.isName("a/b")).isFalse();
        assertThat(Names.isName("x".repeat(64))).isTrue();
        assertThat(Names.isName("x".repeat(65))).isFalse();
    }

    @Test
    void givenFilter_whenTopicsCome_thenWildcardsMatchWholeLevels() {
        var filter = new TopicFilter("wards/w1/devices/+/json");
        assertThat(filter.matches("wards/w1/devices/m-12/json")).isTrue();
        assertThat(filter.matches("wards/w1/devices/m-12/json/x")).isFalse();
        assertThat(filter.matches("wards/w1/devices/json")).isFalse();
        assertThat(new TopicFilter("a/#").matches("a")).isTrue();
        assertThat(new TopicFilter("a/#").matches("a/b/c")).isTrue();
        assertThat(new TopicFilter("#").matches("$SYS/x")).isFalse();
        assertThat(new TopicFilter("+").matches("")).isTrue();
        assertThatThrownBy(() -> new TopicFilter("a+/b")).isInstanceOf(IllegalArgumentException.class);
    }
}
