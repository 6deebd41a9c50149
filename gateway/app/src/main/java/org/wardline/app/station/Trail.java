package org.wardline.app.station;

import io.vertx.core.Future;
import java.util.List;
import org.wardline.buffer.AuditLine;

/** Keeps what people did, and gives it back to auditors. */
public interface Trail {
    /** Completes when the line is on the disk, fails when it cannot be kept. */
    Future<Void> note(Deed deed);

    /** Up to so many lines before a number (of the newest ones for {@link Long#MAX_VALUE}), the newest first. */
    Future<List<AuditLine>> before(long number, int max);

    /** Keeps nothing: pages of a test. */
    static Trail none() {
        return new Trail() {
            @Override
            public Future<Void> note(Deed deed) {
                return Future.succeededFuture();
            }

            @Override
            public Future<List<AuditLine>> before(long number, int max) {
                return Future.succeededFuture(List.of());
            }
        };
    }
}
