package org.wardline.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/** What nurses entered in error is withdrawn where it was filed, after it was, and nowhere else. */
class WithdrawnTest {
    private static final long SEEN = Samples.T0;
    private static final long NOW = SEEN + 61_000;

    private final List<Numbered> log = new ArrayList<>();
    private final Set<Identifier> filed = new HashSet<>();
    private final List<Identifier> withdrawn = new ArrayList<>();
    private final Map<String, Subject> patients = new HashMap<>(Map.of("stay-a", Samples.ANNA));
    private Outcome answer = new Outcome.Accepted();
    private Outbox outbox = Outbox.fresh(FilingPolicy.MINUTE);

    private final Whose whose = Samples.whose(patients, Optional.empty());

    @ParameterizedTest
    @EnumSource(FilingPolicy.class)
    void givenFiledEntry_whenWithdrawn_thenEachOfItsNamesIsOnce(FilingPolicy policy) {
        outbox = Outbox.fresh(policy);
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6,\"consciousness_acvpu\":\"C\""));
        run(NOW);
        byte[] before = outbox.state();

        hear(withdrawal("stay-a", 1, "\"temp\":38.6,\"consciousness_acvpu\":\"C\""));
        run(NOW);

        assertThat(withdrawn).hasSize(2).containsExactlyInAnyOrderElementsOf(filed);
        assertThat(outbox.oldestNeeded()).isEqualTo(3);
        assertThat(outbox.counts(0)).isEqualTo(new Counts(0, 0, 0));
        outbox = Outbox.restore(policy, before); // it died before that was stored
        run(NOW);
        assertThat(withdrawn).as("the same once more").hasSize(4).hasSameElementsAs(filed);
    }

    @Test
    void givenNoAnswerYet_whenWithdrawn_thenItIsFiledFirstAndThenWithdrawn() {
        answer = new Outcome.NotTried();
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        boolean _ = runOnce(NOW);
        assertThat(withdrawn).isEmpty();

        answer = new Outcome.Accepted();
        outbox = Outbox.restore(FilingPolicy.MINUTE, outbox.state());
        run(NOW);
        run(NOW + Why.AFTER_MS);

        assertThat(filed).hasSize(1);
        assertThat(withdrawn).containsExactlyElementsOf(filed);
        assertThat(outbox.parked()).isEmpty();
    }

    @Test
    void givenRetriedLater_whenWithdrawn_thenItIsFiledFirstAndThenWithdrawn() {
        answer = new Outcome.RetryAfter("503", 120_000);
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        run(NOW);
        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        run(NOW + 60_000);
        assertThat(withdrawn).isEmpty();

        answer = new Outcome.Accepted();
        run(NOW + 120_000);
        run(NOW + 120_000 + Why.AFTER_MS);

        assertThat(withdrawn).hasSize(1).containsExactlyElementsOf(filed);
    }

    @Test
    void givenHeldEntry_whenWithdrawn_thenNeitherIsEverFiled() {
        patients.clear();
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        run(NOW);
        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        run(NOW);
        assertThat(outbox.parked()).isEmpty();

        patients.put("stay-a", Samples.ANNA);
        outbox = Outbox.restore(FilingPolicy.MINUTE, outbox.state());
        outbox.linksChanged(NOW);
        run(NOW);

        assertThat(filed).isEmpty();
        assertThat(withdrawn).isEmpty();
        assertThat(outbox.oldestNeeded()).isEqualTo(3);
    }

    @Test
    void givenRefusedEntry_whenWithdrawn_thenItIsNotHeldAnyMoreAndNothingIsWithdrawn() {
        answer = new Outcome.Refused("422");
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        run(NOW);
        answer = new Outcome.Accepted();

        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        run(NOW);

        assertThat(outbox.parked()).isEmpty();
        assertThat(withdrawn).isEmpty();
    }

    @Test
    void givenSecondNurse_whenTheWardRefusesHer_thenItIsWithdrawnOnce() {
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        hear(new NoteEntry(
                6_000,
                NoteEntry.Kind.CHANGE,
                "{\"t\":6000,\"change\":\"refused\",\"event\":\"observationWithdrawn\",\"why\":\"entry\"}"));

        run(NOW);
        run(NOW + Why.AFTER_MS);

        assertThat(withdrawn).hasSize(1);
        assertThat(outbox.oldestNeeded()).isEqualTo(5);
    }

    @Test
    void givenRecordSystemThatDoesNotTakeIt_whenWithdrawn_thenAPersonIsToldAndMayTryAgain() {
        hear(Samples.entered("stay-a", SEEN, "\"temp\":38.6"));
        run(NOW);
        answer = new Outcome.Refused("409");
        hear(withdrawal("stay-a", 1, "\"temp\":38.6"));
        run(NOW);
        assertThat(outbox.parked()).singleElement().satisfies(run -> {
            assertThat(run.needsPerson()).isTrue();
            assertThat(run.reason()).isEqualTo(Parked.NOT_WITHDRAWN + "409");
        });

        answer = new Outcome.Accepted();
        assertThat(outbox.retry(2, NOW)).isTrue();
        run(NOW);

        assertThat(withdrawn).hasSize(1);
        assertThat(outbox.parked()).isEmpty();
    }

    @Test
    void givenTestPatientOrScaleAlone_whenWithdrawn_thenNothingLeavesAndNothingIsPinned() {
        hear(Samples.entered("test-1", SEEN, "\"temp\":38.6"));
        hear(withdrawal("test-1", 1, "\"temp\":38.6"));
        hear(Samples.entered("stay-a", SEEN, "\"news2_scale\":2"));
        hear(withdrawal("stay-a", 3, "\"news2_scale\":2"));

        run(NOW);

        assertThat(withdrawn).isEmpty();
        assertThat(outbox.oldestNeeded()).isEqualTo(5);
    }

    private static NoteEntry withdrawal(String stay, long number, String values) {
        String was = Samples.entered(stay, SEEN, values).json();
        String json = "{\"t\":6000,\"event\":\"observationWithdrawn\",\"stay\":\"" + stay
                + "\",\"who\":\"Eve\",\"station\":\"st1\",\"entry\":5000,\"number\":" + number
                + ",\"withdrawnWall\":" + NOW + ",\"was\":" + was + "}";
        return new NoteEntry(6_000, NoteEntry.Kind.EVENT, json);
    }

    private void hear(Entry entry) {
        log.add(new Numbered(log.size() + 1, entry));
    }

    private void run(long nowMs) {
        while (runOnce(nowMs)) {}
    }

    /** Up to the next that leaves; whether there was any. */
    private boolean runOnce(long nowMs) {
        while (true) {
            switch (outbox.step(log.size(), nowMs)) {
                case Step.Read read ->
                    outbox.offer(
                            read,
                            log.subList((int) read.from() - 1, (int) Math.min(log.size(), read.lookTo())),
                            whose,
                            nowMs);
                case Step.Send send -> {
                    settle(send.batch(), filed, nowMs);
                    return true;
                }
                case Step.Withdraw withdraw -> {
                    settle(withdraw.batch(), withdrawn, nowMs);
                    return true;
                }
                case Step.Wait _ -> {
                    return false;
                }
            }
        }
    }

    private void settle(Batch batch, java.util.Collection<Identifier> into, long nowMs) {
        if (answer instanceof Outcome.Accepted) {
            batch.filings().forEach(it -> it.observations().forEach(each -> into.add(each.identifier())));
        }
        outbox.settle(Delivery.of(Collections.nCopies(batch.filings().size(), answer)), nowMs);
    }
}
