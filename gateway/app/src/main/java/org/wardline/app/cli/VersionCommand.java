package org.wardline.app.cli;

import java.util.concurrent.Callable;
import org.wardline.app.Version;
import picocli.CommandLine.Command;

/** {@code version}: which Wardline, on which Java. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.println(
                "wardline " + Version.TEXT + " (Java " + Runtime.version().feature() + ")");
        return 0;
    }
}
