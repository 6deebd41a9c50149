package org.wardline.sync;

import org.wardline.vitals.DeviceId;

/**
 * A run of readings of one device, in the order of the log and without a gap among that device's, that does not leave now; or
 * one entry of a person, see {@link Entered#SOURCE}.
 *
 * @param from log number of the first
 * @param to log number of the last
 * @param count how many readings; 0 of an entry, which is no reading and stands alone
 * @param needsPerson whether it is <em>held</em>; otherwise it is still <em>waiting</em>
 * @param untilMs when it is tried again, {@link Long#MAX_VALUE} for not by itself
 * @param tries how often it was tried before
 */
public record Parked(
        DeviceId device,
        long from,
        long to,
        int count,
        String reason,
        boolean needsPerson,
        long untilMs,
        int tries,
        int correction) {
    /** Nobody is known whose it is. */
    public static final String NO_STAY = "no-stay";
    /** The record system does not know the patient. */
    public static final String UNKNOWN_PATIENT = "unknown-patient";

    /** Before the reason why what was filed wrongly could not be withdrawn. */
    public static final String NOT_WITHDRAWN = "not-withdrawn: ";

    /** It was withdrawn and is filed again. */
    public static final String CORRECTED = "corrected";

    /** Before the reason why it was tried so often and answered "later" alone: it may be there. */
    static final String GAVE_UP = "gave up: ";

    /** It withdraws what has not left yet. */
    static final String AFTER = "after its entry";

    boolean isLike(Parked other) {
        return count > 0
                && other.count > 0
                && needsPerson == other.needsPerson
                && tries == other.tries
                && correction == other.correction
                && reason.equals(other.reason);
    }

    Parked and(Parked next) {
        return new Parked(
                device,
                from,
                next.to,
                count + next.count,
                reason,
                needsPerson,
                Math.max(untilMs, next.untilMs),
                tries,
                correction);
    }

    Parked until(long newUntilMs) {
        return new Parked(device, from, to, count, reason, needsPerson, newUntilMs, tries, correction);
    }
}
