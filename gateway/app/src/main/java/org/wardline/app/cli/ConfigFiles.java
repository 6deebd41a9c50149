package org.wardline.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.cli.Commands.Misuse;
import org.wardline.app.config.ConfigLoader;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;
import picocli.CommandLine.Option;

/** The options that make a configuration: {@code --config FILE} and {@code --set KEY=VALUE}. */
final class ConfigFiles {
    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A key over the file; may be repeated.")
    private List<String> sets = new ArrayList<>();

    /** The configuration; problems are said, one a line, on standard error. */
    ConfigLoader.Valid load() throws Misuse {
        return load(Optional.ofNullable(file), sets);
    }

    static ConfigLoader.Valid load(Optional<Path> file, List<String> sets) throws Misuse {
        return switch (ConfigLoader.load(file, sets, ConfigFiles::alarmProblems)) {
            case ConfigLoader.Valid valid -> valid;
            case ConfigLoader.Invalid invalid -> {
                List<String> lines =
                        invalid.problems().stream().map(Object::toString).toList();
                throw new Misuse(String.join(System.lineSeparator() + "wardline: ", lines));
            }
        };
    }

    private static Map<String, String> alarmProblems(Map<String, @Nullable Object> alarms) {
        try {
            AlarmSettings _ = AlarmSettings.of(alarms); // only whether it can be made
            return Map.of();
        } catch (SettingsProblem problem) {
            return Map.of(problem.key(), problem.reason());
        }
    }
}
