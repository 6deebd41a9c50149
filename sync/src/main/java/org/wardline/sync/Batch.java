package org.wardline.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Filings that leave together; no identifier stands in it twice. */
public record Batch(List<Filing> filings) {
    /** Beyond this no further filing joins; only a single large filing may have more. */
    public static final int MAX_OBSERVATIONS = 100;

    public Batch {
        filings = List.copyOf(filings);
        Set<Identifier> seen = new HashSet<>();
        for (Filing filing : filings) {
            for (Observation each : filing.observations()) {
                if (!seen.add(each.identifier())) {
                    throw new IllegalArgumentException("an identifier stands twice in a batch");
                }
            }
        }
    }

    /** How many observations it has. */
    public int observations() {
        return filings.stream().mapToInt(filing -> filing.observations().size()).sum();
    }
}
