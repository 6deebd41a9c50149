package org.wardline.core.alarm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * When one level of one kind is beyond and back (section 4).
 *
 * @param terms all of them must be beyond
 */
record Rule(List<Term> terms, Timing timing) {
    Rule {
        terms = List.copyOf(terms);
    }

    /** Whether every field of a change is one that this rule has (section 7). */
    boolean takes(Map<String, Object> change) {
        return change.keySet().stream()
                .filter(field -> field.equals("margin") || Term.Kind.find(field).isPresent())
                .allMatch(field -> terms.size() == 1
                        && (field.equals("margin")
                                || terms.getFirst().kind().wireName().equals(field)));
    }

    /** This rule with a stay's own numbers over it. */
    Rule changed(Map<String, Object> change) {
        Term term = terms.getFirst();
        BigDecimal limit = number(change, term.kind().wireName(), term.limit());
        BigDecimal margin = number(change, "margin", term.margin());
        boolean isNewTerm = limit.compareTo(term.limit()) != 0 || margin.compareTo(term.margin()) != 0;
        return new Rule(
                isNewTerm ? List.of(term.with(limit, margin)) : terms,
                new Timing(
                        whole(change, "delay", timing.delayMs()),
                        whole(change, "hold", timing.holdMs()),
                        whole(change, "consecutive", timing.consecutive()),
                        change.get("latch") instanceof Boolean latch ? latch : timing.latches(),
                        timing.realarmMs()));
    }

    private static BigDecimal number(Map<String, Object> change, String field, BigDecimal otherwise) {
        return change.get(field) instanceof BigDecimal set ? set : otherwise;
    }

    private static long whole(Map<String, Object> change, String field, long otherwise) {
        return change.get(field) instanceof BigDecimal set ? Durations.bounded(set.toBigInteger()) : otherwise;
    }
}
