package org.wardline.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.config.ConfigLoader;
import org.wardline.app.security.NewPassword;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config}: is a file right? */
@Command(name = "config", description = "Checks a configuration.")
final class ConfigCommand {
    @Command(
            name = "hash-password",
            description = "Reads a password from standard input, prints its hash for a users file.")
    int hashPassword() throws IOException {
        System.out.println(NewPassword.hashOf(System.in));
        return 0;
    }

    @Command(name = "check", description = "Says what is wrong, a line each.")
    int check(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--set", paramLabel = "KEY=VALUE") List<String> sets)
            throws Misuse {
        List<String> given = sets == null ? new ArrayList<>() : sets;
        ConfigLoader.Valid loaded = ConfigFiles.load(Optional.of(file), given);
        loaded.notices().forEach(notice -> System.err.println("wardline: NOTICE " + notice));
        System.out.println(file + " is right");
        return 0;
    }
}
