package org.wardline.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.wire.Json;
import org.wardline.buffer.AuditLine;
import org.wardline.buffer.AuditTools;
import org.wardline.buffer.AuditVerdict;
import org.wardline.buffer.LogTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: what people did at a gateway that does not run. */
@Command(name = "audit", description = "Verifies or exports the audit trail.")
final class AuditCommand {
    @Command(name = "verify", description = "Opens every line and checks the chain and its end; one JSON object.")
    int verify(
            @Parameters(paramLabel = "DIR", description = "The gateway's data folder.") Path folder,
            @Option(names = "--key", paramLabel = "FILE", defaultValue = "") String key)
            throws IOException {
        AuditVerdict verdict = AuditTools.verify(folder, BufferCommand.key(folder, key));
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("first", verdict.first());
        said.put("last", verdict.last());
        said.put("lines", verdict.lines());
        said.put("head", verdict.head());
        said.put("anchored", verdict.isAnchored());
        said.put(
                "problems",
                verdict.problems().stream()
                        .map(problem -> Map.of("line", problem.line(), "what", problem.what()))
                        .toList());
        System.out.println(Json.text(said));
        return ended(verdict);
    }

    @Command(name = "export", description = "Writes every line, oldest first.")
    int export(
            @Parameters(paramLabel = "DIR", description = "The gateway's data folder.") Path folder,
            @Option(names = "--key", paramLabel = "FILE", defaultValue = "") String key,
            @Option(names = "--format", paramLabel = "ndjson|csv", defaultValue = "ndjson") String format)
            throws IOException, Misuse {
        LogTools.Format form = BufferCommand.format(format);
        Path root = BufferCommand.key(folder, key);
        note(folder, root, "audit export", format);
        Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 16);
        AuditVerdict verdict = AuditTools.export(folder, root, form, out);
        out.flush();
        return ended(verdict);
    }

    private static int ended(AuditVerdict verdict) {
        verdict.problems()
                .forEach(problem -> System.err.println("wardline: line " + problem.line() + ": " + problem.what()));
        return verdict.problems().isEmpty() ? 0 : 1;
    }

    /** What somebody takes out at the command line is a line of the trail, where the trail can be written. */
    static void note(Path folder, Path key, String act, String subject) {
        if (!Files.isDirectory(folder)) {
            return; // a store that was set aside
        }
        String user = System.getProperty("user.name", "");
        var line = new AuditLine(
                0, System.currentTimeMillis(), "", user, "operator", "command line", act, subject, "", "", "begun");
        try {
            AuditTools.note(folder, key, line);
        } catch (IOException e) {
            System.err.println("wardline: not noted in the audit trail: " + e.getMessage());
        }
    }
}
