package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/** What nurses enter leaves beside the readings: once, for the patient whom it was entered for. */
class EnteredTest {
    private static final long SEEN = Samples.T0;
    private static final long NOW = SEEN + 61_000;

    private final List<Numbered> log = new ArrayList<>();
    private final Map<Identifier, Filing> recordSystem = new HashMap<>();
    private final Map<String, Subject> patients = new HashMap<>(Map.of("stay-a", Samples.ANNA));
    private int sent;
    private Outcome answer = new Outcome.Accepted();
    private Outbox outbox = Outbox.fresh(FilingPolicy.MINUTE);

    private final Whose whose = Samples.whose(patients, Optional.of(Samples.BERT)); // whoever the device is linked to

    @ParameterizedTest
    @EnumSource(FilingPolicy.class)
    void givenEntryBesideReadings_whenFiled_thenEachSignIsThereAtOnceForItsPatient(FilingPolicy policy) {
        outbox = Outbox.fresh(policy);
        hear(Samples.at("7", Samples.reading("m-7", 1, SEEN, Samples.hr(70))));
        hear(Samples.entered("stay-a", SEEN, "\"heart_rate\":80,\"consciousness_acvpu\":\"C\""));

        run(NOW); // the minute of the readings is still open

        assertThat(entered()).extracting(Observation::sign).containsExactly("consciousness_acvpu", "heart_rate");
        assertThat(entered()).allMatch(it -> it.measuredAtMs() == SEEN && it.receivedAtMs() == SEEN + 60_000);
        assertThat(entered()).allMatch(it -> it.by().equals(new Observation.Person("liwei", "Li Wei")));
        assertThat(filings()).allMatch(it -> it.subject().equals(Samples.ANNA) && it.readings() == 0);
        run(NOW + 60_000);
        assertThat(outbox.counts(1)).isEqualTo(new Counts(1, 0, 0)); // of readings
        assertThat(outbox.oldestNeeded()).isEqualTo(3);
    }

    @Test
    void givenAllThatCanBeEntered_whenFiled_thenOnlyWhatWasSeenIsAnObservation() {
        hear(Samples.entered("stay-a", SEEN, """
                "resp_rate":0,"spo2":97,"o2_flow":2,"nibp_sys":118,"nibp_dia":70,"heart_rate":80,"temp":38.6,\
                "o2_supplemental":true,"consciousness_acvpu":"V","news2_scale":2,"pulse_rate_spo2":80"""));

        run(NOW);

        assertThat(entered())
                .extracting(Observation::sign)
                .containsExactly(
                        "consciousness_acvpu",
                        "heart_rate",
                        "nibp",
                        "o2_flow",
                        "o2_supplemental",
                        "resp_rate",
                        "spo2",
                        "temp");
        assertThat(entered())
                .flatExtracting(Observation::values)
                .extracting(Measurement::value)
                .hasSize(9);
    }

    @Test
    void givenOlderState_whenRestored_thenTheSameIsSentUnderTheSameName() {
        byte[] before = outbox.state();
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        run(NOW);

        outbox = Outbox.restore(FilingPolicy.MINUTE, before);
        run(NOW);

        assertThat(sent).isEqualTo(2);
        assertThat(recordSystem).hasSize(1);
    }

    @Test
    void givenTwoEntriesOfOneMinute_whenFiled_thenEachHasItsName() {
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        hear(Samples.entered("stay-a", SEEN + 1, "\"temp\":38.6"));

        run(NOW);

        assertThat(recordSystem).hasSize(2);
    }

    @Test
    void givenTestPatient_whenEntered_thenNothingLeavesAndNothingIsPinned() {
        hear(Samples.entered("test-1", SEEN, "\"temp\":38.6"));

        run(NOW);

        assertThat(sent).isZero();
        assertThat(outbox.parked()).isEmpty();
        assertThat(outbox.oldestNeeded()).isEqualTo(2);
    }

