package org.wardline.app.station;

import io.vertx.core.Future;

/** Keeps what people did. */
@FunctionalInterface
public interface Trail {
    /** Completes when the line is on the disk, fails when it cannot be kept; on the caller's context. */
    Future<Void> note(Deed deed);

    /** Keeps nothing: pages of a test. */
    static Trail none() {
        return _ -> Future.succeededFuture();
    }
}
