package org.wardline.app.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.wardline.app.e2e.GatewayProcess;

/** Faults that the machine itself can be made to have: discs, single threads of a process, processors. */
final class Machine {
    private static final List<String> PLACES = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");

    private Machine() {}

    /** Runs a command; fails with what it said. */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    static void needs(String program) throws Stage.Impossible {
        if (PLACES.stream().noneMatch(place -> Files.isExecutable(Path.of(place, program)))) {
            throw new Stage.Impossible("there is no " + program + " here");
        }
    }

    static void needsRoot() throws Stage.Impossible {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new Stage.Impossible("only root can do it");
        }
    }

    /** Mounts a tmpfs of a size; gives its folder. */
    static Path tmpfs(Stage stage, String options) throws Exception {
        needsRoot();
        Path at = Files.createDirectory(stage.folder().resolve("tmpfs"));
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString());
        stage.atEnd(() -> run("umount", "-l", at.toString()));
        return at;
    }

    /** Mounts an ext4 of 256 MiB on a file; gives its folder. */
    static Path ext4(Stage stage) throws Exception {
        needsRoot();
        needs("mkfs.ext4");
        Path image = stage.folder().resolve("card.img");
        Path at = Files.createDirectory(stage.folder().resolve("ext4"));
        run("truncate", "-s", "256M", image.toString());
        run("mkfs.ext4", "-q", "-F", image.toString());
        try {
            run("mount", "-o", "loop", image.toString(), at.toString());
        } catch (IOException e) {
            throw new Stage.Impossible("no loop device: " + e.getMessage());
        }
        stage.atEnd(() -> run("umount", "-l", at.toString()));
        return at;
    }

    /** Writes a file until there is no room. */
    static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            for (int size = block.length; size > 0; size /= 2) {
                fill(out, block, size);
            }
        }
    }

    private static void fill(java.io.OutputStream out, byte[] block, int size) {
        try {
            while (true) {
                out.write(block, 0, size);
            }
        } catch (IOException _) { // full, for this size
            block[0]++;
        }
    }

    /**
     * Makes the calls of one thread of the gateway fail or wait, by strace; the rest of the process runs untouched.
     *
     * @param thread the beginning of its name, at most 15 characters
     * @param inject such as {@code fdatasync:error=EIO}
     * @param which what else strace goes by: {@code -P FILE} for the calls on a file alone
     */
    static void inject(Stage stage, String thread, String inject, String... which) throws Exception {
        needs("strace");
        List<Process> tracers = new ArrayList<>();
        stage.atEnd(() -> tracers.forEach(Process::destroy));
        stage.fault(gateway -> tracers.addAll(traced(gateway, thread, inject, which)), _ -> {
            for (Process tracer : tracers) {
                tracer.destroy(); // it lets the thread go
                tracer.waitFor(5, TimeUnit.SECONDS);
            }
        });
    }

    private static List<Process> traced(GatewayProcess gateway, String thread, String inject, String... which)
            throws Exception {
        List<Process> tracers = new ArrayList<>();
        for (Path task : tasks(gateway)) {
            if (Files.readString(task.resolve("comm")).startsWith(thread)) {
                String calls = inject.substring(0, inject.indexOf(':'));
                List<String> command = new ArrayList<>(List.of("strace", "-qq"));
                command.addAll(List.of("-p", task.getFileName().toString()));
                command.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + inject));
                command.addAll(List.of(which));
                tracers.add(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start());
                awaitTraced(task);
            }
        }
        if (tracers.isEmpty()) {
            throw new IllegalStateException("no thread is called " + thread);
        }
        return tracers;
    }

    private static void awaitTraced(Path task) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 500; attempt++) {
            if (Files.readString(task.resolve("status")).lines().noneMatch("TracerPid:\t0"::equals)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException("strace cannot hold a thread");
    }

    /** Folders of its threads. */
    static List<Path> tasks(GatewayProcess gateway) throws IOException {
        List<Path> tasks = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(Path.of("/proc", String.valueOf(gateway.pid()), "task"))) {
            all.forEach(tasks::add);
        }
        return tasks;
    }

    /** Open files of it. */
    static long files(GatewayProcess gateway) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", String.valueOf(gateway.pid()), "fd"))) {
            return all.count();
        }
    }
}
