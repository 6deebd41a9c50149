package org.wardline.app.station;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Objects;
import org.wardline.app.people.NotAllowed;

/** Hashing and writing accounts, beside the station's context, one after another. Used on that context alone. */
final class Beside {
    /** Tasks that may wait for their turn: a hash takes a tenth of a second and 19 MiB. */
    static final int MAX_WAITING = 16;

    private final Vertx vertx;
    private int waiting;

    Beside(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Something that hashes or writes. */
    @FunctionalInterface
    interface Slow<T> {
        T result() throws IOException, NotAllowed;
    }

    <T> Future<T> run(Slow<T> slow) {
        if (waiting >= MAX_WAITING) {
            return Future.failedFuture(new Api.Refusal(503, "many sign in at this moment, try again"));
        }
        waiting++;
        return vertx.executeBlocking(slow::result, true)
                .onComplete(_ -> waiting--)
                .map(result -> Objects.requireNonNull(result))
                .recover(failure -> Future.failedFuture(
                        failure instanceof NotAllowed why
                                ? new Api.Refusal(409, String.valueOf(why.getMessage()))
                                : failure));
    }
}