    @Test
    void givenNoPatientYet_whenSomebodySaysWho_thenWhatWasHeldLeaves() {
        patients.clear();
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        hear(Samples.entered("stay-a", SEEN + 1, "\"temp\":38.7"));
        run(NOW);
        assertThat(outbox.parked())
                .hasSize(2)
                .allMatch(run -> run.needsPerson() && run.reason().equals(Parked.NO_STAY));
        assertThat(outbox.counts(0)).isEqualTo(new Counts(0, 0, 0));

        patients.put("stay-a", Samples.ANNA);
        outbox = Outbox.restore(FilingPolicy.MINUTE, outbox.state());
        outbox.linksChanged(NOW);
        run(NOW);

        assertThat(recordSystem).hasSize(2);
        assertThat(outbox.parked()).isEmpty();
    }

    @Test
    void givenRefusedByTheRecordSystem_whenRetried_thenItLeaves() {
        answer = new Outcome.Refused("422");
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        run(NOW);
        assertThat(outbox.parked()).extracting(Parked::device).containsExactly(Entered.SOURCE);

        answer = new Outcome.Accepted();
        assertThat(outbox.retry(1, NOW)).isTrue();
        run(NOW);

        assertThat(recordSystem).hasSize(1);
        assertThat(outbox.parked()).isEmpty();
    }

    @Test
    void givenPatientLeftMeanwhile_whenTheWardRefuses_thenItIsNotFiled() {
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        hear(new NoteEntry(5_000, NoteEntry.Kind.CHANGE, "{\"t\":5000,\"change\":\"soundCommand\"}"));
        hear(new NoteEntry(
                5_000,
                NoteEntry.Kind.CHANGE,
                "{\"t\":5000,\"change\":\"refused\",\"event\":\"observationEntered\",\"why\":\"stay\"}"));

        run(NOW);

        assertThat(sent).isZero();
        assertThat(outbox.oldestNeeded()).isEqualTo(4);
    }

    @Test
    void givenBacklogIsReadInPieces_whenTheRefusalIsInTheNextPiece_thenItIsNotFiled() {
        while (log.size() < Lane.READ - 1) {
            hear(new NoteEntry(4_000, NoteEntry.Kind.CHANGE, "{\"t\":4000,\"change\":\"soundCommand\"}"));
        }
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        hear(new NoteEntry(
                5_000,
                NoteEntry.Kind.CHANGE,
                "{\"t\":5000,\"change\":\"refused\",\"event\":\"observationEntered\",\"why\":\"stay\"}"));

        run(NOW);

        assertThat(sent).isZero();
    }

    @Test
    void givenWantedAlone_whenRead_thenOnlyWhatWasDoneIsFiled() {
        NoteEntry done = Samples.entered("stay-a", SEEN, "\"temp\":38.6");
        hear(new NoteEntry(done.atMs(), NoteEntry.Kind.INTENT, done.json()));

        run(NOW);

        assertThat(sent).isZero();
    }

    private List<Filing> filings() {
        return recordSystem.values().stream()
                .filter(it -> it.observations().stream().anyMatch(EnteredTest::isEntered))
                .toList();
    }

    private List<Observation> entered() {
        return filings().stream()
                .distinct()
                .flatMap(it -> it.observations().stream())
                .sorted(Comparator.comparing(Observation::sign))
                .toList();
    }

    private static boolean isEntered(Observation it) {
        return it.identifier().system().equals(Identity.ENTERED);
    }

    private void hear(Entry entry) {
        log.add(new Numbered(log.size() + 1, entry));
    }

    private void run(long nowMs) {
        while (true) {
            switch (outbox.step(log.size(), nowMs)) {
                case Step.Read read ->
                    outbox.offer(
                            read,
                            log.subList((int) read.from() - 1, (int) Math.min(log.size(), read.lookTo())),
                            whose,
                            nowMs);
                case Step.Send send -> outbox.settle(answer(send.batch()), nowMs);
                case Step.Withdraw _, Step.Wait _ -> {
                    return;
                }
            }
        }
    }

    private Delivery answer(Batch batch) {
        sent += batch.filings().size();
        if (answer instanceof Outcome.Accepted) {
            batch.filings()
                    .forEach(it -> it.observations().forEach(each -> recordSystem.putIfAbsent(each.identifier(), it)));
        }
        return Delivery.of(Collections.nCopies(batch.filings().size(), answer));
    }
}
