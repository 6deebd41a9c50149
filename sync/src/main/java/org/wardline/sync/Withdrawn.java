package org.wardline.sync;

import java.util.List;
import java.util.Optional;
import org.wardline.vitals.log.Numbered;

/**
 * That something was entered in error, as the log's note of it says; the ward takes it once. Where the entry was filed it is
 * withdrawn under the names under which it was.
 *
 * @param number where the entry stands in the log; 0 where nobody knows
 * @param withdrawnMs epoch milliseconds
 */
public record Withdrawn(long number, long withdrawnMs, Entered was) {
    private static final String EVENT = "observationWithdrawn";

    /** What was withdrawn by an entry among its successors, as {@link Entered#at}. */
    public static Optional<Withdrawn> at(List<Numbered> entries, int at) {
        return EnteredReader.at(entries, at, EVENT).flatMap(EnteredReader::withdrawn);
    }
}
