package org.wardline.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wardline.app.cli.Judge;
import org.wardline.app.wire.EventJson;
import org.wardline.core.alarm.Happening;

/** The judge's lines: no line stops it, a good one reads the same after it was written, and the same lines say the same. */
public final class EventsTarget {
    private EventsTarget() {}

    /** Some lines. */
    public static void fuzzerTestOneInput(byte[] lines) {
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
            byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
            if (EventJson.read(utf8, 0, utf8.length, 0) instanceof EventJson.Good good) {
                String written = EventJson.text(good.event());
                Happening again = EventJson.event(written);
                if (!EventJson.text(again).equals(written)) {
                    throw new IllegalStateException("written " + written + ", read again as " + EventJson.text(again));
                }
            }
        }
        String first = judged(lines);
        if (!first.equals(judged(lines))) {
            throw new IllegalStateException("judged twice, and not the same");
        }
    }

    private static String judged(byte[] lines) {
        var out = new ByteArrayOutputStream();
        int exit = Judge.run(
                List.of("--set", "alarms.delay=0s"),
                new ByteArrayInputStream(lines),
                out,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        if (exit != Judge.GOOD && exit != Judge.SOME_BAD) {
            throw new IllegalStateException("exit " + exit);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
