package org.wardline.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What did not come back, each place once, counted and listed up to {@link #MAX_LISTED}. */
final class DamageBook {
    static final int MAX_LISTED = 1_000;

    private final TreeMap<Long, Damage> byFirst = new TreeMap<>();
    private long notListed;

    synchronized void note(Damage damage) {
        if (byFirst.containsKey(damage.first())) {
            return;
        }
        if (byFirst.size() >= MAX_LISTED) {
            notListed++; // counted at each meeting: an upper bound
            return;
        }
        byFirst.put(damage.first(), damage);
    }

    synchronized List<Damage> listed() {
        return new ArrayList<>(byFirst.values());
    }

    synchronized long count() {
        return byFirst.size() + notListed;
    }
}
