package org.wardline.app.alarm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.vitals.alarm.AlarmPriority;

/**
 * The local sounder: a program of the site that sounds while no station can. It runs for as long as one level is wanted, without
 * a shell, with the level in its environment ({@code WARDLINE_LEVEL}) and in place of {@code {level}} in its arguments; it is
 * stopped and started anew when the level changes, and started again when it ends by itself.
 *
 * <p>A dead man's switch: when the ward does not show that it lives for {@link #DEAF_MS}, the sounder sounds {@code high} of its own
 * accord. All of it runs on a thread of its own; callers hand over and return.
 */
final class Sounder {
    static final String LEVEL = "{level}";
    static final String LEVEL_VARIABLE = "WARDLINE_LEVEL";

    /** A ward that says nothing for so long watches nobody. */
    static final long DEAF_MS = 5_000;
    /** A program that ran for so long works. */
    static final long PROVEN_MS = 5_000;
    /** A program that came to a good end, as a player of one tone does, is started again after this. */
    static final long REPEAT_MS = 1_000;

    static final long FIRST_PAUSE_MS = 1_000;
    static final long LONGEST_PAUSE_MS = 30_000;

    private static final long LOOK_MS = 500;
    private static final long STOP_MS = 500;
    private static final long CLOSE_S = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Sounder.class);

    private final List<String> command;
    private final LongSupplier monotonicMs;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sounder").daemon(true).factory());
    private volatile Optional<AlarmPriority> wanted = Optional.empty();
    private volatile long heardAtMs;
    private volatile String trouble = "";
    private @Nullable Running running; // on the thread, as the next three
    private Optional<AlarmPriority> tried = Optional.empty();
    private long notBeforeMs;
    private long pauseMs = FIRST_PAUSE_MS;

    /** The program, sounding a level. */
    private record Running(Process process, AlarmPriority level, long sinceMs) {}

    /**
     * A sounder that is silent.
     *
     * @param command the absolute path of a program, then its arguments
     */
    Sounder(List<String> command, LongSupplier monotonicMs) {
        this.command = List.copyOf(command);
        this.monotonicMs = monotonicMs;
        this.heardAtMs = monotonicMs.getAsLong();
        this.notBeforeMs = heardAtMs;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins to listen for the ward. */
    void start() {
        heardAtMs = monotonicMs.getAsLong();
        var _ = thread.scheduleWithFixedDelay(this::guarded, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS); // until closed
    }

    /** What should sound here from now on; empty for silence. */
    void sound(Optional<AlarmPriority> level) {
        wanted = level;
        soon();
    }

    /** The ward lives. */
    void heard() {
        heardAtMs = monotonicMs.getAsLong();
    }

    /** Why it does not sound; empty when it does, or did when it was last needed. */
    String trouble() {
        return trouble;
    }

    /** Looks now, and returns when it has. */
    void look() throws ExecutionException, InterruptedException {
        var _ = thread.submit(this::guarded).get();
    }

    private void soon() {
        try {
            thread.execute(this::guarded);
        } catch (RejectedExecutionException _) { // closed: silent
            LOG.debug("the sounder is closed");
        }
    }

    private void guarded() {
        if (thread.isShutdown()) {
            return; // the end of the program that was just stopped woke this: it must not begin again
        }
        try {
            step();
        } catch (RuntimeException fault) { // our bug: said, and tried again with the next look
            LOG.error("the sounder failed: {}", fault.getClass().getName());
            trouble = "the sounder failed";
        }
    }

    private void step() {
        long nowMs = monotonicMs.getAsLong();
        Optional<AlarmPriority> level = nowMs - heardAtMs >= DEAF_MS ? Optional.of(AlarmPriority.HIGH) : wanted;
        Running now = running;
        if (now != null && !now.process().isAlive()) {
            ended(now, nowMs);
        } else if (now != null && nowMs - now.sinceMs() >= PROVEN_MS) {
            works();
        }
        if (now != null && running != null && !level.equals(Optional.of(now.level()))) {
            kill(now);
            running = null;
        }
        if (!level.equals(tried)) { // that another level failed says nothing of this one
            tried = level;
            notBeforeMs = nowMs;
            pauseMs = FIRST_PAUSE_MS;
        }
        if (running == null && level.isPresent() && nowMs >= notBeforeMs) {
            begin(level.get(), nowMs);
        }
    }

    private void works() {
        trouble = "";
        pauseMs = FIRST_PAUSE_MS;
    }

    private void begin(AlarmPriority level, long nowMs) {
        List<String> words = command.stream()
                .map(word -> word.replace(LEVEL, level.wireName()))
                .toList();
        var builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        var _ = builder.environment().put(LEVEL_VARIABLE, level.wireName());
        try {
            Process process = builder.start();
            running = new Running(process, level, nowMs);
            var _ = process.onExit().thenRun(this::soon); // looked after on the thread
        } catch (IOException e) {
            failed("it cannot be started", nowMs);
        }
    }

    private void ended(Running was, long nowMs) {
        running = null;
        int exit = was.process().exitValue();
        if (exit == 0) {
            works();
            notBeforeMs = nowMs + REPEAT_MS;
        } else {
            failed("it ended with " + exit, nowMs);
        }
    }

    private void failed(String how, long nowMs) {
        LOG.warn("the sounder: {}; again in {} ms", how, pauseMs);
        trouble = how;
        notBeforeMs = nowMs + pauseMs;
        pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
    }

    /** Asks it to stop, then makes it; what it started goes with it. */
    private static void kill(Running now) {
        List<ProcessHandle> all =
                new java.util.ArrayList<>(now.process().descendants().toList());
        all.add(now.process().toHandle());
        all.forEach(ProcessHandle::destroy);
        try {
            if (!now.process().waitFor(STOP_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("the sounder did not stop when asked");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Silent, for good; returns when the program is gone. */
    void close() {
        if (thread.isShutdown()) {
            return;
        }
        try {
            thread.submit(() -> {
                        if (running != null) {
                            kill(running);
                        }
                        running = null;
                        thread.shutdown();
                    })
                    .get(CLOSE_S, TimeUnit.SECONDS);
            if (!thread.awaitTermination(CLOSE_S, TimeUnit.SECONDS)) {
                LOG.warn("the sounder did not stop in order: its thread goes on");
            }
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("the sounder did not stop in order: {}", e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
