package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON into memory. */
final class Json {
    static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes fields or whole values. */
    @FunctionalInterface
    interface Part {
        void to(JsonGenerator json) throws IOException;
    }

    /** One resource: an object whose first field is its type. */
    static byte[] resource(String type, Part fields) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            start(json, type);
            fields.to(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes takes all", e);
        }
        return bytes.toByteArray();
    }

    static void start(JsonGenerator json, String type) throws IOException {
        json.writeStartObject();
        json.writeStringField("resourceType", type);
    }

    /** A field that holds a list of one object. */
    static void listOfOne(JsonGenerator json, String field, Part fields) throws IOException {
        json.writeArrayFieldStart(field);
        json.writeStartObject();
        fields.to(json);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** A field that holds an object. */
    static void object(JsonGenerator json, String field, Part fields) throws IOException {
        json.writeObjectFieldStart(field);
        fields.to(json);
        json.writeEndObject();
    }
}
