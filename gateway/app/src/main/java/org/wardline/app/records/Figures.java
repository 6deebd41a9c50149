package org.wardline.app.records;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Figures over durations: nearest rank, so that each is a duration that was. */
final class Figures {
    private Figures() {}

    static OptionalLong median(Collection<Long> values) {
        return percentile(values, 50);
    }

    /** The smallest value that so many in a hundred do not exceed (nearest rank). */
    static OptionalLong percentile(Collection<Long> values, int percent) {
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        List<Long> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return OptionalLong.of(sorted.get(Math.max(0, rank - 1)));
    }

    static OptionalLong longest(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).max();
    }
}
