package org.wardline.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;

/**
 * Which values raised an alarm, as the log's note of it says: a {@code raised} names its reading by device and sequence and
 * its values by sign ({@code wire.md}, "MQTT out").
 *
 * @param seq of the reading, or {@link Reading#NO_SEQ}: then it was the device's newest
 * @param signs what they are filed under
 */
record Alarmed(String device, long seq, Set<String> signs) {
    private static final JsonFactory JSON = new JsonFactory();

    Alarmed {
        signs = Set.copyOf(signs);
    }

    /** What a note says of values that alarmed; empty for any other note. */
    static Optional<Alarmed> in(NoteEntry note) {
        if (note.kind() != NoteEntry.Kind.CHANGE || !note.json().contains("\"raised\"")) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(note.json())) {
            return read(json);
        } catch (IOException e) {
            return Optional.empty(); // not ours to judge: the reading itself is filed all the same
        }
    }

    private static Optional<Alarmed> read(JsonParser json) throws IOException {
        String change = "";
        @Nullable String device = null;
        long seq = Reading.NO_SEQ;
        Set<String> signs = Set.of();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "change" -> change = json.getText();
                case "device" -> device = json.getText();
                case "seq" -> seq = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : Reading.NO_SEQ;
                case "values" -> signs = names(json);
                default -> json.skipChildren();
            }
        }
        boolean isValue = change.equals("raised") && !signs.isEmpty();
        return isValue && device != null ? Optional.of(new Alarmed(device, seq, signs)) : Optional.empty();
    }

    private static Set<String> names(JsonParser json) throws IOException {
        Set<String> names = new HashSet<>();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return names;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            VitalSign.find(json.currentName()).map(CodeMap::filedAs).ifPresent(names::add);
            json.nextToken();
            json.skipChildren();
        }
        return names;
    }
}
