package org.wardline.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/configuration.md} lists exactly the keys there are, with their defaults and what they may be. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("docs", "configuration.md");

    @TempDir
    Path folder;

    private List<Findings.Key> keys() throws IOException {
        Path file = ConfigFolder.in(folder).file(ConfigFolder.resource("everything.yaml"));
        Findings findings = new Findings();
        var _ = new ConfigReader(YamlReader.file(file, findings), findings).config();
        assertThat(findings.problems()).isEmpty();
        return findings.keys();
    }

    private static String row(Findings.Key key) {
        String fallback = key.fallback().isEmpty() ? "–" : "`" + key.fallback() + "`";
        return "| `" + key.pattern() + "` | " + fallback + " | " + key.allowed() + " | ";
    }

    @Test
    void givenThePage_whenComparedWithTheReader_thenEachKeyHasItsRow() throws IOException {
        List<String> page = Files.readAllLines(PAGE);

        assertThat(keys())
                .hasSizeGreaterThan(45)
                .allSatisfy(key -> assertThat(page)
                        .as(row(key))
                        .anyMatch(line -> line.startsWith(row(key)) && line.length() > row(key).length() + 10));
    }

    @Test
    void givenThePage_whenItsRowsAreRead_thenNoneIsOfAKeyThatIsNotThere() throws IOException {
        List<String> patterns = keys().stream().map(Findings.Key::pattern).toList();
        Stream<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `"));

        assertThat(rows.map(row -> row.substring(3, row.indexOf('`', 3))))
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key.startsWith("alarms.") || patterns.contains(key))
                        .as(key)
                        .isTrue());
    }
}
