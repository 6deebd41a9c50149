package org.wardline.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one run of {@link Judge} gave. */
record JudgeRun(int exit, List<Map<String, Object>> changes, String error) {
    static JudgeRun of(List<String> args, List<String> lines) {
        ByteArrayInputStream in =
                new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int exit = Judge.run(args, in, out, new PrintStream(error, true, StandardCharsets.UTF_8));
        List<Map<String, Object>> changes = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(JsonLines::object)
                .toList();
        return new JudgeRun(exit, changes, error.toString(StandardCharsets.UTF_8));
    }

    /** Settings of a vector or a random ward as arguments: text as it is, all else as JSON. */
    static List<String> args(Map<?, ?> config) {
        return config.entrySet().stream()
                .flatMap(set -> Stream.of("--set", set.getKey() + "=" + plain(set.getValue())))
                .toList();
    }

    private static String plain(Object value) {
        return value instanceof String text ? text : JsonLines.text(value);
    }
}
