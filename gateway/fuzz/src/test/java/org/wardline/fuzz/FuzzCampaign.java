package org.wardline.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardline.adapter.json.JsonTarget;
import org.wardline.testkit.BrokenMessages;
import org.wardline.vitals.DeviceId;

/**
 * {@code ./wardline campaign fuzz [SECONDS [SEED [TARGET…]]]}: Jazzer on each target in a process of its own, so many seconds.
 * What it learns stays in {@code target/fuzz/TARGET/corpus}, so the next run goes on from there. Exit 1 when something was found;
 * the input is kept beside the corpus.
 */
public final class FuzzCampaign {
    private static final Path ROOT = Path.of("target", "fuzz").toAbsolutePath();
    private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern EDGES = Pattern.compile("cov: (\\d+) ft: (\\d+)");
    private static final Path MEMORY =
            Path.of("/dev/shm"); // where there is one: a disk flush an input would be most of the time
    private static final int SLOWEST_S = 25;
    private static final int GRACE_S = 120;

    private static final Map<String, Class<?>> TARGETS = new LinkedHashMap<>();

    static {
        TARGETS.put("json", JsonTarget.class);
        TARGETS.put("events", EventsTarget.class);
        TARGETS.put("config", ConfigTarget.class);
        TARGETS.put("log", LogTarget.class);
        TARGETS.put("mqtt", MqttTarget.class);
        TARGETS.put("http", HttpTarget.class);
    }

