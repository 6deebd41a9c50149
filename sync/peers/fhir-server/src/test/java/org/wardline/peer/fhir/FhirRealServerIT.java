package org.wardline.peer.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardline.sync.Batch;
import org.wardline.sync.Counts;
import org.wardline.sync.Delivery;
import org.wardline.sync.Filing;
import org.wardline.sync.FilingPolicy;
import org.wardline.sync.Identifier;
import org.wardline.sync.Observations;
import org.wardline.sync.Outbox;
import org.wardline.sync.Outcome;
import org.wardline.sync.Step;
import org.wardline.sync.Subject;
import org.wardline.sync.fhir.FhirWriter;
import org.wardline.sync.fhir.Patients;
import org.wardline.sync.uplink.FhirSettings;
import org.wardline.sync.uplink.FhirUplink;
import org.wardline.vitals.BedId;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;
import org.wardline.vitals.StayId;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/** The writer, the uplink and the outbox against a real record system that is killed in mid-stream. Real time: a real process. */
class FhirRealServerIT {
    private static final int READINGS = 600;
    private static final int KILL_AT = 200;
    private static final long T0 = 1_795_321_080_000L;
    private static final Subject ANNA = Subject.of("urn:hospital:mrn", "A-4711, $x|y", new StayId("stay-a"));
    private static final Subject BERT = Subject.of("urn:hospital:mrn", "4712", new StayId("stay-b"));
    private static final Pattern NAME = Pattern.compile("\"value\":\\s*\"([0-9a-f]{32})\"");

