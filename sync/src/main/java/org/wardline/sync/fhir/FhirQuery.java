package org.wardline.sync.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What a search for Observations asks: FHIR R4 3.1.1.4.5 (dates), 3.1.1.5 (paging). A parameter that is not known is refused,
 * whatever leniency FHIR allows: an ignored {@code patient=} would answer with other people's data.
 *
 * @param fromMs {@code _lastUpdated} from then on, epoch milliseconds
 * @param beforeMs and before then
 * @param count observations a page, 1 to {@link FhirSearch#MAX_PAGE}
 * @param after the cursor: only entries of the log after this number
 */
public record FhirQuery(long fromMs, long beforeMs, int count, long after) {
    /** Observations a page when nothing is wished. */
    public static final int PAGE = 100;
    /** The cursor's parameter; its value is this interface's own. */
    public static final String AFTER = "_after";

    private static final int MAX_DIGITS = 18;

    /** What a query is. */
    public sealed interface Parsed {}

    /** It can be answered. */
    public record Asked(FhirQuery query) implements Parsed {}

    /** It cannot, and why, in words for an OperationOutcome. */
    public record Wrong(String why) implements Parsed {}

    /** Reads decoded parameters. */
    public static Parsed parse(Map<String, List<String>> parameters) {
        var query = new FhirQuery(Long.MIN_VALUE, Long.MAX_VALUE, PAGE, 0);
        try {
            for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
                for (String value : each.getValue()) {
                    query = query.with(each.getKey(), value);
                }
            }
            return new Asked(query);
        } catch (DateTimeException e) {
            return new Wrong("_lastUpdated is a date, or a time with a zone, after eq, ge, gt, le or lt");
        } catch (IllegalArgumentException e) {
            return new Wrong("only _lastUpdated, _count, _format and the links of a page are understood");
        }
    }

    private FhirQuery with(String name, String value) {
        return switch (name) {
            case "_lastUpdated" -> updated(value);
            case "_count" -> new FhirQuery(fromMs, beforeMs, Math.clamp(whole(value), 1, FhirSearch.MAX_PAGE), after);
            case AFTER -> new FhirQuery(fromMs, beforeMs, count, whole(value));
            case "_format" -> {
                require(value.equals("json") || value.endsWith("/fhir+json") || value.endsWith("/json"));
                yield this;
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private FhirQuery updated(String value) {
        boolean hasPrefix = value.length() > 2 && Character.isLetter(value.charAt(0));
        String prefix = hasPrefix ? value.substring(0, 2) : "eq";
        Span span = Span.of(hasPrefix ? value.substring(2) : value);
        return switch (prefix) {
            case "eq" -> within(span.fromMs(), span.endMs());
            case "ge", "sa" -> within(prefix.equals("ge") ? span.fromMs() : span.endMs(), beforeMs);
            case "gt" -> within(span.endMs(), beforeMs);
            case "le" -> within(fromMs, span.endMs());
            case "lt", "eb" -> within(fromMs, span.fromMs());
            default -> throw new IllegalArgumentException(prefix);
        };
    }

    private FhirQuery within(long from, long before) {
        return new FhirQuery(Math.max(fromMs, from), Math.min(beforeMs, before), count, after);
    }

    private static long whole(String value) {
        require(!value.isEmpty()
                && value.length() <= MAX_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9'));
        return Long.parseLong(value);
    }

    private static void require(boolean isSo) {
        if (!isSo) {
            throw new IllegalArgumentException("not understood");
        }
    }

    /** What a FHIR time covers: a day, a second, a millisecond. */
    private record Span(long fromMs, long endMs) {
        private static final int DATE_CHARS = 10;

        static Span of(String text) {
            if (text.length() == DATE_CHARS) {
                LocalDate day = LocalDate.parse(text);
                return new Span(ms(day), ms(day.plusDays(1)));
            }
            long fromMs =
                    OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli(); // an undecoded plus
            return new Span(fromMs, fromMs + (text.contains(".") ? 1 : 1_000));
        }

        private static long ms(LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        }
    }
}
