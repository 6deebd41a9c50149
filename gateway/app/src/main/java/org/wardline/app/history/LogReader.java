package org.wardline.app.history;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one plain thread on which the log is read for people and for the pull interface. Nobody interrupts it: an interrupt
 * closes the store under everybody's feet. Looks are taken in order; when {@link #MAX_WAITING} wait, one more fails at once.
 */
public final class LogReader implements AutoCloseable {
    /** Looks that wait. Each is short by its own bounds; more than this means that nobody waits for the answers any more. */
    static final int MAX_WAITING = 64;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("log-reader").daemon(true).factory());

    /**
     * Looks, and answers where it was asked: on the asker's context, or else on this thread.
     *
     * @return fails when the log cannot be read, when too many wait, or when this is closed: asked again later
     */
    public <T> Future<T> later(Callable<T> look) {
        Promise<T> seen = Promise.promise();
        @Nullable Context asker = Vertx.currentContext();
        try {
            thread.execute(() -> {
                try {
                    T found = look.call();
                    answer(asker, () -> seen.complete(found));
                } catch (Exception e) { // what it throws is said to the asker as "not now"
                    answer(asker, () -> seen.fail(e));
                } finally {
                    answer(asker, () -> {
                        var _ = seen.tryFail("it broke"); // an error, which goes on: who waits is told all the same
                    });
                }
            });
        } catch (RejectedExecutionException e) { // too many, or stopping
            seen.fail(e);
        }
        return seen.future();
    }

    private static void answer(@Nullable Context asker, Runnable step) {
        if (asker == null) {
            step.run();
        } else {
            asker.runOnContext(_ -> step.run());
        }
    }

    /** What waits is still looked at; nothing more is taken. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
