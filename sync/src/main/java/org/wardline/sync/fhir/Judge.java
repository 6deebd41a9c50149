package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges the answer to a transaction. Only one answer means "filed": 200 with a JSON Bundle of type transaction-response that
 * speaks of every entry. Everything else – a portal's page, an empty 202, a Bundle with entries missing – says nothing.
 *
 * <p>Sources: FHIR R4 3.1.0.11 (transaction), 3.1.0.7 (conditional create); RFC 9110 10.2.3 (Retry-After).
 */
public final class Judge {
    /** No pause longer than this is taken from an answer. */
    public static final long MAX_RETRY_AFTER_MS = 3_600_000;

    private static final Pattern ISSUE_CODE = Pattern.compile("[a-z][a-z-]{0,31}");

    private Judge() {}

    /**
     * What an answer means for a transaction.
     *
     * @param nowMs epoch milliseconds, for a Retry-After that is a date
     */
    public static Verdict judge(Answer answer, Transaction sent, long nowMs) {
        int status = answer.status();
        return switch (status) {
            case 200 -> filed(answer, sent);
            case 401 -> new Verdict.Unauthorised();
            case 415 -> new Verdict.NotPacked();
            case 404 ->
                issue(answer)
                        .<Verdict>map(code -> new Verdict.TurnedDown("404 " + code, true))
                        .orElseGet(() -> new Verdict.NotNow("404: no FHIR server there", Verdict.NotNow.UNSAID));
            case 400, 409, 410, 412, 413, 422 -> turnedDown(answer);
            case 500 -> new Verdict.Failed("500");
            default -> new Verdict.NotNow("HTTP " + status, retryAfterMs(answer.retryAfter(), nowMs));
        };
    }

    /** How long a Retry-After asks to wait, bounded; {@link Verdict.NotNow#UNSAID} when it cannot be read. */
    static long retryAfterMs(String header, long nowMs) {
        String text = header.strip();
        if (text.isEmpty()) {
            return Verdict.NotNow.UNSAID;
        }
        try {
            long waitMs = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Long.parseLong(text) * 1_000
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()
                                    .toEpochMilli()
                            - nowMs;
            return Math.clamp(waitMs, 0, MAX_RETRY_AFTER_MS);
        } catch (DateTimeException e) {
            return Verdict.NotNow.UNSAID;
        }
    }

    private static Verdict filed(Answer answer, Transaction sent) {
        if (!answer.isJson()) {
            return new Verdict.NotNow("200, but no FHIR JSON", Verdict.NotNow.UNSAID);
        }
        try {
            return new Verdict.Answered(TransactionAnswer.statuses(answer.body(), sent.owners()));
        } catch (IOException e) {
            return new Verdict.NotNow("200, but no answer to each entry", Verdict.NotNow.UNSAID);
        }
    }

    private static Verdict turnedDown(Answer answer) {
        Optional<String> code = issue(answer);
        boolean isUnknown = code.isPresent() && code.get().equals("not-found");
        return new Verdict.TurnedDown((answer.status() + " " + code.orElse("")).strip(), isUnknown);
    }

    /** The first issue's code, when the body is an OperationOutcome; the rest of it may quote a patient. */
    private static Optional<String> issue(Answer answer) {
        if (!answer.isJson()) {
            return Optional.empty();
        }
        try (JsonParser json = Json.FACTORY.createParser(answer.body())) {
            String type = "";
            String code = "processing";
            while (json.nextToken() != null) {
                if (json.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                String field = json.currentName();
                int depth = json.getParsingContext().getNestingDepth();
                json.nextToken();
                if (field.equals("resourceType") && depth == 1) {
                    type = json.getText();
                } else if (field.equals("code")
                        && code.equals("processing")
                        && json.currentToken().isScalarValue()) {
                    code = json.getText();
                }
            }
            boolean isOutcome =
                    type.equals("OperationOutcome") && ISSUE_CODE.matcher(code).matches();
            return isOutcome ? Optional.of(code) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
