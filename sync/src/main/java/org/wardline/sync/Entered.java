package org.wardline.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Names;
import org.wardline.vitals.Quality;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * What a person saw at a patient and entered at a station, as the log's note of it says. It names its patient itself: no link
 * says whose it is, and no correction of one moves it. What somebody looked at is filed as it was entered, plausible or not.
 *
 * <p>Not filed are the choice of a NEWS2 scale, which is no observation, and a pulse repeated under the oximeter's name; and
 * what was entered before the log told by whom and when by the wall.
 *
 * @param seenMs epoch milliseconds
 * @param enteredMs epoch milliseconds
 */
public record Entered(StayId stay, Observation.Person by, long seenMs, long enteredMs, List<Measurement> values) {
    /** Stands for a device where entries of the log are set aside; no reading is counted of it. */
    public static final DeviceId SOURCE = new DeviceId("entered-by-hand");

    /** Entries after one of these that are looked at for its refusal: more than can come due in a ward before it. */
    public static final int MAX_FOLLOWING = 256;

    private static final String EVENT = "observationEntered";
    private static final String NAMED = "\"event\":\"" + EVENT + '"';
    private static final String REFUSED = "\"change\":\"refused\"";
    private static final JsonFactory JSON = new JsonFactory();

    public Entered {
        values = List.copyOf(values);
    }

    /**
     * What was entered by an entry among its successors, {@link #MAX_FOLLOWING} of them where the log has so many; empty for any
     * other entry, and where the ward refused it since the patient had just left: who entered it was told that it is not stored.
     */
    public static Optional<Entered> at(List<Numbered> entries, int at) {
        if (!(entries.get(at).entry() instanceof NoteEntry note) || !isNamed(note)) {
            return Optional.empty();
        }
        for (int next = at + 1; next < entries.size(); next++) { // what came of it follows in the same turn
            if (!(entries.get(next).entry() instanceof NoteEntry after) || after.kind() != NoteEntry.Kind.CHANGE) {
                break;
            }
            if (after.json().contains(REFUSED) && after.json().contains(NAMED)) {
                return Optional.empty();
            }
        }
        return in(note);
    }

    /** What a note says was entered; empty for any other note, and where there is nothing to file. */
    public static Optional<Entered> in(NoteEntry note) {
        if (!isNamed(note)) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(note.json())) {
            return new Reader().read(json);
        } catch (IOException e) {
            return Optional.empty(); // ours alone writes it, and the log has sealed it
        }
    }

    private static boolean isNamed(NoteEntry note) {
        return note.kind() == NoteEntry.Kind.EVENT && note.json().contains(NAMED);
    }

    /** What is filed: each sign on its own, a blood pressure whole. */
    public List<Observation> observations() {
        List<Observation> observations = new ArrayList<>();
        Observations.bySign(values)
                .forEach((sign, parts) -> observations.add(new Observation(
                        Identity.ofEntered(this, sign), sign, by, seenMs, enteredMs, ClockQuality.DEVICE, parts)));
        return observations;
    }

    @Override
    public String toString() {
        return "entered for " + stay; // never the values or who: this may reach a log
    }

    /** Reads the fields in any order. */
    private static final class Reader {
        private String event = "";
        private String stay = "";
        private String who = "";
        private String account = "";
        private long seenMs;
        private long enteredMs;
        private final List<Measurement> values = new ArrayList<>();

        Optional<Entered> read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
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
                    default -> json.skipChildren();
                }
            }
            boolean isToFile = event.equals(EVENT) && enteredMs > 0 && Names.isName(stay) && !values.isEmpty();
            return isToFile
                    ? Optional.of(new Entered(
                            new StayId(stay), new Observation.Person(account, who), seenMs, enteredMs, values))
                    : Optional.empty();
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
    }
}
