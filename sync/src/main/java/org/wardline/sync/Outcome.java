package org.wardline.sync;

/** How one filing of a batch ended. */
public sealed interface Outcome {
    /** The record system said, for each of its observations, that it has it. */
    record Accepted() implements Outcome {}

    /** Not now, but maybe later: try again, not before so long. */
    record RetryAfter(String reason, long ms) implements Outcome {}

    /**
     * The record system does not know the patient: held with all of this stay, and tried again after so long.
     *
     * @param reason in words of our own, never the answer's
     */
    record UnknownPatient(String reason, long ms) implements Outcome {}

    /** Never in this form: for the tray. The reason is in words of our own, never the answer's. */
    record Refused(String reason) implements Outcome {}

    /** Nothing is known of it: it stands where it stood. */
    record NotTried() implements Outcome {}
}
