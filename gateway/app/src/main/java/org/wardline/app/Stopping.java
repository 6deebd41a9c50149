package org.wardline.app;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps of a stop: each has its time, and the next is done whatever became of it. */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
    private static final long STEP_TIMEOUT_S = 2;

    private Stopping() {}

    static void await(String what, Future<?> step) {
        try {
            var _ = step.toCompletionStage().toCompletableFuture().get(STEP_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "stopping: {} did not end in order ({})", what, e.getClass().getSimpleName());
        }
    }

    static void close(RecordSystem uplink) {
        try {
            uplink.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
