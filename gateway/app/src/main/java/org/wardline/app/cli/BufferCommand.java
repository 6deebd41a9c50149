package org.wardline.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.buffer.LogTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code buffer}: looks into a gateway's store while it does not run. */
@Command(name = "buffer", description = "Exports, verifies or measures a sealed store.")
final class BufferCommand {
    @Command(name = "export", description = "Writes every stored reading once, oldest first, in the clear.")
    int export(
            @Parameters(paramLabel = "DIR", description = "The gateway's data folder.") Path folder,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            defaultValue = "",
                            description = "The root key; default DIR/root.key.")
                    String key,
            @Option(names = "--format", paramLabel = "csv|ndjson", defaultValue = "csv") String format)
            throws IOException, Misuse {
        System.err.println(
                "wardline: what follows is plain patient data; keep it as you would keep the patients' charts");
        Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);
        LogTools.Exported exported = LogTools.export(folder, key(folder, key), format(format), out);
        out.flush();
        exported.damage().forEach(damage -> System.err.println("wardline: missing: " + damage));
        return exported.damage().isEmpty() ? 0 : 1;
    }

    private static LogTools.Format format(String name) throws Misuse {
        return switch (name) {
            case "csv" -> LogTools.Format.CSV;
            case "ndjson" -> LogTools.Format.NDJSON;
            default -> throw new Misuse("--format: csv or ndjson");
        };
    }

    static Path key(Path folder, String key) {
        return key.isEmpty() ? folder.resolve("root.key") : Path.of(key);
    }
}
