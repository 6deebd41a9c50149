package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardline.sync.Filing;
import org.wardline.sync.Identifier;
import org.wardline.sync.Observation;
import org.wardline.sync.Subject;

/**
 * Filings as FHIR R4: transaction Bundles of conditional creates, lines of NDJSON, withdrawals. The same filings give the same
 * bytes.
 */
public final class FhirWriter {
    private final Patients patients;

    /** A writer for a record system that is expected to know the patients, or that is told of them. */
    public FhirWriter(Patients patients) {
        this.patients = patients;
    }

    /** All filings in one transaction: all are filed or none; each entry creates only what is not there yet. */
    public Transaction transaction(List<Filing> filings) {
        List<Integer> owners = new ArrayList<>();
        byte[] body = Json.resource("Bundle", json -> {
            json.writeStringField("type", "transaction");
            json.writeArrayFieldStart("entry");
            Map<Identifier, String> made = patients == Patients.CREATE ? patients(json, filings) : Map.of();
            made.forEach((patient, url) -> owners.add(Transaction.PATIENT));
            for (int at = 0; at < filings.size(); at++) {
                Filing filing = filings.get(at);
                for (Observation each : filing.observations()) {
                    owners.add(at);
                    entry(json, each, filing, made);
                }
            }
            json.writeEndArray();
        });
        return new Transaction(body, owners);
    }

    /** One line of NDJSON, its line end included. */
    public static byte[] line(Observation observation, Subject subject, boolean isLate) {
        return line(observation, ObservationWriter.Frame.of(isLate, logical(subject)));
    }

    /** The line that withdraws what was filed under the same identifier. */
    public static byte[] withdrawnLine(Observation observation, Subject filedFor) {
        return line(observation, ObservationWriter.Frame.inError(logical(filedFor)));
    }

    /**
     * A transaction that withdraws what was filed for the wrong patient: each observation is overwritten, under its own
     * identifier, as {@code entered-in-error}. Sent twice it does the same again.
     */
    public Transaction withdrawal(List<Filing> filedWrongly) {
        List<Integer> owners = new ArrayList<>();
        byte[] body = Json.resource("Bundle", json -> {
            json.writeStringField("type", "transaction");
            json.writeArrayFieldStart("entry");
            for (int at = 0; at < filedWrongly.size(); at++) {
                Filing filing = filedWrongly.get(at);
                for (Observation each : filing.observations()) {
                    owners.add(at);
                    withdraw(json, each, filing.subject());
                }
            }
            json.writeEndArray();
        });
        return new Transaction(body, owners);
    }

    /** Subject by identifier alone, resolved by whoever reads it. */
    static Json.Part logical(Subject subject) {
        return json -> {
            json.writeStringField("type", "Patient");
            Json.object(json, "identifier", own -> ObservationWriter.identifier(own, subject.patient()));
        };
    }

    private static byte[] line(Observation observation, ObservationWriter.Frame frame) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            ObservationWriter.write(json, observation, frame);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes takes all", e);
        }
        return bytes.toByteArray();
    }

    private static Map<Identifier, String> patients(JsonGenerator json, List<Filing> filings) throws IOException {
        Map<Identifier, String> made = new LinkedHashMap<>();
        for (Filing filing : filings) {
            Identifier patient = filing.subject().patient();
            if (!made.containsKey(patient)) {
                String url = uuid(patient);
                made.put(patient, url);
                json.writeStartObject();
                json.writeStringField("fullUrl", url);
                json.writeObjectFieldStart("resource");
                json.writeStringField("resourceType", "Patient");
                Json.listOfOne(json, "identifier", own -> ObservationWriter.identifier(own, patient));
                json.writeEndObject();
                request(json, "Patient", patient);
                json.writeEndObject();
            }
        }
        return made;
    }

    private static void entry(JsonGenerator json, Observation it, Filing filing, Map<Identifier, String> made)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("fullUrl", uuid(it.identifier()));
        json.writeFieldName("resource");
        Json.Part subject = reference(filing.subject().patient(), made);
        ObservationWriter.write(json, it, ObservationWriter.Frame.of(filing.isLate(), subject));
        request(json, "Observation", it.identifier());
        json.writeEndObject();
    }

    private static void withdraw(JsonGenerator json, Observation it, Subject filedFor) throws IOException {
        json.writeStartObject();
        json.writeStringField("fullUrl", uuid(it.identifier()));
        json.writeFieldName("resource");
        Json.Part subject = reference(filedFor.patient(), Map.of());
        ObservationWriter.write(json, it, ObservationWriter.Frame.inError(subject));
        Json.object(json, "request", request -> {
            request.writeStringField("method", "PUT");
            request.writeStringField("url", "Observation?" + Search.byIdentifier(it.identifier()));
        });
        json.writeEndObject();
    }

    private static Json.Part reference(Identifier patient, Map<Identifier, String> made) {
        String url = made.getOrDefault(patient, "Patient?" + Search.byIdentifier(patient));
        return json -> json.writeStringField("reference", url);
    }

    private static void request(JsonGenerator json, String type, Identifier identifier) throws IOException {
        Json.object(json, "request", request -> {
            request.writeStringField("method", "POST");
            request.writeStringField("url", type);
            request.writeStringField("ifNoneExist", Search.byIdentifier(identifier));
        });
    }

    /** A name within the Bundle, the same at every retry. */
    private static String uuid(Identifier identifier) {
        String text = identifier.system() + '|' + identifier.value();
        return "urn:uuid:" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
