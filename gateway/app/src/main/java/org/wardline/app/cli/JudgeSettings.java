package org.wardline.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.config.ConfigLoader;
import org.wardline.app.config.ConfigLoader.AlarmsOnly;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;

/** The settings of {@link Judge} out of its arguments: only {@code alarms.*} is read, {@code --set} after the file. */
final class JudgeSettings {
    private static final String OURS = "alarms.";

    private JudgeSettings() {}

    /** Nothing can be judged with these arguments: the one line to say. */
    static final class Wrong extends Exception {
        Wrong(String line) {
            super(line);
        }
    }

    static AlarmSettings of(List<String> args) throws Wrong {
        Optional<Path> file = Optional.empty();
        List<String> sets = new ArrayList<>();
        for (int at = 0; at < args.size(); at += 2) {
            String option = args.get(at);
            if (!option.equals("--config") && !option.equals("--set")) {
                throw new Wrong(option + ": unknown option; judge takes --config FILE and --set KEY=VALUE");
            }
            if (at + 1 == args.size()) {
                throw new Wrong(option + ": takes a value");
            }
            if (option.equals("--config")) {
                file = Optional.of(path(args.get(at + 1)));
            } else {
                sets.add(checked(args.get(at + 1)));
            }
        }
        return read(file, sets);
    }

    private static Path path(String text) throws Wrong {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Wrong("--config: not the name of a file");
        }
    }

    private static String checked(String set) throws Wrong {
        String key = set.substring(0, set.indexOf('=') < 0 ? set.length() : set.indexOf('='));
        if (!key.startsWith(OURS) || key.length() == set.length()) {
            throw new Wrong(key + ": judge takes --set " + OURS + "KEY=VALUE");
        }
        return set;
    }

    private static AlarmSettings read(Optional<Path> file, List<String> sets) throws Wrong {
        AlarmsOnly read = ConfigLoader.alarmsOnly(file, sets, JudgeSettings::problems);
        if (!read.problems().isEmpty()) {
            throw new Wrong(read.problems().getFirst().toString());
        }
        try {
            return AlarmSettings.of(read.alarms());
        } catch (SettingsProblem e) {
            throw new Wrong(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with a tree under {@code alarms}: the key, and what is allowed. */
    static Map<String, String> problems(Map<String, @Nullable Object> alarms) {
        try {
            AlarmSettings _ = AlarmSettings.of(alarms); // only whether it can be made
            return Map.of();
        } catch (SettingsProblem e) {
            return Map.of(e.key(), e.reason());
        }
    }
}
