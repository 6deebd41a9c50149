package org.wardline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardline.app.wire.EventJson;
import org.wardline.core.alarm.Happening;

/** The reference vectors of the alarm engine, read in place, each fed to {@link Judge}; skipped where they are not there. */
class AlarmVectorsTest {
    private static final int FEWEST = 200;

    private static Optional<Path> folder() {
        return SharedFolder.find().map(shared -> shared.resolve("standards/alarm-vectors"));
    }

    private static List<Map<String, Object>> vectors(Path folder) throws IOException {
        List<Map<String, Object>> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .map(JsonLines::object)
                        .forEach(vectors::add);
            }
        }
        return vectors;
    }

    @TestFactory
    Stream<DynamicTest> givenEachVector_whenJudged_thenItSaysWhatIsExpected() throws IOException {
        assumeThat(folder())
                .as("the reference vectors are not beside this checkout")
                .isPresent();
        List<Map<String, Object>> vectors = vectors(folder().orElseThrow());
        assertThat(vectors).hasSizeGreaterThan(FEWEST);
        return vectors.stream()
                .map(vector -> DynamicTest.dynamicTest(String.valueOf(vector.get("name")), () -> check(vector)));
    }

    private static void check(Map<String, Object> vector) {
        List<?> expected = (List<?>) vector.getOrDefault("expect", List.of());
        boolean isAnyBad = expected.stream().anyMatch(change -> "bad".equals(((Map<?, ?>) change).get("change")));
        Object exit = vector.getOrDefault("exit", BigDecimal.valueOf(isAnyBad ? 1 : 0));

        JudgeRun run = JudgeRun.of(JudgeRun.args((Map<?, ?>) vector.getOrDefault("config", Map.of())), lines(vector));

        assertThat(run.changes()).as("%s: %s", vector.get("why"), run.error()).isEqualTo(expected);
        assertThat(run.exit()).as(run.error()).isEqualTo(((BigDecimal) exit).intValue());
    }

    private static List<String> lines(Map<String, Object> vector) {
        return ((List<?>) vector.getOrDefault("events", List.of()))
                .stream()
                        .map(event -> event instanceof String raw ? raw : JsonLines.text(event))
                        .toList();
    }

    @Test
    void givenEveryGoodEvent_whenWrittenAndReadAgain_thenItIsTheSame() throws IOException {
        assumeThat(folder())
                .as("the reference vectors are not beside this checkout")
                .isPresent();
        for (Map<String, Object> vector : vectors(folder().orElseThrow())) {
            for (String line : lines(vector)) {
                byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
                if (EventJson.read(utf8, 0, utf8.length, 0) instanceof EventJson.Good good) {
                    String written = EventJson.text(good.event());
                    Happening again = EventJson.event(written);
                    assertThat(again).as(line).isEqualTo(good.event());
                    assertThat(EventJson.text(again)).isEqualTo(written);
                }
            }
        }
    }
}
