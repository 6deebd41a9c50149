package org.wardline.app.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real gateway in its own JVM, started with {@code run}; may be killed. */
public final class GatewayProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready mqtt=(\\S+) station=(\\S+)");
    private static final long START_S = 120;

    private final Process process;
    private final Path errors;
    private final String mqtt;
    private final String station;

    private GatewayProcess(Process process, Path errors, String mqtt, String station) {
        this.process = process;
        this.errors = errors;
        this.mqtt = mqtt;
        this.station = station;
    }

    /** Starts it on a data folder; waits until it takes readings. */
    public static GatewayProcess start(Path data, String... sets) throws Exception {
        return start(data, Map.of(), sets);
    }

    /** Starts it with more in its environment. */
    static GatewayProcess start(Path data, Map<String, String> environment, String... sets) throws Exception {
        return start(data, Files.createTempFile("wardline-", ".err"), environment, sets);
    }

    /** Starts it with a file for what it says on standard error. */
    public static GatewayProcess start(Path data, Path errors, Map<String, String> environment, String... sets)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "--set", "ward=w1", "--set", "data=" + data));
        for (String set : sets) {
            arguments.add("--set");
            arguments.add(set);
        }
        ProcessBuilder builder = java(arguments).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            Matcher ready = CompletableFuture.supplyAsync(() -> awaitReady(out)).get(START_S, TimeUnit.SECONDS);
            return new GatewayProcess(process, errors, ready.group(1), ready.group(2));
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the gateway did not get ready:\n" + Files.readString(errors), e);
        }
    }

    private static Matcher awaitReady(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    return ready;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new IllegalStateException("it ended before it was ready");
    }

    private static ProcessBuilder java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.wardline.app.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Runs another command to its end; gives what it wrote, or fails with what it said. */
    public static String run(int expectedExit, String... arguments) throws Exception {
        Path out = Files.createTempFile("wardline-", ".out");
        Path errors = Files.createTempFile("wardline-", ".err");
        Process process = java(List.of(arguments))
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != expectedExit) {
            process.destroyForcibly();
            throw new IOException(
                    String.join(" ", arguments) + " exit " + process.exitValue() + ": " + Files.readString(errors));
        }
        return Files.readString(out) + Files.readString(errors);
    }

    /** Every stored reading as {@code device,seq}, in the order of the export. */
    public static List<String> stored(Path data) throws Exception {
        return run(0, "buffer", "export", data.toString(), "--format", "csv")
                .lines()
                .filter(line -> line.startsWith("m-"))
                .map(line -> line.split(",", 3))
                .map(cells -> cells[0] + "," + cells[1])
                .toList();
    }

    /** {@code HOST:PORT} of its MQTT endpoint. */
    public String mqtt() {
        return mqtt;
    }

    /** {@code http://HOST:PORT} of its station. */
    public String station() {
        return station;
    }

    /** What it said on standard error. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Sends it a signal, such as {@code STOP}. */
    public void signal(String name) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("no signal " + name + " for it");
        }
    }

    /** Processor time that it took so far. */
    public long cpuMs() {
        return process.info()
                .totalCpuDuration()
                .map(java.time.Duration::toMillis)
                .orElse(0L);
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGTERM; gives its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not stop within 10 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
