package org.wardline.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;

/** The subtree {@code alarms}, as this package carries it, is what the alarm engine reads. */
class AlarmKeysTest {
    private static final Pattern ROW = Pattern.compile("\\| `(alarms\\.[a-z.]+)` \\| `([0-9a-z]+)` \\|.*");

    @TempDir
    Path folder;

    private static Map<String, String> problems(Map<String, @Nullable Object> alarms) {
        try {
            AlarmSettings _ = AlarmSettings.of(alarms);
            return Map.of();
        } catch (SettingsProblem problem) {
            return Map.of(problem.key(), problem.reason());
        }
    }

    @Test
    void givenEveryAlarmKeyOfThePage_whenSetToItsDefault_thenTheEngineTakesIt() throws IOException {
        List<String> sets = Files.readAllLines(Path.of("docs", "configuration.md")).stream()
                .flatMap(line -> ROW.matcher(line).results().findFirst().stream())
                .map((MatchResult row) -> row.group(1) + "=" + row.group(2))
                .toList();

        assertThat(sets).hasSizeGreaterThan(14);
        assertThat(ConfigLoader.alarmsOnly(Optional.empty(), sets, AlarmKeysTest::problems)
                        .problems())
                .isEmpty();
    }

    @Test
    void givenRulesInTheFile_whenLoaded_thenTheEngineTakesThem() throws IOException {
        Map<String, @Nullable Object> alarms = ConfigFolder.in(folder)
                .config(ConfigFolder.resource("everything.yaml"))
                .alarms();

        assertThatCode(() -> AlarmSettings.of(alarms)).doesNotThrowAnyException();
    }

    @Test
    void givenWrongRule_whenLoaded_thenItsLineIsSaid() throws IOException {
        Path file = ConfigFolder.in(folder).file("""
                alarms:
                  rules:
                    spo2.low:
                      medium:
                        delay: 15
                """);

        assertThat(ConfigLoader.load(Optional.of(file), List.of(), AlarmKeysTest::problems))
                .isInstanceOfSatisfying(
                        ConfigLoader.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.place().line()).isEqualTo(5);
                                    assertThat(problem.key()).isEqualTo("alarms.rules.spo2.low.medium.delay");
                                }));
    }
}
