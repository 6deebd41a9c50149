package org.wardline.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlarmSettingsTest {
    private static void isWrong(Map<String, Object> alarms, String key) {
        assertThatThrownBy(() -> AlarmSettings.of(alarms)).isInstanceOfSatisfying(SettingsProblem.class, problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.reason()).isNotBlank();
        });
    }

    private static Map<String, Object> spo2Low(Map<String, Object> level) {
        return Map.of("rules", Map.of("spo2", Map.of("low", level)));
    }

    @Test
    void givenNothing_whenRead_thenDefaultsHold() {
        AlarmSettings settings = AlarmSettings.defaults();

        assertThat(settings.rules.kinds()).extracting(RuleKind::name).contains("spo2.low", "breathing.failing");
        assertThat(settings.rules.kinds()).hasSize(10);
        assertThat(settings.trendReachMs("spo2")).isEqualTo(660_000);
        assertThat(settings.trendReachMs("heart_rate")).isZero();
    }

    @Test
    void givenPlainDelay_whenRead_thenLimitsHaveNoMarginHoldOrLatch() throws SettingsProblem {
        AlarmSettings settings = AlarmSettings.of(Map.of("delay", "0s"));

        Rule high = Objects.requireNonNull(settings.rules.kinds().getFirst().at(Priorities.HIGH));
        assertThat(high.timing().latches()).isFalse();
        assertThat(high.timing().holdMs()).isZero();
        assertThat(high.terms().getFirst().margin()).isZero();
    }

    @Test
    void givenWrongSettings_whenRead_thenKeyAndReasonAreSaid() {
        isWrong(Map.of("dely", "0s"), "alarms.dely");
        isWrong(Map.of("delay", "soon"), "alarms.delay");
        isWrong(Map.of("stale", BigDecimal.TEN), "alarms.stale");
        isWrong(Map.of("rules", "none"), "alarms.rules");
        isWrong(Map.of("flood", Map.of("ward", BigDecimal.ZERO)), "alarms.flood.ward");
        isWrong(Map.of("flood", Map.of("ward", new BigDecimal("3.0"))), "alarms.flood.ward");
        isWrong(Map.of("steps", Map.of("low", List.of("nurse"))), "alarms.steps.low");
        isWrong(Map.of("steps", Map.of("low", List.of())), "alarms.steps.low");
        isWrong(Map.of("stations", Map.of("required", "yes")), "alarms.stations.required");
        isWrong(spo2Low(Map.of("urgent", Map.of("below", BigDecimal.TEN))), "alarms.rules.spo2.low.urgent");
        isWrong(spo2Low(Map.of("medium", Map.of("above", BigDecimal.TEN))), "alarms.rules.spo2.low.medium");
        isWrong(spo2Low(Map.of("medium", Map.of("margin", new BigDecimal(-1)))), "alarms.rules.spo2.low.medium.margin");
        isWrong(
                spo2Low(Map.of("medium", Map.of("consecutive", BigDecimal.ZERO))),
                "alarms.rules.spo2.low.medium.consecutive");
        isWrong(spo2Low(Map.of("medium", Map.of("colour", "red"))), "alarms.rules.spo2.low.medium.colour");
        isWrong(
                Map.of("rules", Map.of("spo2", Map.of("signal", Map.of("low", Map.of("below", BigDecimal.TEN))))),
                "alarms.rules.spo2.signal");
        isWrong(Map.of("models", Map.of("m1", Map.of("low", Map.of("below", BigDecimal.ONE)))), "alarms.models.m1.low");
    }

    @Test
    void givenPresets_whenRead_thenEachChangeIsOneThatTheWardsRulesTake() throws SettingsProblem {
        Map<String, Object> copd =
                Map.of("label", "COPD", "rules", Map.of("spo2", Map.of("low", level("below", new BigDecimal(88)))));

        AlarmSettings settings = AlarmSettings.of(Map.of("presets", Map.of("copd", copd)));

        assertThat(settings.presets()).singleElement().satisfies(preset -> {
            assertThat(preset.label()).isEqualTo("COPD");
            assertThat(preset.changes())
                    .extracting(AlarmSettings.PresetChange::rule, AlarmSettings.PresetChange::set)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("spo2.low", Map.of("below", new BigDecimal(88))));
        });
        isWrong(preset("spo2", "low", level("above", BigDecimal.TEN)), "alarms.presets.p.rules.spo2.low.medium");
        isWrong(preset("spo2", "high", level("above", BigDecimal.TEN)), "alarms.presets.p.rules.spo2.high.medium");
        isWrong(
                preset("spo2", "low", level("colour", BigDecimal.TEN)),
                "alarms.presets.p.rules.spo2.low.medium.colour");
        isWrong(Map.of("presets", Map.of("p", Map.of("rule", Map.of()))), "alarms.presets.p.rule");
    }

    private static Map<String, Object> level(String field, BigDecimal value) {
        return Map.of("medium", Map.of(field, value));
    }

    private static Map<String, Object> preset(String thing, String what, Map<String, Object> levels) {
        return Map.of("presets", Map.of("p", Map.of("rules", Map.of(thing, Map.of(what, levels)))));
    }
}
