package org.wardline.app.intake;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.wardline.core.Ending;

/**
 * What an intake needs of the gateway.
 *
 * @param hurry asks the log to commit now
 * @param unheard counts a message that ended before the ward could hear it
 */
public record IntakePorts(
        Router router,
        Inbox inbox,
        LongSupplier wallMs,
        LongSupplier monotonicMs,
        Runnable hurry,
        Consumer<Ending> unheard) {}
