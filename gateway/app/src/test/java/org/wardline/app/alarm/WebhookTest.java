package org.wardline.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardline.app.alarm.Receiver.await;
import static org.wardline.app.alarm.Receiver.status;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardline.app.wire.EventJson;
import org.wardline.sync.uplink.Backoff;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/** A receiver that lies, is slow, or says nothing: each change arrives, in order, with its one id. */
class WebhookTest {
    private static final long TIMEOUT_MS = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final Remembered log = new Remembered();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Webhook> webhooks = new ArrayList<>();
    private Receiver receiver;

    WebhookTest() throws IOException {
        receiver = new Receiver();
    }

    @BeforeEach
    void begin() {
        log.say(1, 5);
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        for (Webhook webhook : webhooks) {
            webhook.close();
        }
        receiver.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Webhook webhook(AlarmOutbox outbox) {
        var settings = new WebhookClient.Settings(receiver.url(), Receiver.SECRET, Optional.empty(), TIMEOUT_MS);
        var webhook = new Webhook(
                outbox,
                new WebhookClient(vertx, settings, System::currentTimeMillis),
                log,
                System::currentTimeMillis,
                new Backoff(20, 40, () -> 0.5));
        webhooks.add(webhook);
        webhook.start();
        return webhook;
    }

    private static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> "s1:a.low:" + n + ":1")
                .toList();
    }

    private void nothing(com.sun.net.httpserver.HttpExchange request) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        request.close();
    }

    @Test
    void givenReceiverThatLies_whenItTakesAtLast_thenEachArrivedInOrderWithTheSameId() throws Exception {
        receiver.script(
                status(500),
                status(410),
                this::nothing,
                status(302),
                status(404),
                request -> {
                    request.getResponseHeaders().add("Retry-After", "nonsense");
                    request.sendResponseHeaders(503, -1);
                },
                request -> request.close());
        Webhook webhook = webhook(AlarmOutbox.after("w1", 0));

        await(() -> receiver.taken().size() >= 5);

        assertThat(receiver.taken()).containsExactlyElementsOf(ids(1, 5));
        assertThat(receiver.attempts().subList(0, 7)).containsOnly("s1:a.low:1:1");
        await(() -> webhook.trouble().isEmpty());
        assertThat(webhook.counts()).isEqualTo(new AlarmOutbox.Counts(5, 0, 0, 0));
    }

    @Test
    void givenReceiverThatSaysWhen_whenAsked_thenItIsLeftAloneForSoLong() throws Exception {
        receiver.script(request -> {
            request.getResponseHeaders().add("Retry-After", "1");
            request.sendResponseHeaders(429, -1);
        });
        long beganNs = System.nanoTime();
        Webhook webhook = webhook(AlarmOutbox.after("w1", 0));

        await(() -> !webhook.trouble().isEmpty());
        assertThat(webhook.trouble()).isEqualTo("status 429");
        await(() -> receiver.taken().size() >= 5);

        assertThat(System.nanoTime() - beganNs).isGreaterThan(1_000_000_000L);
        assertThat(receiver.attempts()).hasSize(6);
    }

    @Test
    void givenMessageThatIsNeverTaken_whenTriedAFewTimes_thenItDoesNotHoldUpTheOthers() throws Exception {
        receiver.script(status(422), status(422), status(422));
        Webhook webhook = webhook(AlarmOutbox.after("w1", 0));

        await(() -> receiver.taken().size() >= 4);

        assertThat(receiver.taken()).containsExactlyElementsOf(ids(2, 5));
        await(() -> webhook.counts().delivered() == 4);
        assertThat(webhook.counts().refused()).isEqualTo(1);
    }

    @Test
    void givenSendingFailsBeforeItBegan_whenTimePasses_thenItIsTriedAgain() throws Exception {
        var failures = new java.util.concurrent.atomic.AtomicInteger();
        var settings = new WebhookClient.Settings(
                java.net.URI.create("none:at-all"), Receiver.SECRET, Optional.empty(), TIMEOUT_MS);
        var webhook = new Webhook(
                AlarmOutbox.after("w1", 0),
                new WebhookClient(vertx, settings, System::currentTimeMillis),
                log,
                System::currentTimeMillis,
                new Backoff(20, 40, () -> {
                    failures.incrementAndGet();
                    return 0.5;
                }));
        webhooks.add(webhook);
        webhook.start();

        await(() -> failures.get() >= 2);

        assertThat(webhook.counts().delivered()).isZero();
    }

    @Test
    void givenUnfitMessageThatIsGivenUp_whenTheNextIsUnfitOnce_thenItsAttemptsAreItsOwn() throws Exception {
        var made = new CompletableFuture<Webhook>();
        receiver.script(
                status(422),
                request -> {
                    made.join().wake(AlarmOutbox.MAX_AGE_MS + 2); // the first is of yesterday now
                    request.sendResponseHeaders(422, -1);
                },
                status(422));
        Webhook webhook = webhook(AlarmOutbox.after("w1", 0));
        made.complete(webhook);

        await(() -> webhook.counts().delivered() == 4);

        assertThat(receiver.taken()).containsExactlyElementsOf(ids(2, 5));
        assertThat(webhook.counts()).isEqualTo(new AlarmOutbox.Counts(4, 0, 1, 0));
    }

    @Test
    void givenAnswerWithoutEnd_whenItsStatusIsGood_thenItCountsAndTheNextIsSent() throws Exception {
        receiver.script(request -> {
            request.sendResponseHeaders(200, 0);
            request.getResponseBody().write(new byte[10]);
            request.getResponseBody().flush();
            nothing(request);
        });
        var _ = webhook(AlarmOutbox.after("w1", 0)); // closed after the test

        await(() -> receiver.taken().size() >= 4);

        assertThat(receiver.attempts()).containsExactlyElementsOf(ids(1, 5));
    }

    @Test
    void givenAnotherStart_whenSomeWereDelivered_thenItGoesOnThere() throws Exception {
        Webhook first = webhook(AlarmOutbox.after("w1", 0));
        await(() -> receiver.taken().size() >= 5 && log.cursor == 5); // and its answer came back
        first.close();
        log.say(6, 8);

        var _ = webhook(AlarmOutbox.restored("w1", log.state, log.lastNumber())); // closed after the test
        await(() -> receiver.taken().size() >= 8);

        assertThat(receiver.taken()).containsExactlyElementsOf(ids(1, 8));
        assertThat(log.cursor).isEqualTo(5);
    }

    @Test
    void givenNewAlarm_whenTheLogGrows_thenItLeavesAtTheNextWake() throws Exception {
        Webhook webhook = webhook(AlarmOutbox.after("w1", 5));
        log.say(6, 6);

        webhook.wake(10);
        await(() -> !receiver.taken().isEmpty());

        assertThat(receiver.taken()).containsExactlyElementsOf(ids(6, 6));
        assertThat(receiver.bodies().getFirst()).contains("\"ward\":\"w1\"", "\"state\":\"active\"");
    }

    /** A log in memory. */
    private static final class Remembered implements Webhook.Log {
        private final List<Numbered> entries = new CopyOnWriteArrayList<>();
        private volatile byte[] state = new byte[0];
        private volatile long cursor;

        void say(int from, int to) {
            for (int n = from; n <= to; n++) {
                var change = new AlarmChange(
                        n, "raised", Map.of("alarm", "s1:a.low:" + n, "v", 1L, "state", "active", "priority", "high"));
                entries.add(new Numbered(n, new NoteEntry(n, NoteEntry.Kind.CHANGE, EventJson.text(change))));
            }
        }

        @Override
        public long lastNumber() {
            return entries.size();
        }

        @Override
        public List<Numbered> read(long from, int max) {
            return entries.stream()
                    .filter(entry -> entry.number() >= from)
                    .limit(max)
                    .toList();
        }

        @Override
        public void save(long newCursor, byte[] newState) {
            cursor = newCursor;
            state = newState;
        }
    }
}
