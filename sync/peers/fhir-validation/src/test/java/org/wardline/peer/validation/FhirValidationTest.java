package org.wardline.peer.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardline.sync.Entered;
import org.wardline.sync.Filing;
import org.wardline.sync.Observation;
import org.wardline.sync.Observations;
import org.wardline.sync.Subject;
import org.wardline.sync.fhir.FhirSearch;
import org.wardline.sync.fhir.FhirWriter;
import org.wardline.sync.fhir.Patients;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.NoteEntry;

/** Every kind of resource that leaves has no error in HAPI's validator, offline, with the profiles it claims. */
class FhirValidationTest {
    private static final long T0 = 1_795_321_111_123L;
    private static final Subject ANNA = Subject.of("urn:hospital:mrn", "4711", new StayId("stay-a"));
    private static final FhirValidator VALIDATOR = validator();

    private static FhirValidator validator() {
        FhirContext fhir = FhirContext.forR4();
        var support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir),
                new InMemoryTerminologyServerValidationSupport(fhir));
        var instances = new FhirInstanceValidator(support);
        instances.setNoTerminologyChecks(false);
        return fhir.newValidator().registerValidatorModule(instances);
    }

    static Stream<Arguments> resources() {
        List<Arguments> all = new ArrayList<>();
        for (VitalSign sign : VitalSign.all()) {
            if (sign.kind() != VitalSign.Kind.WAVEFORM) {
                double value = (sign.plausible().low() + sign.plausible().high()) / 2;
                boolean isWhole = sign.kind() != VitalSign.Kind.NUMBER;
                add(all, sign.name(), Measurement.of(sign, isWhole ? Math.rint(value) : value));
            }
        }
        for (int letter = 0; letter < VitalSign.ACVPU.length(); letter++) {
            add(all, "acvpu " + letter, Measurement.of(VitalSign.CONSCIOUSNESS, letter));
        }
        add(all, "doubtful", Measurement.of(VitalSign.SPO2, 20));
        add(all, "decimal", Measurement.of(VitalSign.TEMP, 37.6));
        add(all, "nibp", nibp(120), Measurement.of(VitalSign.NIBP_DIA, 80), Measurement.of(VitalSign.NIBP_MEAN, 93));
        add(all, "nibp without diastole", nibp(120));
        add(all, "nibp mean only", Measurement.of(VitalSign.NIBP_MEAN, 93));
        add(all, "nibp with an artefact", nibp(120), Measurement.none(VitalSign.NIBP_DIA, Quality.ARTEFACT));
        add(all, "nibp doubtful", nibp(20), Measurement.none(VitalSign.NIBP_DIA, Quality.NO_VALUE));
        for (ClockQuality clock : ClockQuality.values()) {
            all.add(line("clock " + clock, observation(clock, Measurement.of(VitalSign.HEART_RATE, 72))));
        }
        for (Observation seen : entered().observations()) {
            all.add(line("entered " + seen.sign(), seen));
        }
        all.add(line(
                "entered nibp without diastole",
                entered("\"nibp_sys\":118").observations().getFirst()));
        Observation pulse = observation(ClockQuality.DEVICE, Measurement.of(VitalSign.HEART_RATE, 72));
        all.add(Arguments.of("late", FhirWriter.line(pulse, ANNA, true)));
        all.add(Arguments.of("entered in error", FhirWriter.withdrawnLine(pulse, ANNA)));
        all.addAll(bundles(pulse));
        all.add(Arguments.of("capabilities", FhirSearch.capabilities("0.1.0", T0)));
        all.add(Arguments.of("problem", FhirSearch.problem("invalid", "_count is a number")));
        return all.stream();
    }

    private static List<Arguments> bundles(Observation pulse) {
        Reading panel = reading(ClockQuality.DEVICE, nibp(120), Measurement.of(VitalSign.SPO2, 97));
        var filings = List.of(
                new Filing(1, ANNA, List.of(pulse), 1, false),
                new Filing(2, ANNA, Observations.single(panel, 0), 1, true),
                new Filing(3, ANNA, entered().observations(), 0, false));
        var found = Stream.concat(Stream.of(pulse), entered().observations().stream())
                .map(each -> new FhirSearch.Found(each, ANNA, T0, false))
                .toList();
        String self = "https://ward/fhir/Observation?_count=1";
        return List.of(
                Arguments.of(
                        "transaction",
                        new FhirWriter(Patients.EXPECT).transaction(filings).body()),
                Arguments.of(
                        "transaction with patients",
                        new FhirWriter(Patients.CREATE).transaction(filings).body()),
                Arguments.of(
                        "withdrawal",
                        new FhirWriter(Patients.EXPECT).withdrawal(filings).body()),
                Arguments.of("page", FhirSearch.page(found, "https://ward/fhir", self, Optional.of(self + "&x=1"))),
                Arguments.of("empty page", FhirSearch.page(List.of(), "https://ward/fhir", self, Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resources")
    void givenResource_whenValidated_thenThereIsNoError(String name, byte[] resource) {
        assertThat(errors(new String(resource, StandardCharsets.UTF_8))).isEmpty();
    }

    /** The validator itself is awake. */
    @Test
    void givenBrokenResources_whenValidated_thenThereAreErrors() {
        byte[] good =
                FhirWriter.line(observation(ClockQuality.DEVICE, Measurement.of(VitalSign.SPO2, 97)), ANNA, false);
        String text = new String(good, StandardCharsets.UTF_8);
        assertThat(text).contains("\"2708-6\"", "\"%\"", "\"subject\"");

        assertThat(errors(text.replace("\"code\":\"2708-6\"", "\"code\":\"2708-7\"")))
                .isNotEmpty();
        assertThat(errors(text.replace("\"code\":\"%\"", "\"code\":\"percent\"")))
                .isNotEmpty();
        assertThat(errors(text.replace("\"subject\"", "\"focus\""))).isNotEmpty();
        assertThat(errors(text.replace("31.123Z", "31.123"))).isNotEmpty();
    }

    private static List<String> errors(String resource) {
        return VALIDATOR.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity() == ResultSeverityEnum.ERROR
                        || message.getSeverity() == ResultSeverityEnum.FATAL)
                .map(FhirValidationTest::said)
                .toList();
    }

    private static String said(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }

    private static void add(List<Arguments> all, String name, Measurement... values) {
        all.add(line(name, observation(ClockQuality.DEVICE, values)));
    }

    private static Arguments line(String name, Observation observation) {
        return Arguments.of(name, FhirWriter.line(observation, ANNA, false));
    }

    private static Observation observation(ClockQuality clock, Measurement... values) {
        List<Observation> all = Observations.single(reading(clock, values), 0);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Reading reading(ClockQuality clock, Measurement... values) {
        return new Reading(new DeviceId("m-12"), 42, T0, T0 + 77, clock, List.of(values));
    }

    /** All that can be entered at a station, as the log has it. */
    private static Entered entered() {
        return entered("""
                "resp_rate":18,"spo2":97,"o2_flow":2,"nibp_sys":118,"nibp_dia":70,"heart_rate":12,"temp":38.6,\
                "o2_supplemental":true,"consciousness_acvpu":"V","news2_scale":2""");
    }

    private static Entered entered(String values) {
        String json = """
                {"t":5000,"event":"observationEntered","stay":"stay-a","who":"Li Wei","values":{%s},"account":"liwei",\
                "seenWall":%d,"enteredWall":%d}""".formatted(values, T0, T0 + 60_000);
        return Entered.in(new NoteEntry(5_000, NoteEntry.Kind.EVENT, json)).orElseThrow();
    }

    private static Measurement nibp(double value) {
        return Measurement.of(VitalSign.NIBP_SYS, value);
    }
}
