package org.wardline.app.alarm;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.sync.uplink.Backoff;
import org.wardline.vitals.log.Numbered;

/**
 * The way of alarms to a webhook: reads the sealed log, sends one message after the other, and goes on where it stopped, also
 * after a kill. At least once, with the same id; in the order of the log, so each alarm's changes in theirs.
 *
 * <p>A plain thread of its own that nobody interrupts. What the receiver does not take is tried again, with growing pauses; what
 * it will not take as it is ({@link #UNFIT}) is counted as refused after some attempts, so that it does not hold up the others.
 */
final class Webhook {
    /** The consumer of the log, and its state there. */
    static final String NAME = "webhook";
    /** Answers that mean this message, not the receiver. */
    static final Set<Integer> UNFIT = Set.of(400, 413, 415, 422);
    /** So often a message is sent that the receiver finds unfit. */
    static final int MAX_UNFIT_ATTEMPTS = 3;

    static final long FIRST_PAUSE_MS = 500;
    static final long LONGEST_PAUSE_MS = 60_000;
    /** What a receiver asks for with Retry-After counts up to here: an alarm is for now. */
    static final long LONGEST_ASKED_MS = 300_000;

    private static final int PAGE = 500;
    private static final long SAVE_EVERY_MS = 1_000;
    private static final long TROUBLE_PAUSE_MS = 2_000;
    private static final long CLOSE_S = 2;
    private static final int OK_FROM = 200;
    private static final int OK_BELOW = 300;
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

    private final AlarmOutbox outbox;
    private final WebhookClient client;
    private final Log log;
    private final LongSupplier wallMs;
    private final Backoff backoff;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name(NAME).daemon(true).factory());
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private boolean isSending; // on the thread, as all below up to the empty line
    private boolean isResting;
    private boolean isSaveDue;
    private int unfitAttempts; // of the message that was sent last
    private String lastSent = "";

    private volatile boolean isClosing;
    private volatile long nowAtMs;
    private volatile AlarmOutbox.Counts counts;
    private volatile String trouble = "";

    /** The log, as this way out needs it. */
    interface Log {
        long lastNumber();

        List<Numbered> read(long from, int max) throws IOException;

        /** Notes how far it is, and what it needs to go on there. */
        void save(long cursor, byte[] state);
    }

    Webhook(AlarmOutbox outbox, WebhookClient client, Log log, LongSupplier wallMs, Backoff backoff) {
        this.outbox = outbox;
        this.client = client;
        this.log = log;
        this.wallMs = wallMs;
        this.backoff = backoff;
        this.counts = outbox.counts();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        later(this::save, 0);
        later(this::step, 0);
    }

    /** Any thread: the log may have grown; it is this late on the gateway's monotonic axis. */
    void wake(long atMs) {
        nowAtMs = atMs;
        if (isWoken.compareAndSet(false, true)) {
            later(this::step, 0);
        }
    }

    /** As last counted; any thread. */
    AlarmOutbox.Counts counts() {
        return counts;
    }

    /** Why it does not get on; empty when it does. */
    String trouble() {
        return trouble;
    }

    private void step() {
        isWoken.set(false);
        if (isClosing) {
            return;
        }
        try {
            read();
        } catch (IOException e) {
            trouble = "the log cannot be read"; // looked at again when it is woken
            LOG.warn("webhook: the log cannot be read: {}", e.getClass().getSimpleName());
        }
        outbox.passed(nowAtMs);
        counts = outbox.counts();
        send();
    }

    private void read() throws IOException {
        long last = log.lastNumber();
        outbox.logEndsAt(last);
        while (outbox.read() < last) {
            long from = outbox.read() + 1;
            outbox.take(log.read(from, (int) Math.min(PAGE, last - from + 1)), Math.min(last, from + PAGE - 1));
            saveSoon();
        }
    }

    private void send() {
        if (isSending || isResting) {
            return;
        }
        Optional<AlarmMessage> next = outbox.next();
        if (next.isEmpty()) {
            trouble = "";
            return;
        }
        isSending = true;
        if (!next.get().id().equals(lastSent)) { // the one before may have been given up
            lastSent = next.get().id();
            unfitAttempts = 0;
        }
        var _ = Future.succeededFuture(next.get())
                .compose(client::send) // what fails before it is sent fails as what is sent does
                .onComplete(sent -> later(
                        () -> settle(
                                sent.succeeded() ? Optional.of(sent.result()) : Optional.empty(),
                                sent.failed()
                                        ? sent.cause().getClass().getSimpleName()
                                        : ""), // its text may hold an address
                        0)); // settled on this thread
    }

    private void settle(Optional<WebhookClient.Answer> answer, String failure) {
        isSending = false;
        int status = answer.map(WebhookClient.Answer::status).orElse(0);
        unfitAttempts = UNFIT.contains(status) ? unfitAttempts + 1 : 0;
        if (status >= OK_FROM && status < OK_BELOW) {
            backoff.worked();
            trouble = "";
            outbox.arrived();
        } else if (unfitAttempts >= MAX_UNFIT_ATTEMPTS) {
            LOG.warn("webhook: status {} for one message, {} times: it is left out", status, unfitAttempts);
            unfitAttempts = 0;
            outbox.wasRefused();
        } else {
            outbox.notTaken();
            trouble = status == 0 ? failure : "status " + status;
            long askedMs = answer.map(got -> askedMs(got.retryAfter())).orElse(0L);
            isResting = true;
            later(
                    () -> {
                        isResting = false;
                        step();
                    },
                    Math.max(askedMs, backoff.failed()));
        }
        counts = outbox.counts();
        saveSoon();
        step();
    }

    /** Retry-After: seconds, or a date (RFC 9110, section 10.2.3); 0 where it says nothing. */
    private long askedMs(String retryAfter) {
        try {
            long ms = retryAfter.chars().allMatch(Character::isDigit)
                    ? Math.multiplyExact(Long.parseLong(retryAfter), 1_000L)
                    : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()
                                    .toEpochMilli()
                            - wallMs.getAsLong();
            return Math.clamp(ms, 0, LONGEST_ASKED_MS);
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return 0;
        }
    }

    /** Not after each: what is sent again after a kill has the same id. */
    private void saveSoon() {
        if (!isSaveDue) {
            isSaveDue = true;
            later(this::save, SAVE_EVERY_MS);
        }
    }

    private void save() {
        isSaveDue = false;
        log.save(Math.min(outbox.cursor(), log.lastNumber()), outbox.state());
    }

    private void later(Runnable task, long delayMs) {
        try {
            var _ = thread.schedule(() -> guarded(task), delayMs, TimeUnit.MILLISECONDS); // nobody waits for it
        } catch (RejectedExecutionException _) { // closed meanwhile: the log keeps what did not leave
            LOG.debug("the webhook is closed");
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) { // our bug: counted by the log, and the way out goes on
            LOG.error("webhook: a step failed: {}", fault.getClass().getName()); // a text may hold data
            trouble = "a step failed";
            isWoken.set(true); // not again at once
            later(this::step, TROUBLE_PAUSE_MS);
        }
    }

    /** Ends after the step under way; the log must still take its state. */
    void close() throws InterruptedException {
        if (isClosing) {
            return;
        }
        isClosing = true;
        try {
            var _ = thread.submit(this::save).get(CLOSE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("the webhook did not close in time: {}", e.getClass().getSimpleName());
        }
        thread.shutdown();
        var _ = client.close().timeout(CLOSE_S, TimeUnit.SECONDS).otherwiseEmpty(); // the process ends
    }
}
