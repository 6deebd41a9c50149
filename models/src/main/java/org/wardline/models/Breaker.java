package org.wardline.models;

import java.util.Optional;

/** Takes a model off after it was too slow, or gave no answer, too often in a row. Once off it stays off until the next start. */
final class Breaker {
    /** So many bad passes one after the other, and it is off. */
    static final int MAX_BAD_IN_A_ROW = 3;

    private final long budgetMs;
    private int overruns;
    private int failures;

    Breaker(long budgetMs) {
        this.budgetMs = budgetMs;
    }

    /** Judges one pass; says why the model is to be taken off, when it is. */
    Optional<String> judge(long tookMs, boolean hasFailed) {
        overruns = tookMs > budgetMs ? overruns + 1 : 0;
        failures = hasFailed ? failures + 1 : 0;
        if (overruns >= MAX_BAD_IN_A_ROW) {
            return Optional.of("over its " + budgetMs + " ms " + overruns + " times in a row");
        }
        return failures >= MAX_BAD_IN_A_ROW
                ? Optional.of("gave no score " + failures + " times in a row")
                : Optional.empty();
    }
}
