package org.wardline.sync.fhir;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wardline.sync.CodeMap;
import org.wardline.sync.Identifier;
import org.wardline.sync.Identity;
import org.wardline.sync.Observation;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.VitalSign;

/**
 * One Observation's fields.
 *
 * <p>Sources: FHIR R4 Observation and vital signs profiles; HL7 v3 ObservationValue (UNCERTREL) for a doubtful value; ACVPU: Royal
 * College of Physicians, NEWS2, 2017.
 */
final class ObservationWriter {
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    private static final String CERTAINTY = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String CLOCK = "urn:wardline:clock";
    private static final String DELIVERY = "urn:wardline:delivery";
    private static final String ACVPU = "urn:wardline:acvpu";
    private static final List<String> ACVPU_WORDS = List.of("Alert", "New confusion", "Voice", "Pain", "Unresponsive");

    private ObservationWriter() {}

    /** What depends on the way out and not on the value. */
    record Frame(Optional<String> id, long lastUpdatedMs, boolean isLate, boolean isError, Json.Part subject) {
        static final long UNSAID = Long.MIN_VALUE;

        static Frame of(boolean isLate, Json.Part subject) {
            return new Frame(Optional.empty(), UNSAID, isLate, false, subject);
        }

        static Frame inError(Json.Part subject) {
            return new Frame(Optional.empty(), UNSAID, false, true, subject);
        }
    }

    /** Writes the whole object; identifier and status come first, where the file uplink looks for them. */
    static void write(JsonGenerator json, Observation it, Frame frame) throws IOException {
        Json.start(json, "Observation");
        if (frame.id().isPresent()) {
            json.writeStringField("id", frame.id().get());
        }
        Json.listOfOne(json, "identifier", own -> identifier(own, it.identifier()));
        boolean isDoubtful = it.values().stream().anyMatch(value -> value.quality() == Quality.DOUBTFUL);
        json.writeStringField("status", frame.isError() ? "entered-in-error" : isDoubtful ? "preliminary" : "final");
        meta(json, it, frame, isDoubtful);
        Optional<String> profile = CodeMap.profile(it.sign());
        boolean isEntered = it.by() instanceof Observation.Person;
        if (profile.isPresent() || isEntered) {
            Json.listOfOne(json, "category", category -> coding(category, CATEGORY, "vital-signs"));
        }
        Optional<CodeMap.Panel> panel = CodeMap.panel(it.sign());
        List<CodeMap.Coding> codes =
                panel.isPresent() ? panel.get().codes() : CodeMap.codes(VitalSign.named(it.sign()));
        code(json, isEntered ? CodeMap.withoutDevice(codes) : codes, it.sign());
        Json.object(json, "subject", frame.subject());
        json.writeStringField("effectiveDateTime", Texts.instant(it.measuredAtMs()));
        json.writeStringField("issued", Texts.instant(it.receivedAtMs()));
        if (it.by() instanceof Observation.Person person) {
            Json.listOfOne(json, "performer", performer -> person(performer, person));
        }
        if (panel.isPresent()) {
            components(json, panel.get(), it.values());
        } else {
            value(json, it.values().getFirst());
        }
        if (it.by() instanceof Observation.Device device) {
            Identifier name = new Identifier(Identity.DEVICE, device.id().name());
            Json.object(json, "device", by -> Json.object(by, "identifier", own -> identifier(own, name)));
        }
        json.writeEndObject();
    }

    /** By the name of the account, as the record system may know it, and as people read it. */
    private static void person(JsonGenerator json, Observation.Person it) throws IOException {
        json.writeStringField("type", "Practitioner");
        if (!it.account().isEmpty()) {
            Json.object(json, "identifier", own -> identifier(own, new Identifier(Identity.ACCOUNT, it.account())));
        }
        json.writeStringField("display", it.name());
    }

    static void identifier(JsonGenerator json, Identifier identifier) throws IOException {
        json.writeStringField("system", identifier.system());
        json.writeStringField("value", identifier.value());
    }

