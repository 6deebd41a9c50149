package org.wardline.sync.uplink;

import io.vertx.core.Future;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;

/** A way out. One batch at a time. */
public interface Uplink {
    /** Its name in the configuration and the counters. */
    String name();

    /**
     * Sends a batch. Completes, after a bounded time, with how each filing ended; "accepted" is said only of what is known to be
     * there. What went wrong outside is an outcome; the future fails only for our own bug.
     */
    Future<Delivery> send(Batch batch);

    /**
     * Withdraws what was filed for a wrong patient or entered in error, as {@code entered-in-error} under the identifiers under which it was filed.
     * The filings name whom it was filed for. As harmless to repeat as sending.
     */
    Future<Delivery> withdraw(Batch filedWrongly);

    /** Lets go of connections and files. A batch under way may end as not tried. */
    Future<Void> close();
}
