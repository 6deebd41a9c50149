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
}
