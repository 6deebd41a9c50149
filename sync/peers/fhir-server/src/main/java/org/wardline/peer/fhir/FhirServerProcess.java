package org.wardline.peer.fhir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@link FhirServerPeer} as a process that a test starts, kills and starts again. Needs nothing but the JDK and this module's
 * {@code target} folder after {@code package}: the jar and {@code classpath.txt}.
 */
public final class FhirServerProcess implements AutoCloseable {
    private static final String READY = "READY ";

    private final Process process;
    private final int port;

    private FhirServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server and waits until it is ready, some 30 s.
     *
     * @param target this module's {@code target} folder
     * @param folder its database's, kept over restarts
     * @param port 0 for any
     */
    public static FhirServerProcess start(Path target, Path folder, int port) throws IOException {
        String libraries = Files.readString(target.resolve("classpath.txt")).strip();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar(target) + ":" + libraries,
                "org.wardline.peer.fhir.FhirServerPeer",
                Integer.toString(port),
                folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new FhirServerProcess(process, readyPort(process));
    }

    /** The base of its FHIR interface. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/fhir");
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        Process gone = process.destroyForcibly().onExit().join();
        assert gone.exitValue() != 0 : "it was killed";
    }

    @Override
    public void close() {
        kill();
    }

    private static int readyPort(Process process) throws IOException {
        // not closed: closing would send the process a broken pipe at its next word
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {})); // or the pipe would fill up
                return Integer.parseInt(line.substring(READY.length()).strip());
            }
        }
        throw new IOException("the FHIR server ended before it was ready");
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(path -> path.getFileName().toString().matches("peer-fhir-server-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar in the peer's target folder: run package"));
        }
    }
}
