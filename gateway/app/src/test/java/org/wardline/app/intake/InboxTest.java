package org.wardline.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardline.core.Burst;
import org.wardline.core.Burst.Arrival;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;

class InboxTest {
    private final List<Runnable> wardThread = new ArrayList<>();
    private final List<Burst> bursts = new ArrayList<>();
    private final Inbox inbox = new Inbox(wardThread::add, bursts::add);

    private static Arrival message() {
        RawMessage raw = RawMessage.of("t", 0, new byte[0]);
        return new Arrival(raw, Rejected.whole(raw, Reason.TRUNCATED, ""), false, _ -> {});
    }

    @Test
    void givenManyMessages_whenWardTurns_thenItIsWokenOnceAndTakesAll() {
        assertThat(inbox.offer(message())).isTrue();
        assertThat(inbox.offer(message())).isTrue();
        assertThat(wardThread).hasSize(1);

        wardThread.removeFirst().run();

        assertThat(bursts)
                .singleElement()
                .satisfies(burst -> assertThat(burst.arrivals()).hasSize(2));
        assertThat(inbox.offer(message())).isTrue();
        assertThat(wardThread).as("woken anew").hasSize(1);
    }

    @Test
    void givenWardThatDoesNotTurn_whenBoundIsReached_thenTheNextIsNotTaken() {
        for (int n = 0; n < Inbox.MAX_WAITING; n++) {
            assertThat(inbox.offer(message())).isTrue();
        }

        assertThat(inbox.offer(message())).isFalse();
        wardThread.removeFirst().run();
        assertThat(inbox.offer(message())).isTrue();
    }

    @Test
    void givenFloodOnTheWardsOwnThread_whenABurstIsTogether_thenItIsJudgedAtOnceAndNothingTwice() {
        assertThat(inbox.offer(message())).isTrue();
        wardThread.removeFirst().run(); // now the inbox knows the ward's thread: this one
        bursts.clear();

        for (int n = 0; n < Inbox.BURST_READINGS + 1; n++) {
            assertThat(inbox.offer(message())).isTrue();
        }

        assertThat(bursts)
                .singleElement()
                .satisfies(burst -> assertThat(burst.arrivals()).hasSize(Inbox.BURST_READINGS));
        assertThat(wardThread).as("woken once").hasSize(1);
        wardThread.removeFirst().run();
        assertThat(bursts.getLast().arrivals()).hasSize(1);
        assertThat(bursts).hasSize(2);
    }

    @Test
    void givenFloodOnAnotherThread_whenABurstIsTogether_thenItWaitsForTheWard() throws InterruptedException {
        assertThat(inbox.offer(message())).isTrue();
        wardThread.removeFirst().run();
        bursts.clear();

        Thread other = Thread.ofPlatform().start(() -> {
            for (int n = 0; n < Inbox.BURST_READINGS; n++) {
                boolean _ = inbox.offer(message());
            }
        });
        other.join();

        assertThat(bursts).isEmpty();
        wardThread.removeFirst().run();
        assertThat(bursts.getFirst().arrivals()).hasSize(Inbox.BURST_READINGS);
    }
}
