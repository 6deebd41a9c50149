package org.wardline.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.wire.Json;
import org.wardline.buffer.LogStat;
import org.wardline.buffer.LogTools;
import org.wardline.buffer.Verdict;
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
        LogTools.Format form = format(format);
        AuditCommand.note(folder, key(folder, key), "buffer export", format);
        System.err.println(
                "wardline: what follows is plain patient data; keep it as you would keep the patients' charts");
        Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);
        LogTools.Exported exported = LogTools.export(folder, key(folder, key), form, out);
        out.flush();
        exported.damage().forEach(damage -> System.err.println("wardline: missing: " + damage));
        return exported.damage().isEmpty() ? 0 : 1;
    }

    @Command(name = "verify", description = "Opens every block and checks the chain; one JSON object.")
    int verify(
            @Parameters(paramLabel = "DIR", description = "The gateway's data folder.") Path folder,
            @Option(names = "--key", paramLabel = "FILE", defaultValue = "") String key)
            throws IOException {
        Verdict verdict = LogTools.verify(folder, key(folder, key));
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("blocks", verdict.blocks());
        said.put("entries", verdict.entries());
        said.put("readings", verdict.readings());
        said.put("stubs", verdict.stubs());
        said.put("anchor", verdict.anchor());
        said.put("problems", verdict.problems());
        System.out.println(Json.text(said));
        return verdict.problems().isEmpty() ? 0 : 1;
    }

    @Command(name = "stat", description = "How much is stored; one JSON object.")
    int stat(
            @Parameters(paramLabel = "DIR", description = "The gateway's data folder.") Path folder,
            @Option(names = "--key", paramLabel = "FILE", defaultValue = "") String key)
            throws IOException {
        LogStat stat = LogTools.stat(folder, key(folder, key));
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("first", stat.first());
        said.put("last", stat.last());
        said.put("liveBytes", stat.liveBytes());
        said.put("fileBytes", stat.fileBytes());
        said.put("damaged", stat.damaged());
        said.put("quarantined", stat.quarantined());
        System.out.println(Json.text(said));
        return 0;
    }

    static LogTools.Format format(String name) throws Misuse {
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