    private FuzzCampaign() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime() & 0x7fff_ffff;
        List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : List.copyOf(TARGETS.keySet());
        System.out.println("fuzz: " + seconds + " s a target, seed " + seed);
        boolean isClean = true;
        for (String name : names) {
            Class<?> target = TARGETS.get(name);
            if (target == null) {
                throw new IllegalArgumentException("there is no target " + name + ", only " + TARGETS.keySet());
            }
            isClean &= run(name, target, seconds, seed);
        }
        System.exit(isClean ? 0 : 1);
    }

    private static boolean run(String name, Class<?> target, int seconds, long seed) throws Exception {
        Path folder = ROOT.resolve(name);
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path scratch =
                Files.isDirectory(MEMORY) ? Files.createTempDirectory(MEMORY, name) : Files.createTempDirectory(name);
        Seeds.plant(name, corpus);
        Process process = new ProcessBuilder(command(target, folder, scratch, seconds, seed))
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        var watchdog = Thread.ofPlatform().daemon(true).start(() -> endAfter(process, seconds + GRACE_S));
        String runs = "?";
        String edges = "?";
        List<String> last = new ArrayList<>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                runs = found(RUNS, line, runs);
                edges = found(EDGES, line, edges);
                if (isTelling(line)) {
                    last.add(line);
                }
            }
        }
        boolean isClean = process.waitFor() == 0;
        watchdog.interrupt();
        System.out.println(
                name + ": " + runs + " inputs, " + edges + " edges, " + (isClean ? "nothing found" : "FOUND:"));
        if (!isClean) {
            last.stream().limit(40).forEach(line -> System.out.println("    " + line));
        }
        delete(scratch);
        return isClean;
    }

    private static void endAfter(Process process, int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                System.out.println("it does not end: killed");
                process.destroyForcibly();
            }
        } catch (InterruptedException _) { // it ended in time
            Thread.currentThread().interrupt();
        }
    }

    private static String found(Pattern pattern, String line, String before) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : before;
    }

    private static boolean isTelling(String line) {
        return line.startsWith("==")
                || line.startsWith("\tat org.wardline")
                || line.startsWith("\tat com.fasterxml")
                || (!line.startsWith("INFO") && line.matches(".*(Exception|Error|Test unit written).*"));
    }

    /** The decoders are fuzzed by coverage; a whole gateway is too slow to instrument and is fuzzed blindly. */
    private static List<String> command(Class<?> target, Path folder, Path scratch, int seconds, long seed) {
        boolean isWhole = target == MqttTarget.class || target == HttpTarget.class;
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfuzz.folder=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=org.wardline.**",
                "--hooks=" + !isWhole,
                "--custom_hook_includes=none.**", // sanitizers look for what we do not do, and slow the start
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-seed=" + seed,
                "-timeout=" + SLOWEST_S,
                "-rss_limit_mb=1500",
                "-max_len=4096",
                "-print_final_stats=1",
                folder.resolve("corpus").toString());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a target begins with. */
    private static final class Seeds {
        private static final String[] EVENTS = {
            "{\"t\":0,\"event\":\"admit\",\"stay\":\"s1\",\"bed\":\"1\"}",
            "{\"t\":0,\"event\":\"deviceLinked\",\"device\":\"d1\",\"stay\":\"s1\",\"signs\":{\"spo2\":1000},\"via\":[\"ap1\"]}",
            "{\"t\":1000,\"event\":\"reading\",\"device\":\"d1\",\"seq\":1,\"values\":{\"spo2\":80,\"hr\":150}}",
            "{\"t\":2000,\"event\":\"acknowledge\",\"alarm\":\"s1:spo2.low:1\",\"v\":1,\"who\":\"ann\",\"station\":\"st1\"}",
            "{\"t\":3000,\"event\":\"fault\",\"name\":\"ap1\",\"on\":true}",
            "{\"t\":4000,\"event\":\"restart\",\"trusted\":false}"
        };

        private Seeds() {}

        static void plant(String name, Path corpus) throws IOException {
            List<byte[]> seeds = switch (name) {
                case "json" ->
                    BrokenMessages.of(new DeviceId("m-12")).stream()
                            .map(message -> message.payload())
                            .filter(payload -> payload.length < 4096)
                            .toList();
                case "events" -> texts(String.join("\n", EVENTS));
                case "config" ->
                    texts(
                            "ward: w1\nbeds: {1: one}\ndevices: {admit: any, list: {d1: {bed: 1, signs: {spo2: 1s}}}}\n",
                            "stays: {s1: {bed: 1, patient: p, from: 2026-11-22T04:18:31Z}}\nalarms: {spo2: {low: {high: {below: 90}}}}\n",
                            "buffer: {keep: 72h, maxBytes: 4GiB, commit: {max: 1s, bytes: 64KiB}}\nuplink: {fhir: {url: 'https://h/f'}}\n",
                            "=station.listen=127.0.0.1:0",
                            "=adapters=[json, x]");
                case "mqtt" -> mqtt();
                case "http" ->
                    texts(
                            "\1\6{\"alarm\":\"s1:spo2.low:1\",\"v\":1,\"who\":\"ann\",\"station\":\"st1\"}",
                            "\2\1a=b&c=d",
                            "\0\0GET / HTTP/1.1\r\n\r\n");
                default -> texts("\0\0\1\2\3", "\5\0\20\0\7\12\1\1\1\1\17\0\40\0\0");
            };
            int number = 0;
            for (byte[] seed : seeds) {
                Files.write(corpus.resolve("seed-" + number++), seed);
            }
        }

        private static List<byte[]> texts(String... texts) {
            return List.of(texts).stream()
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        private static List<byte[]> mqtt() {
            List<byte[]> seeds = new ArrayList<>();
            byte[] publish =
                    Packets.publish("wards/w1/devices/f/json", 5, "{\"hr\":72}".getBytes(StandardCharsets.UTF_8));
            for (int how = 0; how < 256; how += 9) {
                byte[] seed = new byte[publish.length + 1];
                seed[0] = (byte) how;
                System.arraycopy(publish, 0, seed, 1, publish.length);
                seeds.add(seed);
            }
            for (String packet : List.of(
                    "82080005000161010001",
                    "a20500050001610100",
                    "c000",
                    "e000",
                    "62020005",
                    "34050001610005",
                    "f000")) {
                byte[] bytes = java.util.HexFormat.of().parseHex("01" + packet.substring(0, packet.length() / 2 * 2));
                seeds.add(bytes);
            }
            return seeds;
        }
    }
}