    private final Path target = Path.of(System.getProperty("wardline.peer.target", "target"));
    private final Vertx vertx = Vertx.vertx();
    private final List<Numbered> log = new ArrayList<>();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        assertThat(vertx.close().toCompletionStage()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void givenServerKilledInMidStream_whenItIsBack_thenEachObservationIsThereOnce() throws Exception {
        hear();
        Outbox outbox = Outbox.fresh(FilingPolicy.EVERY);
        FhirServerProcess server = FhirServerProcess.start(target, home, 0);
        try {
            FhirUplink uplink = uplink(server.url(), Patients.CREATE);
            drain(outbox, uplink, KILL_AT);
            Step.Send send = nextSend(outbox);
            Future<Delivery> underWay = uplink.send(send.batch());
            TimeUnit.MILLISECONDS.sleep(30); // it has begun
            server.kill();
            outbox.settle(await(underWay), System.currentTimeMillis());
            assertThat(outbox.counts(READINGS).waiting()).isPositive();

            server = FhirServerProcess.start(target, home, server.port());
            drain(outbox, uplink, READINGS);

            assertThat(outbox.counts(READINGS)).isEqualTo(new Counts(READINGS, 0, 0));
            assertEachIsThereOnce(server.url());
            assertUnknownPatientIsHeld(server.url());
            assertWithdrawn(server.url());
        } finally {
            server.close();
        }
    }

    private void assertUnknownPatientIsHeld(URI url) {
        FhirUplink uplink = uplink(url, Patients.EXPECT);
        var stranger = Subject.of("urn:hospital:mrn", "nobody", new StayId("stay-n"));
        var batch = new Batch(List.of(filing(ANNA, 9_001), filing(stranger, 9_002), filing(BERT, 9_003)));

        Delivery delivery = await(uplink.send(batch));

        assertThat(delivery.outcomes().get(0)).isInstanceOf(Outcome.Accepted.class);
        assertThat(delivery.outcomes().get(1)).isInstanceOf(Outcome.UnknownPatient.class);
        assertThat(delivery.outcomes().get(2)).isInstanceOf(Outcome.Accepted.class);
    }

    private void assertWithdrawn(URI url) throws Exception {
        Filing wrong = filing(BERT, 9_003);
        byte[] body = new FhirWriter(Patients.EXPECT).withdrawal(List.of(wrong)).body();
        for (int times = 0; times < 2; times++) { // twice does no more than once
            HttpResponse<String> answer = http(HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/fhir+json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        Identifier name = wrong.observations().getFirst().identifier();
        String found = get(url, "Observation?identifier=" + name.system() + "%7C" + name.value());
        assertThat(found).contains("entered-in-error").containsPattern("\"total\":\\s*1\\b");
    }

    private void assertEachIsThereOnce(URI url) throws Exception {
        List<Identifier> expected = new ArrayList<>();
        for (Numbered each : log) {
            Reading reading = ((ReadingEntry) each.entry()).reading();
            Observations.single(reading, 0).forEach(it -> expected.add(it.identifier()));
        }
        Map<String, Integer> found = new HashMap<>();
        for (int from = 0; from < expected.size(); from += 50) {
            List<String> names = expected.subList(from, Math.min(from + 50, expected.size())).stream()
                    .map(each -> each.system() + "%7C" + each.value())
                    .toList();
            String query = "Observation?_count=200&_elements=identifier&identifier=" + String.join(",", names);
            String page = get(url, query);
            String entries = page.substring(page.indexOf("\"entry\""));
            for (Matcher name = NAME.matcher(entries); name.find(); ) {
                int _ = found.merge(name.group(1), 1, Integer::sum);
            }
        }
        assertThat(expected).hasSize(3 * READINGS).doesNotHaveDuplicates();
        assertThat(found).hasSize(expected.size());
        assertThat(found.values()).containsOnly(1);
    }

    private void hear() {
        for (int seq = 1; seq <= READINGS; seq++) {
            var reading = new Reading(
                    new DeviceId("m-" + seq % 2),
                    seq,
                    T0 + seq * 1_000L,
                    T0 + seq * 1_000L,
                    ClockQuality.DEVICE,
                    List.of(
                            Measurement.of(VitalSign.HEART_RATE, 60 + seq % 40),
                            Measurement.of(VitalSign.SPO2, 90 + seq % 10),
                            Measurement.of(VitalSign.NIBP_SYS, 120),
                            Measurement.of(VitalSign.NIBP_DIA, 80)));
            log.add(new Numbered(seq, ReadingEntry.at(new BedId("b" + seq % 2), 0, reading)));
        }
    }

    private static Filing filing(Subject subject, long seq) {
        var values = List.of(Measurement.of(VitalSign.TEMP, 37.6));
        var reading = new Reading(new DeviceId("m-9"), seq, T0, T0, ClockQuality.DEVICE, values);
        return new Filing(seq, subject, Observations.single(reading, 0), 1, false);
    }

    private void drain(Outbox outbox, FhirUplink uplink, int upTo) throws InterruptedException {
        long endMs = System.currentTimeMillis() + 180_000;
        while (outbox.counts(READINGS).delivered() < upTo) {
            assertThat(System.currentTimeMillis()).isLessThan(endMs);
            switch (outbox.step(READINGS, System.currentTimeMillis())) {
                case Step.Read read -> offer(outbox, read);
                case Step.Send send -> outbox.settle(await(uplink.send(send.batch())), System.currentTimeMillis());
                case Step.Withdraw _ -> throw new IllegalStateException("only a correction withdraws");
                case Step.Wait _ -> TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private Step.Send nextSend(Outbox outbox) throws InterruptedException {
        while (true) {
            switch (outbox.step(READINGS, System.currentTimeMillis())) {
                case Step.Read read -> offer(outbox, read);
                case Step.Send send -> {
                    return send;
                }
                case Step.Withdraw _ -> throw new IllegalStateException("only a correction withdraws");
                case Step.Wait _ -> TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private void offer(Outbox outbox, Step.Read read) {
        List<Numbered> entries = LongStream.rangeClosed(read.from(), read.to())
                .mapToObj(number -> log.get((int) number - 1))
                .toList();
        outbox.offer(
                read,
                entries,
                entry -> Optional.of(entry.bed().orElseThrow().name().equals("b0") ? ANNA : BERT),
                System.currentTimeMillis());
    }

    private FhirUplink uplink(URI url, Patients patients) {
        return new FhirUplink(vertx, "fhir", FhirSettings.of(url, patients), System::currentTimeMillis, () -> 0);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(150, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("it did not happen", e);
        }
    }

    private static String get(URI url, String relative) throws IOException, InterruptedException {
        HttpResponse<String> answer = http(HttpRequest.newBuilder(URI.create(url + "/" + relative))
                .header("Cache-Control", "no-cache")
                .GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> http(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
