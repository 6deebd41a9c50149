package org.wardline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the launcher's help says there is. */
class HelpTest {
    /** For the package's own test, not for people. */
    private static final String NOT_TOLD = "selftest";

    @Test
    void givenHelpOfTheLauncher_whenRead_thenEveryCommandIsInIt() throws IOException {
        String launcher = Files.readString(Path.of("../../wardline"));
        String help = launcher.substring(launcher.indexOf("usage:"), launcher.indexOf("exit:"));
        Set<String> told = Pattern.compile("(?m)(?:^  |· )([a-z]+)")
                .matcher(help)
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toSet());

        List<String> commands = List.copyOf(
                new CommandLine(new Commands()).getCommandSpec().subcommands().keySet());

        assertThat(commands).contains("run", "audit", NOT_TOLD);
        assertThat(told)
                .containsAll(
                        commands.stream().filter(name -> !name.equals(NOT_TOLD)).toList());
    }
}
