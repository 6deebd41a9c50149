package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

class OutboxTest {
    private static final long NOW = Samples.T0 + 3_600_000;

    private final List<Numbered> log = new ArrayList<>();
    private final List<Filing> filed = new ArrayList<>();
    private Whose whose = entry -> Optional.of(Samples.ANNA);
    private Outbox outbox = Outbox.fresh(FilingPolicy.EVERY);

    @Test
    void givenEachReadingIsFiled_whenAllAreAccepted_thenAllAreDelivered() {
        hearSeconds("m-1", 250);

        run(NOW);

        assertThat(counts()).isEqualTo(new Counts(250, 0, 0));
        assertThat(filed).hasSize(250);
        assertThat(outbox.oldestNeeded()).isEqualTo(251);
    }

    @Test
    void givenNothingToFile_whenRead_thenItCountsAsDeliveredAndNothingIsSent() {
        hear(Samples.at("7", Samples.reading("m-1", 1, Samples.T0, Samples.probeOff())));

        run(NOW);

        assertThat(counts()).isEqualTo(new Counts(1, 0, 0));
        assertThat(filed).isEmpty();
    }

    @Test
    void givenHoursWithoutStay_whenRead_thenOneRunIsHeldAndTheOthersLeave() {
        whose = entry -> entry.reading().device().name().equals("m-1") ? Optional.empty() : Optional.of(Samples.BERT);
        for (int at = 0; at < 3_000; at++) {
            hear(Samples.at("7", Samples.reading("m-1", at, Samples.T0 + at, Samples.hr(70))));
            hear(Samples.at("8", Samples.reading("m-2", at, Samples.T0 + at, Samples.hr(70))));
        }

        run(NOW);

        assertThat(counts()).isEqualTo(new Counts(3_000, 3_000, 0));
        assertThat(outbox.parked()).hasSizeLessThanOrEqualTo(2); // one a lane
        assertThat(outbox.parked()).allMatch(run -> run.reason().equals(Parked.NO_STAY));
    }

    @Test
    void givenHeldReadingsWithNothingToFileBetween_whenTheyLeave_thenItIsOneRunAndEachCountsOnce() {
        whose = entry -> Optional.empty();
        for (int at = 0; at < 50; at++) {
            hear(Samples.at("7", Samples.reading("m-1", 2L * at, Samples.T0 + at, Samples.hr(70))));
            hear(Samples.at("7", Samples.reading("m-1", 2 * at + 1, Samples.T0 + at, Samples.probeOff())));
        }
        run(NOW);
        assertThat(counts()).isEqualTo(new Counts(50, 50, 0));
        assertThat(outbox.parked()).hasSize(1);

        whose = entry -> Optional.of(Samples.ANNA);
        outbox.linksChanged(NOW);
        run(NOW);

        assertThat(counts()).isEqualTo(new Counts(100, 0, 0));
    }

    @Test
    void givenHeldReadings_whenLinksChange_thenTheyLeave() {
        whose = entry -> Optional.empty();
        hearSeconds("m-1", 50);
        run(NOW);
        assertThat(counts()).isEqualTo(new Counts(0, 50, 0));

        whose = entry -> Optional.of(Samples.ANNA);
        outbox.linksChanged(NOW);
        run(NOW);

        assertThat(counts()).isEqualTo(new Counts(50, 0, 0));
        assertThat(outbox.oldestNeeded()).isEqualTo(51);
    }

    @Test
    void givenPoison_whenRefused_thenItIsHeldAndTheRestIsDelivered() {
        hearSeconds("m-1", 10);

        Step.Send send = nextSend(NOW);
        List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(10, new Outcome.Accepted()));
        outcomes.set(4, new Outcome.Refused("422 invalid"));
        outbox.settle(Delivery.of(outcomes), NOW);

