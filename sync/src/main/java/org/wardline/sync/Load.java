package org.wardline.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fills one batch: as many observations as it takes, none of a name that is in it already. */
final class Load {
    private final Set<Identifier> names = new HashSet<>();
    private int observations;
    private boolean isClosed;

    /** Whether these join; after the first that do not, no others overtake them. */
    boolean takes(List<Observation> more) {
        List<Identifier> own = more.stream().map(Observation::identifier).toList();
        observations += own.size();
        boolean isFull = !names.isEmpty() && observations > Batch.MAX_OBSERVATIONS;
        isClosed |= isFull || own.stream().anyMatch(names::contains);
        if (!isClosed) {
            names.addAll(own);
        }
        return !isClosed;
    }
}