    private static void meta(JsonGenerator json, Observation it, Frame frame, boolean isDoubtful) throws IOException {
        Optional<String> profile = CodeMap.profile(it.sign());
        boolean isClockSaid = it.clock() != ClockQuality.DEVICE;
        boolean isUpdatedSaid = frame.lastUpdatedMs() != Frame.UNSAID;
        if (profile.isEmpty() && !isDoubtful && !isClockSaid && !frame.isLate() && !isUpdatedSaid) {
            return;
        }
        json.writeObjectFieldStart("meta");
        if (isUpdatedSaid) {
            json.writeStringField("lastUpdated", Texts.instant(frame.lastUpdatedMs()));
        }
        if (profile.isPresent()) {
            json.writeArrayFieldStart("profile");
            json.writeString(profile.get());
            json.writeEndArray();
        }
        if (isDoubtful) {
            Json.listOfOne(json, "security", label -> plainCoding(label, CERTAINTY, "UNCERTREL"));
        }
        if (isClockSaid || frame.isLate()) {
            json.writeArrayFieldStart("tag");
            if (isClockSaid) {
                tag(json, CLOCK, it.clock().name().toLowerCase(Locale.ROOT));
            }
            if (frame.isLate()) {
                tag(json, DELIVERY, "late");
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void tag(JsonGenerator json, String system, String code) throws IOException {
        json.writeStartObject();
        plainCoding(json, system, code);
        json.writeEndObject();
    }

    private static void code(JsonGenerator json, List<CodeMap.Coding> codes, String text) throws IOException {
        json.writeObjectFieldStart("code");
        json.writeArrayFieldStart("coding");
        for (CodeMap.Coding each : codes) {
            json.writeStartObject();
            plainCoding(json, each.system(), each.code());
            if (!each.display().isEmpty()) {
                json.writeStringField("display", each.display());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static void components(JsonGenerator json, CodeMap.Panel panel, List<Measurement> values)
            throws IOException {
        json.writeArrayFieldStart("component");
        for (VitalSign part : panel.parts()) {
            Optional<Measurement> value =
                    values.stream().filter(each -> each.sign() == part).findFirst();
            boolean isAsked = panel.parts().indexOf(part) < 2; // systolic and diastolic must be there, be it as absent
            if (value.isPresent() || isAsked) {
                json.writeStartObject();
                code(json, CodeMap.codes(part), part.name());
                if (value.isPresent()) {
                    value(json, value.get());
                } else {
                    absent(json, "unknown");
                }
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, Measurement it) throws IOException {
        boolean isSaid = it.hasValue() && (it.quality() == Quality.GOOD || it.quality() == Quality.DOUBTFUL);
        if (!isSaid) {
            absent(json, it.quality() == Quality.NO_VALUE ? "temp-unknown" : "error");
            return;
        }
        switch (it.sign().kind()) {
            case FLAG -> json.writeBooleanField("valueBoolean", it.value() != 0);
            case CODE -> consciousness(json, (int) it.value());
            case NUMBER, WAVEFORM -> quantity(json, it);
        }
    }

    private static void quantity(JsonGenerator json, Measurement it) throws IOException {
        json.writeObjectFieldStart("valueQuantity");
        json.writeFieldName("value");
        json.writeNumber(Texts.decimal(it.value()));
        json.writeStringField("unit", it.sign().unit());
        json.writeStringField("system", UCUM);
        json.writeStringField("code", it.sign().unit());
        json.writeEndObject();
    }

    private static void consciousness(JsonGenerator json, int place) throws IOException {
        json.writeObjectFieldStart("valueCodeableConcept");
        coding(json, ACVPU, VitalSign.ACVPU.substring(place, place + 1));
        json.writeStringField("text", ACVPU_WORDS.get(place));
        json.writeEndObject();
    }

    private static void absent(JsonGenerator json, String why) throws IOException {
        Json.object(json, "dataAbsentReason", reason -> coding(reason, ABSENT, why));
    }

    private static void coding(JsonGenerator json, String system, String code) throws IOException {
        Json.listOfOne(json, "coding", it -> plainCoding(it, system, code));
    }

    private static void plainCoding(JsonGenerator json, String system, String code) throws IOException {
        json.writeStringField("system", system);
        json.writeStringField("code", code);
    }
}
