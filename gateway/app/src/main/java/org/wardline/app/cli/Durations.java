package org.wardline.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardline.app.cli.Commands.Misuse;

/** Durations on the command line: {@code 500ms 15s 10m 1h}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    /** Milliseconds. */
    static long parse(String text) throws Misuse {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new Misuse("a duration is written 500ms, 15s, 10m or 1h");
        }
        long unitMs = switch (form.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return Long.parseLong(form.group(1)) * unitMs;
    }
}
