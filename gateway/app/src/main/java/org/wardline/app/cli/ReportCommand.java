package org.wardline.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.Chronicle;
import org.wardline.app.records.Csv;
import org.wardline.app.records.Documents;
import org.wardline.app.records.Period;
import org.wardline.app.wire.Json;
import org.wardline.buffer.Damage;
import org.wardline.buffer.LogTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: how good the alarms in a gateway's store were, while it does not run. */
@Command(
        name = "report",
        description = "Alarms for a bed and day, how fast they were answered, how many were useful, who makes most.")
final class ReportCommand implements Callable<Integer> {
    private static final long DAY_MS = 86_400_000;
    private static final int MAX_DAYS = 3_650;

    @Parameters(paramLabel = "DIR", description = "The gateway's data folder.")
    private Path folder = Path.of("");

    @Option(names = "--key", paramLabel = "FILE", description = "The root key; default DIR/root.key.")
    private String key = "";

    @Option(names = "--days", paramLabel = "N", description = "The last days that the log tells of; default 3.")
    private int days = 3;

    @Option(names = "--format", paramLabel = "json|csv", description = "Default json: one object.")
    private String format = "json";

    @Override
    public Integer call() throws IOException, Misuse {
        if (days < 1 || days > MAX_DAYS) {
            throw new Misuse("--days: 1 to " + MAX_DAYS);
        }
        if (!List.of("json", "csv").contains(format)) {
            throw new Misuse("--format: json or csv");
        }
        var chronicle = new Chronicle((_, _) -> Optional.empty()); // patients do not matter for the report
        List<Damage> damage =
                LogTools.entries(folder, BufferCommand.key(folder, key), numbered -> chronicle.take(numbered.entry()));
        long endMs = chronicle.heardMs() + 1;
        AlarmReport report = AlarmReport.of(chronicle.told(new Period(endMs - days * DAY_MS, endMs)));
        System.out.print(
                format.equals("csv") ? Csv.of(report, ZoneId.systemDefault()) : Json.text(Documents.of(report)) + "\n");
        damage.forEach(one -> System.err.println("wardline: missing: " + one));
        return damage.isEmpty() ? 0 : 1;
    }
}
