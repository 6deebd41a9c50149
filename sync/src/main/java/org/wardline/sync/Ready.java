package org.wardline.sync;

import java.util.List;

/**
 * What is to be filed as a whole and can leave now.
 *
 * @param measuredAtMs of its newest value
 * @param isWithdrawal it was filed, and was entered in error
 */
record Ready(
        List<Item> items, Subject subject, List<Observation> observations, long measuredAtMs, boolean isWithdrawal) {
    /** Filed later than this after it was measured, it is marked late. */
    static final long LATE_AFTER_MS = 600_000;

    Ready {
        items = List.copyOf(items);
        observations = List.copyOf(observations);
    }

    /** To be filed. */
    Ready(List<Item> items, Subject subject, List<Observation> observations, long measuredAtMs) {
        this(items, subject, observations, measuredAtMs, false);
    }

    /** The same of other items. */
    Ready with(List<Item> others) {
        return new Ready(others, subject, observations, measuredAtMs, isWithdrawal);
    }

    /** How many stored readings it stands for. */
    int readings() {
        return items.stream().mapToInt(Item::readings).sum();
    }

    Filing asFiling(long nowMs) {
        boolean isLate = nowMs - measuredAtMs > LATE_AFTER_MS;
        return new Filing(items.getFirst().number(), subject, observations, readings(), isLate);
    }
}
