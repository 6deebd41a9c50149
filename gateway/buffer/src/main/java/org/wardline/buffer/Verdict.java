package org.wardline.buffer;

import java.util.List;

/**
 * What a look at a whole store found.
 *
 * @param blocks that open
 * @param entries in them
 * @param readings among these
 * @param stubs of blocks that are no more
 * @param anchor sequence and hash of the last block: a receiver that noted a later one has seen a log that was rolled back since
 * @param problems each with its place, up to {@link #MAX_PROBLEMS}; empty when all is as it was written
 */
public record Verdict(long blocks, long entries, long readings, long stubs, String anchor, List<String> problems) {
    /** More are not listed. */
    public static final int MAX_PROBLEMS = 1_000;

    public Verdict {
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean isWhole() {
        return problems.isEmpty();
    }
}
