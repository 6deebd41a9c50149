package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Identifier;
import org.wardline.sync.Outcome;

/** Looks up the last observation that was said to be filed. */
public final class ReadBack {
    private final Identifier identifier;

    private ReadBack(Identifier identifier) {
        this.identifier = identifier;
    }

    /** What the answer to a look-up says. */
    public enum Finding {
        FOUND,
        MISSING,
        /** Our token may write and not read, or the server does not search: nothing is known. */
        NOT_ALLOWED
    }

    /** A look-up for a delivery with at least one accepted filing. */
    public static ReadBack of(Batch batch, Delivery delivery) {
        for (int at = batch.filings().size() - 1; at >= 0; at--) {
            boolean isAccepted = delivery.outcomes().get(at) instanceof Outcome.Accepted;
            if (isAccepted && !batch.filings().get(at).observations().isEmpty()) {
                return new ReadBack(
                        batch.filings().get(at).observations().getLast().identifier());
            }
        }
        throw new IllegalArgumentException("nothing was accepted");
    }

    /** Relative to the server's base. */
    public String query() {
        return "Observation?" + Search.byIdentifier(identifier) + "&_elements=identifier&_count=2";
    }

    /** Judges the answer: a searchset in which an Observation has the identifier. */
    public Finding judge(Answer answer) {
        if (answer.status() != 200 || !answer.isJson()) {
            return Finding.NOT_ALLOWED;
        }
        try (JsonParser json = Json.FACTORY.createParser(answer.body())) {
            boolean isSearchset = false;
            boolean isThere = false;
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING) {
                    String field = json.currentName();
                    isSearchset |= "type".equals(field) && json.getText().equals("searchset");
                    isThere |= "value".equals(field) && json.getText().equals(identifier.value());
                }
            }
            return !isSearchset ? Finding.NOT_ALLOWED : isThere ? Finding.FOUND : Finding.MISSING;
        } catch (IOException e) {
            return Finding.NOT_ALLOWED;
        }
    }
}
