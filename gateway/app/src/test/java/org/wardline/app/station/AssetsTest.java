package org.wardline.app.station;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class AssetsTest {
    static final Path FOLDER = Path.of("src/main/resources/org/wardline/app/station");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
    private static final long MAX_PAGE_BYTES = 250 * 1024; // station.md, section 11: packed

    static Stream<String> names() {
        return Assets.NAMES.stream();
    }

    @Test
    void givenFolder_whenListed_thenTheListIsAllOfIt() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> all = new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).toList());
            all.remove("index.html");

            assertThat(Assets.NAMES).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenScript_whenItImports_thenWhatItImportsIsServed(String name) throws IOException {
        var imports = IMPORT.matcher(Files.readString(FOLDER.resolve(name)));
        while (imports.find()) {
            assertThat(Assets.NAMES).contains(imports.group(1));
        }
    }

    @Test
    void givenFile_whenAskedFor_thenItIsKeptForEver() {
        try (Station station = new Station(1, StationSettings.loopback(0))) {
            String path = "/s/" + new Assets().release() + "/app.js";
            var answer = station.get(path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.getHeader("Cache-Control")).contains("immutable");
            assertThat(answer.getHeader("Content-Type")).startsWith("text/javascript");
            var again = station.web
                    .get(station.server.port(), "127.0.0.1", path)
                    .putHeader("If-None-Match", answer.getHeader("ETag"))
                    .send()
                    .await();
            assertThat(again.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void givenWholePage_whenPacked_thenItIsSmall() throws IOException {
        long bytes = 0;
        try (Station station = new Station(1, StationSettings.loopback(0))) {
            for (String path : new Assets().paths()) {
                bytes += packed(requireNonNull(station.get(path).bodyAsBuffer()).getBytes());
            }
        }
        assertThat(bytes).isBetween(10_000L, MAX_PAGE_BYTES);
    }

    private static long packed(byte[] content) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.size();
    }

    @Test
    void givenOpenApi_whenRead_thenItNamesEveryEndpointThatIsOpen() {
        try (Station station = new Station(1, StationSettings.loopback(0))) {
            var paths = Station.json(station.get("/api/openapi.json")).getJsonObject("paths");
            assertThat(paths.fieldNames()).contains("/api/stream");
            for (Api.Endpoint endpoint : station.server.endpoints()) {
                String path = endpoint.path().replaceAll(":([a-z]+)", "{$1}");
                assertThat(paths.getJsonObject(path, new JsonObject()).fieldNames())
                        .as(path)
                        .contains(endpoint.method().toLowerCase(Locale.ROOT));
            }
        }
    }
}
