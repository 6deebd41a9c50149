package org.wardline.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** All commands but {@code judge}. Exit: 0 done, 1 failed (one line why), 2 wrong use or configuration. */
@Command(
        name = "wardline",
        description = "Watches a ward, keeps what it hears, brings it to the record system.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            ConfigCommand.class,
            BufferCommand.class,
            AuditCommand.class,
            QuarantineCommand.class,
            EvidenceCommand.class,
            ReportCommand.class,
            SelfTestCommand.class,
            StudyCommand.class,
            VersionCommand.class
        })
public final class Commands implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs a command; gives its exit code. */
    public static int run(String... args) {
        var line = new CommandLine(new Commands());
        line.setParameterExceptionHandler((wrong, _) -> wrongUse(wrong));
        line.setExecutionExceptionHandler((fault, _, _) -> failed(fault));
        return line.execute(args);
    }

    private static int wrongUse(ParameterException wrong) {
        System.err.println("wardline: " + wrong.getMessage() + " (see: wardline help)");
        return WRONG_USE;
    }

    private static int failed(Exception fault) {
        String what = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        System.err.println("wardline: " + what);
        return fault instanceof Misuse ? WRONG_USE : FAILED;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Something that the caller has to mend: said on standard error, exit 2. */
    static final class Misuse extends Exception {
        Misuse(String line) {
            super(line);
        }
    }
}
