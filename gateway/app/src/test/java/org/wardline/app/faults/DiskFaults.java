package org.wardline.app.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.wardline.app.e2e.GatewayProcess;

/** Class D: what can happen to the card. */
final class DiskFaults {
    private static final String STORE = "wardline.mv";
    private static final String LOG_THREAD = "sealed-log";

    private DiskFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault("D no room left", DiskFaults::full),
                new Fault("D no inodes left", DiskFaults::noInodes),
                new Fault("D read-only (ext4 gave up)", DiskFaults::readOnly),
                new Fault("D every call fails (ext4 shut down)", DiskFaults::shutDown),
                new Fault("D frozen (fsfreeze)", DiskFaults::frozen),
                new Fault("D flush says EIO", stage -> Machine.inject(stage, LOG_THREAD, "fdatasync,fsync:error=EIO")),
                new Fault("D write says ENOSPC", stage -> writes(stage, "ENOSPC")),
                new Fault("D write says EIO", stage -> writes(stage, "EIO")),
                new Fault(
                        "D each flush takes 2 s",
                        stage -> Machine.inject(stage, LOG_THREAD, "fdatasync,fsync:delay_enter=2000000")),
                new Fault("D store file removed", DiskFaults::removed),
                new Fault(
                        "D store file cut to nothing",
                        stage -> stage.forGood(gateway -> cut(stage.data().resolve(STORE)))),
                new Fault(
                        "D store file overwritten",
                        stage -> stage.forGood(gateway -> overwrite(stage.data().resolve(STORE)))),
                new Fault("D no room for its own log lines", DiskFaults::logFull));
    }

    private static void full(Stage stage) throws Exception {
        Path disk = Machine.tmpfs(stage, "size=192m");
        Path filler = disk.resolve("filler");
        stage.keeps(disk.resolve("data"));
        stage.fault(_ -> Machine.fill(filler), _ -> Files.delete(filler));
    }

    private static void noInodes(Stage stage) throws Exception {
        Path disk = Machine.tmpfs(stage, "size=192m,nr_inodes=64");
        Path fillers = Files.createDirectory(disk.resolve("fillers"));
        stage.keeps(disk.resolve("data"));
        stage.fault(_ -> use(fillers), _ -> Machine.run("rm", "-rf", fillers.toString()));
    }

    private static void use(Path folder) throws IOException {
        boolean isLeft = true;
        for (int n = 0; isLeft; n++) {
            try {
                Files.createFile(folder.resolve("f" + n));
            } catch (IOException _) { // that was the last
                isLeft = false;
            }
        }
    }

    private static void readOnly(Stage stage) throws Exception {
        Path disk = Machine.ext4(stage);
        stage.keeps(disk.resolve("data"));
        stage.forGood(_ -> Machine.run("mount", "-o", "remount,abort", disk.toString()));
    }

    private static void shutDown(Stage stage) throws Exception {
        Machine.needs("python3");
        Path disk = Machine.ext4(stage);
        String ioctl =
                "import fcntl,os,struct,sys; fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";
        stage.keeps(disk.resolve("data"));
        stage.forGood(_ -> Machine.run("python3", "-c", ioctl, disk.toString()));
    }

    private static void frozen(Stage stage) throws Exception {
        Machine.needs("fsfreeze");
        Path disk = Machine.ext4(stage);
        stage.atEnd(() -> thaw(disk));
        stage.keeps(disk.resolve("data"));
        stage.fault(_ -> Machine.run("fsfreeze", "-f", disk.toString()), _ -> thaw(disk));
    }

    private static void thaw(Path disk) throws InterruptedException {
        try {
            Machine.run("fsfreeze", "-u", disk.toString());
        } catch (IOException _) { // it is thawed already
            Thread.onSpinWait();
        }
    }

    static void removed(Stage stage) {
        stage.forGood(_ -> Files.delete(stage.data().resolve(STORE)));
    }

    private static void cut(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var _ = channel.truncate(0);
        }
    }

    private static void overwrite(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int bytes = (int) channel.size();
            var _ = channel.write(ByteBuffer.wrap(new byte[bytes]), 0);
        }
    }

    private static void logFull(Stage stage) throws Exception {
        Path disk = Machine.tmpfs(stage, "size=1m");
        stage.says(disk.resolve("errors"));
        stage.set("intake.broker.url=tcp://127.0.0.1:1"); // it has something to say
        stage.fault(_ -> Machine.fill(disk.resolve("filler")), DiskFaults::nothing);
    }

    private static void nothing(GatewayProcess gateway) {}
    /** Of the store alone: the thread wakes others by a write, too. */
    private static void writes(Stage stage, String error) throws Exception {
        String store = stage.data().resolve(STORE).toString();
        Machine.inject(stage, LOG_THREAD, "write,pwrite64:error=" + error, "-P", store);
    }
}
