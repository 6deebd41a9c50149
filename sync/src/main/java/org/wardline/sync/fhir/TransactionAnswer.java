package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Bundle of type transaction-response strictly: as many entries as were sent, each with a status, each location of the
 * type that was sent there, no two observations at one place, no error in an entry that says 2xx.
 */
final class TransactionAnswer {
    private static final Pattern LOCATION =
            Pattern.compile("(?:.*/)?([A-Z][A-Za-z]*)/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?");
    private static final int CONTRADICTION = 500; // what an entry is worth that says 2xx and an error

    private final JsonParser json;
    private final List<Integer> owners;
    private final List<Integer> statuses = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    private TransactionAnswer(JsonParser json, List<Integer> owners) {
        this.json = json;
        this.owners = owners;
    }

    /** The status of each entry; an IOException when the body is not such an answer. */
    static List<Integer> statuses(byte[] body, List<Integer> owners) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            return new TransactionAnswer(json, owners).read();
        }
    }

    private List<Integer> read() throws IOException {
        String resource = "";
        String type = "";
        expect(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "resourceType" -> resource = json.getText();
                case "type" -> type = json.getText();
                case "entry" -> entries();
                default -> json.skipChildren();
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        expect(resource.equals("Bundle") && type.equals("transaction-response"));
        expect(statuses.size() == owners.size());
        return statuses;
    }

    private void entries() throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            expect(statuses.size() < owners.size());
            int before = statuses.size();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isResponse = json.currentName().equals("response");
                json.nextToken();
                if (isResponse) {
                    expect(json.currentToken() == JsonToken.START_OBJECT && statuses.size() == before);
                    response(owners.get(before) == Transaction.PATIENT);
                } else {
                    json.skipChildren();
                }
            }
            expect(statuses.size() == before + 1);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private void response(boolean isPatient) throws IOException {
        int status = 0;
        boolean hasError = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "status" -> status = status(json.getText());
                case "location" -> location(json.getText(), isPatient);
                case "outcome" -> hasError |= hasError();
                default -> json.skipChildren();
            }
        }
        expect(status != 0);
        statuses.add(hasError && status < 300 ? CONTRADICTION : status);
    }

    private static int status(String text) throws IOException {
        expect(text.length() >= 3 && text.substring(0, 3).chars().allMatch(c -> c >= '0' && c <= '9'));
        expect(text.length() == 3 || text.charAt(3) == ' ');
        return Integer.parseInt(text.substring(0, 3));
    }

    private void location(String text, boolean isPatient) throws IOException {
        Matcher parts = LOCATION.matcher(text);
        expect(parts.matches() && parts.group(1).equals(isPatient ? "Patient" : "Observation"));
        expect(isPatient || places.add(parts.group(2)));
    }

    private boolean hasError() throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT);
        boolean hasError = false;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new IOException("cut");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            boolean isSeverity = token == JsonToken.VALUE_STRING && "severity".equals(json.currentName());
            hasError |= isSeverity
                    && (json.getText().equals("error") || json.getText().equals("fatal"));
        }
        return hasError;
    }

    private static void expect(boolean isSo) throws IOException {
        if (!isSo) {
            throw new IOException("not the answer to what was sent");
        }
    }
}
