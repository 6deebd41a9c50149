package org.wardline.app.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.models.Features;
import org.wardline.vitals.adapter.Reason;

/** One catalogue, keys are the English texts; a missing key fails the build. */
class CatalogueTest {
    private static final Pattern TEXT = Pattern.compile("T\\('((?:[^'\\\\]|\\\\.)*)'");
    private static final Pattern LITERAL = Pattern.compile("'([A-Z][^'\\\\]*)'");
    /** What is said of a message: words, a bound or a field between them. */
    private static final Pattern DETAIL = Pattern.compile(
            "Reason\\.[A-Z_]+,\\s*(?:(key) \\+ )?\"([^\"]+)\"(?: \\+ ([A-Z]\\w+(?:\\.\\w+)?) \\+ \"([^\"]+)\")?");

    /** Of a file's words: what is said at once, and every literal with a capital. */
    private static final Pattern SAID = Pattern.compile("say\\(\\s*\"([^\"]+)\"|\"([A-Z][^\"]*)\"");

    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");
    /** Literals with a capital that are no words for people. */
    private static final Set<String> CODE = Set.of(
            "ArrowRight",
            "ArrowLeft",
            "Enter",
            "Home",
            "End",
            "Escape",
            "Tab",
            "POST",
            "Content-Type",
            "Retry-After",
            "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15ZM10 21.5h4",
            "II ×",
            "II",
            "No first",
            "NEWS2 ",
            "NEWS2",
            "English",
            "CSV",
            "PDF",
            "SpO2",
            "A+B",
            "C",
            "D",
            "E",
            "L/min",
            "O");

    private final Map<String, String> catalogue = read();

    @Test
    void givenTextInCode_whenShown_thenItHasChinese() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String script : scripts()) {
            TEXT.matcher(script)
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> !catalogue.containsKey(key))
                    .forEach(missing::add);
            LITERAL.matcher(script)
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> !key.matches("M[\\d .-].*") && !CODE.contains(key))
                    .filter(key -> !catalogue.containsKey(key))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void givenWhatARecordsFilesSay_whenWritten_thenItHasChinese() throws IOException {
        String words = Files.readString(Path.of("src/main/java/org/wardline/app/records/RecordWords.java"));
        Set<String> said = new TreeSet<>();
        SAID.matcher(words)
                .results()
                .forEach(found -> said.add(found.group(1) == null ? found.group(2) : found.group(1)));
        assertThat(said).hasSizeGreaterThan(40);
        assertThat(catalogue.keySet()).containsAll(said);
    }

    @Test
    void givenWhatAModelSays_whenShown_thenItHasChinese() {
        assertThat(catalogue.keySet())
                .containsAll(
                        Features.list().stream().map(Features.Feature::words).toList());
    }

    @Test
    void givenWhatAnAdapterSaysOfAMessage_whenShown_thenItHasChinese() throws IOException {
        String page = Files.readString(AssetsTest.FOLDER.resolve("past.js"));
        assertThat(Reason.values())
                .allSatisfy(reason -> assertThat(page).containsPattern("['\\s]" + reason.wireName() + "'?: '"));
        Set<String> details = new TreeSet<>();
        for (String module : List.of("device-adapters/json", "gateway/app")) {
            try (Stream<Path> files =
                    Files.walk(Path.of("../..").resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    DETAIL.matcher(Files.readString(file)).results().forEach(found -> details.add(detail(found)));
                }
            }
        }
        assertThat(details).hasSizeGreaterThan(25);
        assertThat(catalogue.keySet()).containsAll(details);
    }

    private static String detail(MatchResult found) {
        String first = found.group(2) == null ? "" : found.group(2);
        String second = found.group(4) == null ? "" : found.group(4);
        String value = found.group(1) != null ? "{key}" : found.group(3) != null ? "{n}" : "";
        return found.group(1) != null ? value + first : first + value + second;
    }

    @Test
    void givenWhereALimitComesFrom_whenShown_thenAllButNamesHasChinese() {
        var engine = new AlarmEngine(AlarmSettings.defaults());
        engine.apply(new AlarmEvent.Admit(0, "s1", "b1", 1, "ann"), _ -> {});
        Set<String> english = new TreeSet<>();
        for (AlarmEngine.RuleNow rule : engine.rules("s1")) {
            for (String part : rule.source().split("; ", -1)) {
                String[] words = part.split(": ", 2);
                for (String word : words) {
                    boolean isName = word.matches("[A-Z].*") && !word.matches(".* [a-z]{2,}( .*|$)");
                    if (!isName && !catalogue.containsKey(word)) {
                        english.add(word);
                    }
                }
            }
        }
        assertThat(english).isEmpty();
    }

    @Test
    void givenKey_whenTranslated_thenTheSameValuesStandInIt() {
        assertThat(catalogue)
                .hasSizeGreaterThan(250)
                .allSatisfy(
                        (key, chinese) -> assertThat(values(chinese)).as(key).isEqualTo(values(key)));
    }

    @Test
    void givenTableOfTheDesign_whenCompared_thenTheCatalogueSaysTheSame() throws IOException {
        Path design = shared().resolve("reference/station/station.md");
        assumeTrue(Files.exists(design), "the shared reference is not here");
        Map<String, String> table = new HashMap<>();
        String page = Files.readString(design);
        page.substring(page.indexOf("**On the mocks**"), page.indexOf("**Captions and sample"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| English"))
                .map(line -> line.substring(1).split("\\|", -1))
                .forEach(cells -> {
                    for (int i = 0; i + 1 < cells.length; i += 2) {
                        table.put(cells[i].strip(), cells[i + 1].strip());
                    }
                });
        table.remove("");

        assertThat(table).hasSizeGreaterThan(250);
        Map<String, String> other = new HashMap<>();
        table.forEach((key, chinese) -> {
            if (catalogue.containsKey(key) && !chinese.equals(catalogue.get(key))) {
                other.put(key, chinese);
            }
        });
        assertThat(other).isEmpty();
    }

    private static Set<String> values(String text) {
        Set<String> all = new TreeSet<>();
        VALUE.matcher(text).results().forEach(found -> all.add(found.group()));
        return all;
    }

    private static List<String> scripts() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(AssetsTest.FOLDER)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".js") && !file.endsWith("catalogue.js"))
                    .toList()) {
                all.add(Files.readString(file));
            }
        }
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }

    private static Map<String, String> read() {
        try {
            String script = Files.readString(AssetsTest.FOLDER.resolve("catalogue.js"));
            String json = script.substring(script.indexOf('{', script.indexOf("CATALOGUE")), script.lastIndexOf(",\n}"))
                    + "}";
            Map<String, String> all = new HashMap<>();
            new JsonObject(json).forEach(entry -> all.put(entry.getKey(), String.valueOf(entry.getValue())));
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("catalogue.js", e);
        }
    }

    private static Path shared() {
        String given = System.getProperty("WARDLINE_SHARED", System.getenv().getOrDefault("WARDLINE_SHARED", ""));
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path beside = at.resolveSibling("shared");
            if (Files.exists(beside.resolve("DESIGN.md"))) {
                return beside;
            }
        }
        return Path.of("shared");
    }
}
