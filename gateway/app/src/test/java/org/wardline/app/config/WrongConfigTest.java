package org.wardline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of {@code wrong.txt}: exactly these lines, no more. */
class WrongConfigTest {
    @TempDir
    Path folder;

    /** One wrong configuration. */
    record Case(String name, List<String> sets, String yaml, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        String all = ConfigFolder.resource("wrong.txt");
        return Stream.of(all.split("(?m)^## ", -1)).skip(1).map(WrongConfigTest::parse);
    }

    private static Case parse(String block) {
        List<String> sets = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        StringBuilder yaml = new StringBuilder();
        List<String> lines = block.lines().toList();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("=> ")) {
                expected.add(line.substring(3));
            } else if (line.startsWith("set ")) {
                sets.add(line.substring(4));
            } else if (expected.isEmpty()) {
                yaml.append(line).append('\n');
            }
        }
        return new Case(lines.getFirst(), sets, yaml.toString(), expected);
    }

    private List<String> said(String yaml, List<String> sets) throws IOException {
        return ConfigFolder.in(folder).said(yaml, sets.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givenWrongConfiguration_whenLoaded_thenExactlyThisIsSaid(Case wrong) throws IOException {
        assertThat(said(wrong.yaml, wrong.sets))
                .containsExactlyElementsOf(wrong.expected.stream()
                        .map(line -> line.replace(
                                        "FILE", folder.resolve("ward.yaml").toString())
                                .replace("DIR", folder.toString()))
                        .toList());
    }

    @Test
    void givenKeyOfSeveralLines_whenLoaded_thenItsProblemIsOneLine() {
        assertThat(ConfigLoader.load(Optional.empty(), List.of("war\n\u2028d=1"), ConfigFolder::alarmProblems))
                .isInstanceOfSatisfying(
                        ConfigLoader.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .allSatisfy(problem -> assertThat(problem.toString())
                                        .hasLineCount(1)
                                        .contains("war??d")));
    }

    @Test
    void givenNoSuchFile_whenLoaded_thenItIsSaid() {
        Path nowhere = folder.resolve("nowhere.yaml");

        assertThat(ConfigLoader.load(Optional.of(nowhere), List.of(), ConfigFolder::alarmProblems))
                .isEqualTo(new ConfigLoader.Invalid(
                        List.of(new Problem(new Place(nowhere.toString(), 0), "", "no such file"))));
    }

    @Test
    void givenBytesThatAreNoUtf8_whenLoaded_thenItIsSaid() throws IOException {
        Path file = Files.write(folder.resolve("ward.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertThat(ConfigLoader.load(Optional.of(file), List.of(), ConfigFolder::alarmProblems)
                        .toString())
                .contains("must be UTF-8");
    }

    @Test
    void givenFileAtAndOverItsBound_whenLoaded_thenOverIsRefused() throws IOException {
        String longest = "#" + "x".repeat(YamlReader.MAX_BYTES - 1);

        assertThat(said(longest, List.of())).isEmpty();
        assertThat(said(longest + "x", List.of())).singleElement().asString().endsWith("is too large; at most 2 MiB");
    }

    @Test
    void givenNestingOverItsBound_whenLoaded_thenRefused() throws IOException {
        int over = YamlReader.MAX_DEPTH + 1;

        assertThat(said("alarms: " + "[".repeat(over) + "]".repeat(over), List.of()))
                .isNotEmpty();
        assertThat(said("alarms: {a: " + "[".repeat(10) + "]".repeat(10) + "}", List.of()))
                .isEmpty();
    }

    @Test
    void givenAliasBomb_whenLoaded_thenItIsRefusedAtOnce() throws IOException {
        StringBuilder bomb = new StringBuilder("alarms:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level <= 8; level++) {
            String below = "*a" + (level - 1);
            bomb.append("  a%d: &a%d [%s]\n".formatted(level, level, String.join(", ", Collections.nCopies(6, below))));
        }

        assertThat(said(bomb.toString(), List.of()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .containsAnyOf("at most 20 levels and 200000 values", "is not a key", "too deep"));
    }

    @Test
    void givenPatientsInWrongPlaces_whenSaid_thenTheirIdentifiersAreNot() throws IOException {
        String secret = "MRN-4711";
        for (String yaml : List.of(
                "stays: {s1: {bed: 7, patient: [MRN-4711]}}",
                "stays: {s1: {bed: 7, patient: A, system: MRN-4711}}",
                "stays: {s1: {bed: 7, from: MRN-4711}}",
                "ward: \"MRN-4711 x\"",
                "stays: [MRN-4711]")) {
            assertThat(said(yaml, List.of()))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).doesNotContain(secret));
        }
    }
}
