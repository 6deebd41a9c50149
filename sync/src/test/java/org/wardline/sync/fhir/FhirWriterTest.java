package org.wardline.sync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardline.sync.Entered;
import org.wardline.sync.Filing;
import org.wardline.sync.Observation;
import org.wardline.sync.Observations;
import org.wardline.sync.Samples;
import org.wardline.sync.Subject;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;

class FhirWriterTest {
    private static final Reading PULSE = Samples.reading("m-12", 42, 1_795_321_111_123L, Samples.hr(72));

    @Test
    void givenPulse_whenWritten_thenItIsTheObservationOfTheReadme() {
        assertThat(line(PULSE)).isEqualTo("""
                {"resourceType":"Observation","identifier":[{"system":"urn:wardline:reading",\
                "value":"%s"}],"status":"final",\
                "meta":{"profile":["http://hl7.org/fhir/StructureDefinition/heartrate"]},\
                "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",\
                "code":"vital-signs"}]}],\
                "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"},\
                {"system":"urn:iso:std:iso:11073:10101","code":"147842","display":"MDC_ECG_HEART_RATE"}],\
                "text":"heart_rate"},\
                "subject":{"type":"Patient","identifier":{"system":"urn:hospital:mrn","value":"4711"}},\
                "effectiveDateTime":"2026-11-22T04:18:31.123Z","issued":"2026-11-22T04:18:31.123Z",\
                "valueQuantity":{"value":72,"unit":"/min","system":"http://unitsofmeasure.org","code":"/min"},\
                "device":{"identifier":{"system":"urn:wardline:device","value":"m-12"}}}
                """.formatted(
                        Observations.single(PULSE, 0).getFirst().identifier().value()));
    }

    @Test
    void givenValues_whenWritten_thenTheyAreTheDecimalsThatWereMeant() {
        assertThat(Texts.decimal(37.6)).isEqualTo("37.6");
        assertThat(Texts.decimal(37.599999999999994)).isEqualTo("37.6");
        assertThat(Texts.decimal((double) 37.6f)).isEqualTo("37.6");
        assertThat(Texts.decimal(-0.05)).isEqualTo("-0.05");
        assertThat(Texts.decimal(0)).isEqualTo("0");
        assertThat(Texts.decimal(200_000)).isEqualTo("200000");
        assertThat(Texts.decimal(0.02)).isEqualTo("0.02");
    }

    @Test
    void givenPressureWithoutDiastole_whenWritten_thenTheComponentSaysItIsAbsent() {
        String line = line(reading(
                Measurement.of(VitalSign.NIBP_SYS, 120), Measurement.none(VitalSign.NIBP_MEAN, Quality.ARTEFACT)));

        assertThat(line).contains("\"code\":\"85354-9\"", "\"code\":\"8480-6\"", "\"value\":120");
        assertThat(line).containsSubsequence("\"8462-4\"", "\"dataAbsentReason\"", "\"unknown\"");
        assertThat(line).containsSubsequence("\"8478-0\"", "\"dataAbsentReason\"", "\"error\"");
    }

    @Test
    void givenDoubtfulValue_whenWritten_thenItIsPreliminaryAndOfUncertainReliability() {
        assertThat(line(reading(Samples.spo2(20)))).contains("\"status\":\"preliminary\"", "\"UNCERTREL\"");
    }

    @Test
    void givenSignsWithoutNumber_whenWritten_thenEachHasItsOwnKindOfValue() {
        assertThat(line(reading(Measurement.of(VitalSign.CONSCIOUSNESS, 1))))
                .contains("\"valueCodeableConcept\"", "\"code\":\"C\"", "\"New confusion\"");
        assertThat(line(reading(Measurement.of(VitalSign.named("o2_supplemental"), 1))))
                .contains("\"valueBoolean\":true", "\"urn:wardline:sign\"");
    }

