package org.wardline.buffer;

import java.util.List;

/**
 * What a look at a whole audit trail found.
 *
 * @param first number of the first line that is there; 0 where none is
 * @param last number of the last line that opens
 * @param lines that open
 * @param head last line and hash of the chain: an auditor who noted one can hold a later trail against it
 * @param isAnchored whether the log has noted how far the trail reaches: without it, a tail that is cut off is not missed
 * @param problems empty when all is as it was written
 */
public record AuditVerdict(long first, long last, long lines, String head, boolean isAnchored, List<Problem> problems) {
    /** More are not listed. */
    static final int MAX_PROBLEMS = 100;

    public AuditVerdict {
        problems = List.copyOf(problems);
    }

    /**
     * Something that is not as it was written.
     *
     * @param line the first that it is about
     */
    public record Problem(long line, String what) {}
}