        assertThat(send.batch().filings()).hasSize(10);
        assertThat(counts()).isEqualTo(new Counts(9, 1, 0));
        assertThat(outbox.parked()).extracting(Parked::from).containsExactly(5L);
    }

    @Test
    void givenUnknownPatient_whenMoreComes_thenItIsHeldUnsentAndTriedAgainLater() {
        hearSeconds("m-1", 2);
        assertThat(nextSend(NOW).batch().filings()).hasSize(2);
        outbox.settle(Delivery.of(Collections.nCopies(2, new Outcome.UnknownPatient("404", 1_000))), NOW);
        hearSeconds("m-1", 3);

        run(NOW + 10);
        assertThat(filed).isEmpty();
        assertThat(counts()).isEqualTo(new Counts(0, 5, 0));

        run(NOW + 1_000);
        assertThat(counts()).isEqualTo(new Counts(5, 0, 0));
    }

    @Test
    void givenOneThatIsAlwaysLater_whenTriedTenTimes_thenItIsForAPerson() {
        hearSeconds("m-1", 1);
        long now = NOW;
        int tries = 0;
        while (counts().held() == 0) {
            assertThat(nextSend(now).batch().filings()).hasSize(1);
            outbox.settle(Delivery.of(List.of(new Outcome.RetryAfter("busy", 60_000))), now);
            assertThat(counts().held() + counts().waiting()).isEqualTo(1);
            now += 60_000;
            tries++;
        }
        assertThat(tries).isEqualTo(Outbox.MAX_TRIES);
    }

    @Test
    void givenPause_whenStepped_thenItWaitsAndThenSendsTheSameAgain() {
        hearSeconds("m-1", 3);
        Batch first = nextSend(NOW).batch();
        outbox.settle(Delivery.later(first, "503", 5_000), NOW);

        assertThat(outbox.step(log.size(), NOW + 4_999)).isEqualTo(new Step.Wait(NOW + 5_000));
        assertThat(nextSend(NOW + 5_000).batch()).isEqualTo(first);
    }

    @Test
    void givenOutage_whenItEnds_thenTheNewestLeaveFirstAndOneBatchInFourIsOld() {
        hearSeconds("m-1", 10_000);
        List<Boolean> isOld = new ArrayList<>();

        for (int batches = 0; batches < 8; batches++) {
            Batch batch = nextSend(NOW).batch();
            isOld.add(batch.filings().getFirst().number() < 9_000);
            outbox.settle(accept(batch), NOW);
            hearSeconds("m-1", 100); // live goes on
        }

        assertThat(isOld).containsExactly(false, false, false, true, false, false, false, true);
        run(NOW);
        assertThat(counts()).isEqualTo(new Counts(log.size(), 0, 0));
    }

    @Test
    void givenState_whenRestored_thenNothingIsLostOrCountedTwice() {
        hearSeconds("m-1", 350);
        Batch first = nextSend(NOW).batch();
        List<Outcome> outcomes =
                new ArrayList<>(Collections.nCopies(first.filings().size(), new Outcome.Accepted()));
        outcomes.set(1, new Outcome.NotTried());
        outcomes.set(3, new Outcome.Refused("no"));
        outbox.settle(Delivery.of(outcomes), NOW);
        Counts before = counts();

        outbox = Outbox.restore(FilingPolicy.EVERY, outbox.state());

        assertThat(counts()).isEqualTo(before);
        run(NOW);
        assertThat(counts()).isEqualTo(new Counts(349, 1, 0));
    }

    @Test
    void givenStateFromBeforeCorrections_whenRestored_thenItGoesOnWhereItStood() {
        hearSeconds("m-1", 350);
        outbox.settle(accept(nextSend(NOW).batch()), NOW);
        Counts before = counts();
        byte[] state = outbox.state();
        byte[] old = ByteBuffer.allocate(state.length - 8) // without the last correction and the runs of none
                .put((byte) 1)
                .put(state, 1, 8)
                .put(state, 17, state.length - 17)
                .array();

        outbox = Outbox.restore(FilingPolicy.EVERY, old);

        assertThat(counts()).isEqualTo(before);
        run(NOW);
        assertThat(counts()).isEqualTo(new Counts(350, 0, 0));
    }

    @Test
    void givenNumberGoneFromTheLog_whenRead_thenItPinsNothing() {
        hearSeconds("m-1", 5);
        Step.Read read = (Step.Read) outbox.step(5, NOW);
        outbox.offer(read, List.of(log.get(0), log.get(4)), whose, NOW);
        Batch batch = nextSend(NOW).batch();
        outbox.settle(accept(batch), NOW);

        assertThat(batch.filings()).extracting(Filing::number).containsExactly(1L, 5L);
        assertThat(outbox.oldestNeeded()).isEqualTo(6);
    }

    @Test
    void givenNoRoomToSetAside_whenStepped_thenNothingIsLostAndRoomFreesIt() {
        // each other reading of a device without a stay: no two of them are one run
        whose = entry -> entry.reading().seq() % 2 == 0 ? Optional.empty() : Optional.of(Samples.ANNA);
        hearSeconds("m-1", 2 * Parking.MAX_RUNS + 10);
        run(NOW);
        assertThat(outbox.parked()).hasSize(Parking.MAX_RUNS);
        assertThat(counts().delivered() + counts().held() + counts().waiting()).isEqualTo(log.size());
        assertThat(counts().waiting()).isPositive();

        whose = entry -> Optional.of(Samples.ANNA);
        outbox.linksChanged(NOW);
        run(NOW);

        assertThat(counts()).isEqualTo(new Counts(log.size(), 0, 0));
    }

    @Test
    void givenOpenMinute_whenTheWindowIsFull_thenItLeavesEarly() {
        outbox = Outbox.fresh(FilingPolicy.MINUTE);
        hearSeconds("m-1", 1);
        var note = Samples.raised(0, "m-2", 0, "spo2");
        for (int at = 0; at < Lane.WINDOW; at++) {
            hear(note);
        }

        run(Samples.T0); // its minute has only begun; the log is not read beyond the window before it has left

        assertThat(counts()).isEqualTo(new Counts(1, 0, log.size() - 1L)); // this log's notes are counted along
        assertThat(outbox.oldestNeeded()).isEqualTo(log.size() + 1L);
    }

    @Test
    void givenReadyToLeave_whenLinksChange_thenItLeavesForTheNewPatient() {
        hearSeconds("m-1", 3);
        Batch first = nextSend(NOW).batch();
        whose = entry -> Optional.of(Samples.BERT);
        outbox.linksChanged(NOW);
        outbox.settle(Delivery.later(first, "503", 1), NOW);

        assertThat(nextSend(NOW + 1).batch().filings())
                .allMatch(each -> each.subject().equals(Samples.BERT));
    }

    private void hear(Entry entry) {
        log.add(new Numbered(log.size() + 1, entry));
    }

    private void hearSeconds(String device, int readings) {
        for (int at = 0; at < readings; at++) {
            long seq = log.size();
            hear(Samples.at("7", Samples.reading(device, seq, Samples.T0 + seq * 1_000, Samples.hr(70))));
        }
    }

    private Counts counts() {
        return outbox.counts(log.size());
    }

    private void run(long nowMs) {
        while (true) {
            switch (outbox.step(log.size(), nowMs)) {
                case Step.Read read -> offer(read, nowMs);
                case Step.Send send -> {
                    filed.addAll(send.batch().filings());
                    outbox.settle(accept(send.batch()), nowMs);
                }
                case Step.Withdraw _, Step.Wait _ -> {
                    return;
                }
            }
        }
    }

    private Step.Send nextSend(long nowMs) {
        while (true) {
            Step step = outbox.step(log.size(), nowMs);
            if (step instanceof Step.Send send) {
                return send;
            }
            offer((Step.Read) step, nowMs);
        }
    }

    private void offer(Step.Read read, long nowMs) {
        List<Numbered> entries = LongStream.rangeClosed(read.from(), read.to())
                .mapToObj(number -> log.get((int) number - 1))
                .toList();
        outbox.offer(read, entries, whose, nowMs);
    }

    private static Delivery accept(Batch batch) {
        return Delivery.of(Collections.nCopies(batch.filings().size(), new Outcome.Accepted()));
    }
}
