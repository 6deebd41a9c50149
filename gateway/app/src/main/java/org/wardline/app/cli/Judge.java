package org.wardline.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.wardline.app.wire.EventJson;
import org.wardline.app.wire.EventJson.Bad;
import org.wardline.app.wire.EventJson.Good;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.alarm.AlarmChange;

/**
 * {@code judge [--config FILE] [--set KEY=VALUE]… < events.ndjson > changes.ndjson}: the alarm engine at virtual time (Wardline
 * alarm engine, section 11). Output depends on the input alone; after the last line no time passes.
 */
public final class Judge {
    /** All lines were good. */
    public static final int GOOD = 0;

    /** Some lines were bad. */
    public static final int SOME_BAD = 1;

    /** Wrong use or configuration: nothing was judged. */
    public static final int WRONG = 2;

    /** Input or output failed. */
    public static final int FAILED = 3;

    private static final int BUFFER_BYTES = 1 << 16;

    private final AlarmEngine engine;
    private final OutputStream out;

    private Judge(AlarmSettings settings, OutputStream out) {
        this.engine = new AlarmEngine(settings);
        this.out = out;
    }

    /** Runs the command; gives its exit code. */
    public static int run(List<String> args, InputStream in, OutputStream out, PrintStream err) {
        AlarmSettings settings;
        try {
            settings = JudgeSettings.of(args);
        } catch (JudgeSettings.Wrong e) {
            err.println(e.getMessage());
            return WRONG;
        }
        try (OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES)) {
            return new Judge(settings, buffered).judge(in);
        } catch (IOException | UncheckedIOException e) {
            err.println("judge: input or output failed: " + e.getMessage());
            return FAILED;
        }
    }

    private int judge(InputStream in) throws IOException {
        JudgeLines lines = new JudgeLines(in);
        int exit = GOOD;
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            switch (EventJson.read(lines.bytes(), lines.from(), lines.length(), engine.nowMs())) {
                case Good good -> engine.apply(good.event(), this::say);
                case Bad bad -> {
                    exit = SOME_BAD;
                    say(engine.stamped("bad", JudgeLines.bad(lines.number(), bad.why())));
                }
            }
        }
        return exit;
    }

    private void say(AlarmChange change) {
        try {
            EventJson.write(change, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