    @Test
    void givenEnteredPulse_whenWritten_thenItIsFinalAndNamesWhoSawItAndNoDevice() {
        Entered entered = Entered.in(Samples.entered("stay-a", 1_795_321_111_123L, "\"heart_rate\":12"))
                .orElseThrow();
        Observation pulse = entered.observations().getFirst();

        assertThat(new String(FhirWriter.line(pulse, Samples.ANNA, false), StandardCharsets.UTF_8))
                .isEqualTo("""
                {"resourceType":"Observation","identifier":[{"system":"urn:wardline:entered",\
                "value":"%s"}],"status":"final",\
                "meta":{"profile":["http://hl7.org/fhir/StructureDefinition/heartrate"]},\
                "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",\
                "code":"vital-signs"}]}],\
                "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}],"text":"heart_rate"},\
                "subject":{"type":"Patient","identifier":{"system":"urn:hospital:mrn","value":"4711"}},\
                "effectiveDateTime":"2026-11-22T04:18:31.123Z","issued":"2026-11-22T04:19:31.123Z",\
                "performer":[{"type":"Practitioner",\
                "identifier":{"system":"urn:wardline:account","value":"liwei"},"display":"Li Wei"}],\
                "valueQuantity":{"value":12,"unit":"/min","system":"http://unitsofmeasure.org","code":"/min"}}
                """.formatted(pulse.identifier().value()));
    }

    @Test
    void givenExpectedPatients_whenTransaction_thenReferencesAndCreatesAreConditional() {
        Transaction sent = new FhirWriter(Patients.EXPECT).transaction(List.of(Samples.filing(1, Samples.ANNA, PULSE)));
        String body = new String(sent.body(), StandardCharsets.UTF_8);

        assertThat(sent.owners()).containsExactly(0);
        assertThat(body)
                .contains("\"subject\":{\"reference\":\"Patient?identifier=urn%3Ahospital%3Amrn%7C4711\"}")
                .contains("\"request\":{\"method\":\"POST\",\"url\":\"Observation\",\"ifNoneExist\":\"identifier="
                        + "urn%3Awardline%3Areading%7C");
    }

    @Test
    void givenPatientsToCreate_whenTransaction_thenEachPatientStandsInItOnce() {
        Filing one = Samples.filing(1, Samples.ANNA, PULSE);
        Filing two = Samples.filing(2, Samples.ANNA, reading(Samples.spo2(97)));

        Transaction sent = new FhirWriter(Patients.CREATE).transaction(List.of(one, two));
        String body = new String(sent.body(), StandardCharsets.UTF_8);

        assertThat(sent.owners()).containsExactly(Transaction.PATIENT, 0, 1);
        assertThat(body.split("\"resourceType\":\"Patient\"", -1)).hasSize(2);
        assertThat(body).contains("\"subject\":{\"reference\":\"urn:uuid:");
    }

    @Test
    void givenIdentifierOfOddLetters_whenSearched_thenItIsEscapedAndEncoded() {
        var odd = Subject.of("http://h/x", "a|b,c $d\\e+ü", new StayId("s"));
        Transaction sent = new FhirWriter(Patients.EXPECT).transaction(List.of(Samples.filing(1, odd, PULSE)));

        assertThat(new String(sent.body(), StandardCharsets.UTF_8))
                .contains("Patient?identifier=http%3A%2F%2Fh%2Fx%7Ca%5C%7Cb%5C%2Cc%20%5C%24d%5C%5Ce%2B%C3%BC\"");
    }

    @Test
    void givenPage_whenWritten_thenEveryResourceHasItsIdAndTheLinkGoesOn() {
        Observation it = Observations.single(PULSE, 0).getFirst();
        var found = new FhirSearch.Found(it, Samples.ANNA, Samples.T0, false);
        String page = new String(
                FhirSearch.page(
                        List.of(found), "http://w/fhir", "http://w/fhir/Observation", Optional.of("http://w/n")),
                StandardCharsets.UTF_8);

        assertThat(page)
                .contains("{\"relation\":\"next\",\"url\":\"http://w/n\"}")
                .contains("\"fullUrl\":\"http://w/fhir/Observation/"
                        + it.identifier().value())
                .contains("\"lastUpdated\":\"2026-11-22T04:18:00.000Z\"");
    }

    private static Reading reading(Measurement... values) {
        return Samples.reading("m-12", 43, Samples.T0, values);
    }

    private static String line(Reading reading) {
        List<Observation> all = Observations.single(reading, 0);
        assertThat(all).hasSize(1);
        return new String(FhirWriter.line(all.getFirst(), Samples.ANNA, false), StandardCharsets.UTF_8);
    }
}
