package org.wardline.sync;

import java.util.Collections;
import java.util.List;

/**
 * How a batch ended.
 *
 * @param outcomes one for each filing, in the batch's order
 * @param pauseMs how long the record system wants to be left alone; 0: not at all
 * @param reason of the pause, empty without one; in words of our own
 */
public record Delivery(List<Outcome> outcomes, long pauseMs, String reason) {
    public Delivery {
        outcomes = List.copyOf(outcomes);
    }

    /** Each filing has its own answer. */
    public static Delivery of(List<Outcome> outcomes) {
        return new Delivery(outcomes, 0, "");
    }

    /** Nothing of it is confirmed; try again, not before so long. */
    public static Delivery later(Batch batch, String reason, long pauseMs) {
        Outcome notTried = new Outcome.NotTried();
        return new Delivery(Collections.nCopies(batch.filings().size(), notTried), pauseMs, reason);
    }

    /** How many filings were accepted. */
    public int accepted() {
        return (int)
                outcomes.stream().filter(Outcome.Accepted.class::isInstance).count();
    }
}
