package org.wardline.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.config.ConfigLoader;
import org.wardline.app.config.Problem;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.core.alarm.SettingsProblem;

/** The configuration: every file is right or says what is wrong, in single lines; so does every {@code --set}. */
public final class ConfigTarget {
    private static final Path FILE = Path.of(System.getProperty("fuzz.folder", "target"), "fuzz.yaml");

    private ConfigTarget() {}

    /** One file, or where it begins with {@code =} one setting. */
    public static void fuzzerTestOneInput(byte[] text) throws IOException {
        if (text.length > 0 && text[0] == '=') {
            check(ConfigLoader.load(
                    Optional.empty(),
                    List.of(new String(text, 1, text.length - 1, StandardCharsets.UTF_8)),
                    ConfigTarget::alarms));
            return;
        }
        Files.write(FILE, text);
        check(ConfigLoader.load(Optional.of(FILE), List.of(), ConfigTarget::alarms));
    }

    private static void check(ConfigLoader.Loaded loaded) {
        if (loaded instanceof ConfigLoader.Invalid invalid) {
            if (invalid.problems().isEmpty()) {
                throw new IllegalStateException("wrong, and nothing is said");
            }
            for (Problem problem : invalid.problems()) {
                if (problem.toString().lines().count() != 1) {
                    throw new IllegalStateException("not one line: " + problem);
                }
            }
        }
    }

    private static Map<String, String> alarms(Map<String, @Nullable Object> alarms) {
        try {
            AlarmSettings _ = AlarmSettings.of(alarms); // only whether it can be made
            return Map.of();
        } catch (SettingsProblem problem) {
            return Map.of(problem.key(), problem.reason());
        }
    }
}
