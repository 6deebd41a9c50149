package org.wardline.app.faults;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardline.app.e2e.GatewayProcess;

/** Classes K and M: kernel and process, and the model. */
final class ProcessFaults {
    private static final Path CPU_GROUPS = Path.of("/sys/fs/cgroup/cpu");
    private static final int FILES_LEFT = 3;
    private static final int STRANGERS = 20;

    private ProcessFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault("K stopped for 10 s (SIGSTOP)", stage -> stopped(stage, 10)),
                new Fault("K stopped for 40 s (SIGSTOP)", stage -> stopped(stage, 40)),
                new Fault("K killed and started again", stage -> stage.outage(Stage.Course.KILLED, 3)),
                new Fault("K a busy program on each core, itself at nice 10", ProcessFaults::starved),
                new Fault("K a quarter of one core (cgroup)", ProcessFaults::throttled),
                new Fault("K no file descriptors left", ProcessFaults::noFiles),
                new Fault(
                        "K audit thread stuck", stage -> Machine.inject(stage, "audit", "futex:delay_exit=600000000")),
                new Fault("M model file is empty", stage -> model(stage, 0)),
                new Fault("M model file is cut", stage -> model(stage, 100_000)),
                new Fault(
                        "M model never answers",
                        stage -> Machine.inject(stage, "score-anomaly", "futex:delay_exit=600000000")),
                new Fault(
                        "M each score takes a second",
                        stage -> Machine.inject(stage, "score-anomaly", "futex:delay_exit=1000000")));
    }

    private static void stopped(Stage stage, int seconds) {
        stage.fault(gateway -> gateway.signal("STOP"), gateway -> gateway.signal("CONT"));
        stage.outage(Stage.Course.STOPPED, seconds);
    }

    private static void starved(Stage stage) {
        List<Process> busy = new ArrayList<>();
        stage.atEnd(() -> busy.forEach(Process::destroyForcibly));
        stage.fault(
                gateway -> {
                    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                        busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
                    }
                    for (Path task : Machine.tasks(gateway)) {
                        Machine.run(
                                "renice", "-n", "10", "-p", task.getFileName().toString());
                    }
                },
                _ -> busy.forEach(Process::destroyForcibly));
    }

    private static void throttled(Stage stage) throws Exception {
        Machine.needsRoot();
        if (!Files.isWritable(CPU_GROUPS.resolve("cpu.cfs_quota_us"))
                && !Files.isDirectory(CPU_GROUPS.resolve("cpuset"))
                && !Files.isWritable(CPU_GROUPS.resolve("cgroup.procs"))) {
            throw new Stage.Impossible("no cgroup v1 for processors");
        }
        Path group = Files.createDirectory(
                CPU_GROUPS.resolve("wardline-fault-" + ProcessHandle.current().pid()));
        stage.atEnd(() -> Files.deleteIfExists(group));
        if (!Files.exists(group.resolve("cpu.cfs_quota_us"))) {
            throw new Stage.Impossible("this kernel has no processor quota");
        }
        stage.fault(
                gateway -> {
                    Files.writeString(group.resolve("cpu.cfs_quota_us"), "25000"); // of 100,000
                    Files.writeString(group.resolve("cgroup.procs"), String.valueOf(gateway.pid()));
                },
                gateway -> Files.writeString(CPU_GROUPS.resolve("cgroup.procs"), String.valueOf(gateway.pid())));
    }

    private static void noFiles(Stage stage) throws Exception {
        Machine.needs("prlimit");
        List<Socket> strangers = new ArrayList<>();
        stage.atEnd(() -> close(strangers));
        stage.fault(
                gateway -> {
                    limitFiles(gateway, Machine.files(gateway) + FILES_LEFT);
                    String[] at = gateway.mqtt().split(":", -1);
                    for (int n = 0; n < STRANGERS; n++) {
                        strangers.add(new Socket(at[0], Integer.parseInt(at[1])));
                    }
                },
                gateway -> {
                    limitFiles(gateway, 4_096);
                    close(strangers);
                });
    }

    private static void limitFiles(GatewayProcess gateway, long most) throws IOException, InterruptedException {
        Machine.run("prlimit", "--pid", String.valueOf(gateway.pid()), "--nofile=" + most + ":4096");
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The gateway finds other bytes where its model was. */
    private static void model(Stage stage, int bytes) throws Exception {
        String name = "org/wardline/models/anomaly/model.onnx";
        Path file = stage.folder().resolve("model").resolve(name);
        Files.createDirectories(file.getParent());
        try (var in = ClassLoader.getSystemResourceAsStream(name)) {
            if (in == null) {
                throw new Stage.Impossible("there is no model");
            }
            Files.write(file, in.readNBytes(bytes));
        }
        stage.env("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + stage.folder().resolve("model"));
    }
}
