package org.wardline.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Names;
import org.wardline.vitals.Quality;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/** Reads a note of the log that says what a person entered, or withdrew; its fields in any order. */
final class EnteredReader {
    private static final String REFUSED = "\"change\":\"refused\"";
    private static final JsonFactory JSON = new JsonFactory();

    private String event = "";
    private String stay = "";
    private String who = "";
    private String account = "";
    private long seenMs;
    private long enteredMs;
    private long number;
    private long withdrawnMs;
    private @Nullable EnteredReader was;
    private final List<Measurement> values = new ArrayList<>();

    private EnteredReader() {}

    /** What an entry among its successors says; empty where the ward refused it, and for any other than this event. */
    static Optional<EnteredReader> at(List<Numbered> entries, int at, String event) {
        if (!(entries.get(at).entry() instanceof NoteEntry note) || !isNamed(note, event)) {
            return Optional.empty();
        }
        for (int next = at + 1; next < entries.size(); next++) { // what came of it follows in the same turn
            if (!(entries.get(next).entry() instanceof NoteEntry after) || after.kind() != NoteEntry.Kind.CHANGE) {
                break;
            }
            if (after.json().contains(REFUSED) && after.json().contains(named(event))) {
                return Optional.empty();
            }
        }
        return of(note, event);
    }

    /** What a note says; empty for any other than this event. */
    static Optional<EnteredReader> of(NoteEntry note, String event) {
        if (!isNamed(note, event)) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(note.json())) {
            var reader = new EnteredReader();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                reader.read(json);
            }
            return Optional.of(reader).filter(read -> read.event.equals(event));
        } catch (IOException e) {
            return Optional.empty(); // ours alone writes it, and the log has sealed it
        }
    }

    private static boolean isNamed(NoteEntry note, String event) {
        return note.kind() == NoteEntry.Kind.EVENT && note.json().contains(named(event));
    }

    private static String named(String event) {
        return "\"event\":\"" + event + '"';
    }

    private void read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "event" -> event = json.getText();
                case "stay" -> stay = json.getText();
                case "who" -> who = json.getText();
                case "account" -> account = json.getText();
                case "seenWall" -> seenMs = json.getValueAsLong();
                case "enteredWall" -> enteredMs = json.getValueAsLong();
                case "values" -> values(json);
                case "number" -> number = json.getValueAsLong();
                case "withdrawnWall" -> withdrawnMs = json.getValueAsLong();
                case "was" -> {
                    was = new EnteredReader();
                    was.read(json);
                }
                default -> json.skipChildren();
            }
        }
    }

    private void values(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            @Nullable
            VitalSign sign = VitalSign.find(json.currentName())
                    .filter(each -> each != VitalSign.PULSE_RATE_SPO2)
                    .orElse(null);
            json.nextToken();
            if (sign != null) {
                double value = switch (sign.kind()) {
                    case NUMBER -> json.getValueAsDouble(Double.NaN);
                    case FLAG -> json.currentToken() == JsonToken.VALUE_TRUE ? 1 : 0;
                    case CODE -> VitalSign.ACVPU.indexOf(json.getText());
                    case WAVEFORM -> Double.NaN;
                };
                if (sign.canBe(value)) {
                    values.add(new Measurement(sign, value, Quality.GOOD));
                }
            }
            json.skipChildren();
        }
    }

    /** Empty where there is nothing to file. */
    Optional<Entered> entered() {
        return entered(stay);
    }

    private Optional<Entered> entered(String of) {
        boolean isToFile = enteredMs > 0 && Names.isName(of) && !values.isEmpty();
        return isToFile
                ? Optional.of(
                        new Entered(new StayId(of), new Observation.Person(account, who), seenMs, enteredMs, values))
                : Optional.empty();
    }

    /** Empty where there was nothing to file. */
    Optional<Withdrawn> withdrawn() {
        return Optional.ofNullable(was)
                .flatMap(entry -> entry.entered(stay))
                .map(entry -> new Withdrawn(number, withdrawnMs, entry));
    }
}
