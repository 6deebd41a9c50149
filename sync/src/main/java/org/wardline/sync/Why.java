package org.wardline.sync;

import org.jspecify.annotations.Nullable;

/** Why and how long something is set aside. */
record Why(String reason, boolean needsPerson, long untilMs, int tries) {
    /** So often it is looked whether what is to be withdrawn has left. */
    static final long AFTER_MS = 10_000;

    static final Why NO_STAY = new Why(Parked.NO_STAY, true, Long.MAX_VALUE, 0);
    /** Until the correction is carried out whole. */
    static final Why CORRECTED = new Why(Parked.CORRECTED, false, Long.MAX_VALUE, 0);

    static Why unknown(long untilMs) {
        return new Why(Parked.UNKNOWN_PATIENT, true, untilMs, 0);
    }

    /** Nobody is known, or the record system does not know whom we know. */
    static Why notNow(@Nullable Subject subject, Blocked blocked) {
        return subject == null ? NO_STAY : unknown(blocked.until(subject.stay()));
    }

    /** Until what it withdraws has left. */
    static Why after(long nowMs) {
        return new Why(Parked.AFTER, false, nowMs + AFTER_MS, 0);
    }

    /** What is to be withdrawn says so. */
    static Why refused(Ready ready, String reason) {
        return refused(ready.isWithdrawal() ? Parked.NOT_WITHDRAWN + reason : reason);
    }

    static Why refused(String reason) {
        return new Why(reason, true, Long.MAX_VALUE, 0);
    }

    static Why retry(Lane lane, Outcome.RetryAfter later, long nowMs) {
        int tries = lane.tries + 1;
        return tries < Outbox.MAX_TRIES
                ? new Why(later.reason(), false, nowMs + later.ms(), tries)
                : refused(Parked.GAVE_UP + later.reason());
    }

    /** One reading, set aside for it. */
    Parked parked(Item item, int correction) {
        return new Parked(
                item.device(),
                item.number(),
                item.number(),
                item.readings(),
                reason,
                needsPerson,
                untilMs,
                tries,
                correction);
    }
}
