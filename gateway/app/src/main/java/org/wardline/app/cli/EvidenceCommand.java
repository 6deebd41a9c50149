package org.wardline.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardline.app.EvidenceSettings;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.evidence.Evidence;
import org.wardline.app.evidence.StoredEvidence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evidence}: everything that one alarm came from, out of the log of a gateway that does not run; and its check. */
@Command(
        name = "evidence",
        description = "Writes the evidence of one alarm, or runs such evidence through the engine again.")
final class EvidenceCommand implements Callable<Integer> {
    /** A file larger than this is no evidence of one alarm. */
    private static final long MAX_FILE_BYTES = 256L << 20;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The gateway's data folder.")
    private Path folder = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "ALARM", description = "Its name, such as s1:spo2.low:1.")
    private String alarm = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            defaultValue = "",
            description = "The root key; default DIR/root.key.")
    private String key = "";

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration that the alarm was judged by.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A key of the configuration.")
    private List<String> sets = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (alarm.isEmpty()) {
            throw new Misuse("evidence takes DIR and ALARM, or verify FILE");
        }
        var loaded = ConfigFiles.load(Optional.ofNullable(config), sets);
        System.err.println(
                "wardline: what follows is plain patient data; keep it as you would keep the patient's chart");
        Optional<String> document =
                StoredEvidence.of(folder, BufferCommand.key(folder, key), alarm, EvidenceSettings.of(loaded.config()));
        if (document.isEmpty()) {
            throw new IOException("the log does not tell of " + alarm);
        }
        System.out.println(document.get());
        Evidence.Check check = Evidence.check(document.get());
        if (!check.isGood()) {
            System.err.println("wardline: the engine does not come to the same with it: " + check.what());
        }
        return check.isGood() ? 0 : 1;
    }

    @Command(name = "verify", description = "Runs evidence through the alarm engine; exit 1 when it is not the same.")
    int verify(@Parameters(paramLabel = "FILE", description = "What evidence wrote.") Path file)
            throws IOException, Misuse {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
            throw new Misuse(file + " is no evidence");
        }
        Evidence.Check check = Evidence.check(Files.readString(file).strip());
        System.out.println((check.isGood() ? "same: " : "not the same: ") + check.what());
        return check.isGood() ? 0 : 1;
    }
}
