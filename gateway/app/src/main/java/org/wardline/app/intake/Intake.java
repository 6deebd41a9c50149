package org.wardline.app.intake;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** One way for messages to come in, and for the ward's own topics to go out. */
public interface Intake {
    /** Begins to take messages; completes with the address it takes them at. */
    Future<String> start();

    /** Publishes on one of the gateway's own topics. Called on any thread, never blocks. */
    void publish(String topic, Buffer payload, boolean isRetained);

    /** The log stores again: whoever was left without an acknowledgement is made to send again. */
    void logStoresAgain();

    /** So many came with a wrong name or password since the start; any thread. */
    default long refusedLogins() {
        return 0; // where nobody knocks
    }

    /** Takes no more messages; acknowledgements still go out until {@link #close()}. */
    Future<Void> stop();

    /** Says the last acknowledgements and closes. */
    Future<Void> close();
}
