package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wardline.sync.Observation;
import org.wardline.sync.Subject;

/** What the pull interface answers: pages of Observations, its own description, errors. Pure; links are the caller's. */
public final class FhirSearch {
    /** Observations a page, at most, whatever {@code _count} wishes. */
    public static final int MAX_PAGE = 500;

    private FhirSearch() {}

    /**
     * One observation as it is served.
     *
     * @param lastUpdatedMs epoch milliseconds at which it was stored here, or withdrawn
     * @param isError it was entered in error
     */
    public record Found(Observation observation, Subject subject, long lastUpdatedMs, boolean isError) {}

    /**
     * A searchset Bundle.
     *
     * @param base address of the FHIR interface without a slash at its end, such as {@code https://ward/fhir}
     * @param self this page's own address
     * @param next the next page's, empty on the last
     */
    public static byte[] page(List<Found> found, String base, String self, Optional<String> next) {
        return Json.resource("Bundle", json -> {
            json.writeStringField("type", "searchset");
            json.writeArrayFieldStart("link");
            link(json, "self", self);
            if (next.isPresent()) {
                link(json, "next", next.get());
            }
            json.writeEndArray();
            if (!found.isEmpty()) { // FHIR has no empty arrays
                json.writeArrayFieldStart("entry");
                for (Found each : found) {
                    entry(json, each, base);
                }
                json.writeEndArray();
            }
        });
    }

    /** What the interface can do. */
    public static byte[] capabilities(String version, long dateMs) {
        return Json.resource("CapabilityStatement", json -> {
            json.writeStringField("status", "active");
            json.writeStringField("date", Texts.instant(dateMs));
            json.writeStringField("kind", "instance");
            Json.object(json, "software", software -> {
                software.writeStringField("name", "Wardline");
                software.writeStringField("version", version);
            });
            Json.object(json, "implementation", it -> it.writeStringField("description", "Wardline ward gateway"));
            json.writeStringField("fhirVersion", "4.0.1");
            json.writeArrayFieldStart("format");
            json.writeString("application/fhir+json");
            json.writeEndArray();
            Json.listOfOne(json, "rest", FhirSearch::rest);
        });
    }

    /**
     * An OperationOutcome of one error.
     *
     * @param code of FHIR's issue types, such as {@code invalid}, {@code login}, {@code not-found}
     * @param diagnostics in words of our own; never patient data
     */
    public static byte[] problem(String code, String diagnostics) {
        return Json.resource(
                "OperationOutcome",
                json -> Json.listOfOne(json, "issue", issue -> {
                    issue.writeStringField("severity", "error");
                    issue.writeStringField("code", code);
                    issue.writeStringField("diagnostics", diagnostics);
                }));
    }

    private static void rest(JsonGenerator json) throws IOException {
        json.writeStringField("mode", "server");
        Json.object(json, "security", security -> security.writeStringField("description", "bearer token"));
        Json.listOfOne(json, "resource", resource -> {
            resource.writeStringField("type", "Observation");
            Json.listOfOne(resource, "interaction", interaction -> interaction.writeStringField("code", "search-type"));
            resource.writeArrayFieldStart("searchParam");
            parameter(resource, "_lastUpdated", "date", "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated");
            resource.writeEndArray();
        });
    }

    private static void parameter(JsonGenerator json, String name, String type, String definition) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("definition", definition);
        json.writeStringField("type", type);
        json.writeEndObject();
    }

    private static void link(JsonGenerator json, String relation, String url) throws IOException {
        json.writeStartObject();
        json.writeStringField("relation", relation);
        json.writeStringField("url", url);
        json.writeEndObject();
    }

    private static void entry(JsonGenerator json, Found it, String base) throws IOException {
        String id = it.observation().identifier().value(); // a hash: letters and digits, and no other resource has it
        json.writeStartObject();
        json.writeStringField("fullUrl", base + "/Observation/" + id);
        json.writeFieldName("resource");
        var frame = new ObservationWriter.Frame(
                Optional.of(id), it.lastUpdatedMs(), false, it.isError(), FhirWriter.logical(it.subject()));
        ObservationWriter.write(json, it.observation(), frame);
        Json.object(json, "search", search -> search.writeStringField("mode", "match"));
        json.writeEndObject();
    }
}
