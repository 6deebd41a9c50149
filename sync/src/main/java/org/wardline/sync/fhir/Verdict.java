package org.wardline.sync.fhir;

import java.util.List;

/** What an answer to a transaction means. */
public sealed interface Verdict {
    /** The answer speaks of each entry: its HTTP status, in the order in which they were sent. */
    record Answered(List<Integer> statuses) implements Verdict {
        public Answered {
            statuses = List.copyOf(statuses);
        }
    }

    /** The transaction as a whole was turned down because of something in it: nothing of it is filed. */
    record TurnedDown(String reason, boolean isUnknownReference) implements Verdict {}

    /** Nothing can be said of what was sent, except that it is not known to be filed. */
    record NotNow(String reason, long retryAfterMs) implements Verdict {
        /** The answer names no time. */
        public static final long UNSAID = -1;
    }

    /** The server failed; it may be because of something in the transaction. */
    record Failed(String reason) implements Verdict {}

    /** The token is not, or no longer, good. */
    record Unauthorised() implements Verdict {}

    /** The server does not take a packed body. */
    record NotPacked() implements Verdict {}
}
