package org.wardline.sync;

/** What an {@link Outbox} or a {@link Refiling} wants done next. */
public sealed interface Step {
    /**
     * Read these numbers of the log, both ends included, and {@link Outbox#offer} them with those up to {@link #lookTo}, as far
     * as the log has them.
     */
    record Read(long from, long to) implements Step {
        /** What follows the last one says whether it was refused. */
        public long lookTo() {
            return to + Entered.MAX_FOLLOWING;
        }
    }

    /** Send this and {@link Outbox#settle} it. Nothing else is wanted before that. */
    record Send(Batch batch) implements Step {}

    /**
     * Withdraw this, which was filed for the wrong patient or entered in error, and settle it with whichever of the two wanted it
     * ({@link Refiling#settle}, {@link Outbox#settle}).
     */
    record Withdraw(Batch batch) implements Step {}

    /**
     * Nothing to do until then, or until the log has grown.
     *
     * @param untilMs epoch milliseconds, {@link Long#MAX_VALUE} for no time
     */
    record Wait(long untilMs) implements Step {}
}
