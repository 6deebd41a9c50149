package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.core.LinkCorrection;
import org.wardline.sync.Batch;
import org.wardline.sync.Correction;
import org.wardline.sync.Counts;
import org.wardline.sync.Delivery;
import org.wardline.sync.FilingPolicy;
import org.wardline.sync.Outbox;
import org.wardline.sync.Parked;
import org.wardline.sync.Refiling;
import org.wardline.sync.Step;
import org.wardline.sync.uplink.Uplink;
import org.wardline.vitals.log.Numbered;

/**
 * One way out: an {@link Outbox} that decides and an {@link Uplink} that sends, on a plain thread of their own that nobody
 * interrupts (it reads the log, and an interrupt would close the store).
 */
final class RecordSystem {
    /** A log that grows is looked at so often: entries leave in batches. */
    private static final long GROWTH_PAUSE_MS = 200;
    /** A log that cannot be read is tried again. */
    private static final long TROUBLE_PAUSE_MS = 2_000;

    private static final String NO_ROOM =
            "too much is set aside: a correction waits for room, and nothing is filed until then";

    private static final Logger LOG = LoggerFactory.getLogger(RecordSystem.class);

    private final Outbox outbox;
    private final Uplink uplink;
    private final Roster whose;
    private final FilingPolicy policy;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private Runnable step = () -> {};
    private boolean isSending;
    private @Nullable Refiling refiling; // a correction that is being carried out: nothing else is filed
    private volatile boolean isClosing;
    private volatile Counts counts = new Counts(0, 0, 0);
    private volatile String trouble = "";

    RecordSystem(Outbox outbox, FilingPolicy policy, Uplink uplink, Roster whose) {
        this.outbox = outbox;
        this.policy = policy;
        this.uplink = uplink;
        this.whose = whose;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("uplink-" + uplink.name()).daemon(true).factory());
    }

    String name() {
        return uplink.name();
    }

    /** Begins: {@code drain} is one step of the data path, run on this thread as long as there is something to do. */
    void start(Runnable drain) {
        step = () -> {
            isWoken.set(false);
            if (!isSending && !isClosing) {
                drain.run();
            }
        };
        again(0);
    }

    /** Any thread: the log has grown. */
    void logGrew() {
        if (isWoken.compareAndSet(false, true)) {
            later(step, GROWTH_PAUSE_MS);
        }
    }

    /** Who lies where changed: what was held for want of a patient is tried again. */
    void linksChanged(long wallMs) {
        later(
                () -> {
                    outbox.linksChanged(wallMs);
                    again(0);
                },
                0);
    }

    Step next(DataPath.Log log, long wallMs) {
        try {
            beginRefiling(log);
        } catch (IOException e) {
            trouble("the log cannot be read: " + e.getClass().getSimpleName());
            return new Step.Wait(Long.MAX_VALUE);
        }
        Refiling correction = refiling;
        if (correction == null) {
            return outbox.step(log.lastNumber(), wallMs);
        }
        Step step = correction.step(wallMs);
        if (correction.lacksRoom()) {
            trouble = NO_ROOM;
        }
        if (correction.isDone()) {
            refiling = null;
            trouble = "";
            log.confirm(this);
            LOG.info("uplink {}: correction {} is withdrawn and filed again", name(), outbox.lastCorrection());
        }
        return step;
    }

    /** The next correction that people made and that was not carried out here, if there is one. */
    private void beginRefiling(DataPath.Log log) throws IOException {
        Refiling current = refiling;
        if (current != null && current.lacksRoom()) {
            outbox.forgetBefore(log.firstAt(Long.MIN_VALUE)); // what the log freed meanwhile makes room
        }
        if (refiling != null || !outbox.isIdle()) {
            return;
        }
        for (LinkCorrection said : whose.links().corrections()) {
            if (said.number() > outbox.lastCorrection()) {
                outbox.forgetBefore(log.firstAt(Long.MIN_VALUE));
                var stretch = new Refiling.Stretch(log.firstAt(said.fromMs()), log.lastNumber());
                refiling = new Refiling(
                        outbox,
                        policy,
                        new Correction(said.number(), said.device(), said.fromMs(), said.toMs()),
                        whose.before(said.number()),
                        whose.before(said.number() + 1),
                        stretch);
                return;
            }
        }
    }

    void offer(Step.Read asked, DataPath.Log log, long wallMs) {
        try {
            List<Numbered> entries = log.read(asked.from(), asked.lookTo());
            Refiling correction = refiling;
            if (correction == null) {
                outbox.offer(asked, entries, whose, wallMs);
            } else {
                correction.offer(asked, entries, wallMs);
            }
            again(0);
        } catch (IOException e) {
            trouble("the log cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Sends a batch; then settles it, then {@code confirmed} is run. */
    void send(Batch batch, Runnable confirmed, LongSupplier wallMs) {
        settled(batch, uplink.send(batch), outbox::settle, confirmed, wallMs);
    }

    /** Withdraws a batch that was filed in error; then settles it, then {@code confirmed} is run. */
    void withdraw(Batch batch, Runnable confirmed, LongSupplier wallMs) {
        Refiling correction = refiling;
        settled(
                batch,
                uplink.withdraw(batch),
                correction == null ? outbox::settle : correction::settle,
                confirmed,
                wallMs);
    }

    /** Takes how a batch ended. */
    @FunctionalInterface
    private interface Settling {
        void settle(Delivery delivery, long wallMs);
    }

    private void settled(
            Batch batch, Future<Delivery> sending, Settling settling, Runnable confirmed, LongSupplier wallMs) {
        isSending = true;
        var _ = sending.onComplete(sent -> later(
                () -> {
                    isSending = false;
                    Delivery delivery = sent.succeeded()
                            ? sent.result()
                            : Delivery.later(batch, "the uplink failed", TROUBLE_PAUSE_MS); // our bug: logged below
                    if (sent.failed()) {
                        LOG.error(
                                "uplink {} failed: {}",
                                name(),
                                sent.cause().getClass().getName()); // a text may hold data
                    }
                    trouble = delivery.reason();
                    settling.settle(delivery, wallMs.getAsLong());
                    confirmed.run();
                    again(0);
                },
                0)); // the batch is settled in the callback
    }

    void rest(long untilMs, long wallMs) {
        if (untilMs != Long.MAX_VALUE) {
            again(Math.max(1, untilMs - wallMs));
        }
    }

    private void trouble(String what) {
        trouble = what;
        LOG.warn("uplink {}: {}", name(), what);
        again(TROUBLE_PAUSE_MS);
    }

    byte[] state() {
        return outbox.state();
    }

    long oldestNeeded() {
        Refiling correction = refiling;
        return Math.min(outbox.oldestNeeded(), correction == null ? Long.MAX_VALUE : correction.oldestNeeded());
    }

    /** Says how many of the stored readings are where; on this thread, or after {@link #close}. */
    void count(long storedReadings) {
        counts = outbox.counts(storedReadings);
    }

    /** What is set aside now; any thread. */
    Future<List<Parked>> parked() {
        return asked(outbox::parked);
    }

    /** A person wants a set-aside run tried again; any thread. Whether one is set aside there. */
    Future<Boolean> retry(long number, long wallMs) {
        return asked(() -> {
            boolean isThere = outbox.retry(number, wallMs);
            if (isThere) {
                again(0);
            }
            return isThere;
        });
    }

    /** Answered on the thread of this way out; fails where that is closed, or the question does. */
    private <T> Future<T> asked(Supplier<T> question) {
        Promise<T> said = Promise.promise();
        try {
            thread.execute(guarded(() -> {
                try {
                    said.complete(question.get());
                } finally {
                    var _ = said.tryFail("no answer"); // where there is one, nothing
                }
            }));
        } catch (RejectedExecutionException closed) {
            said.fail(closed);
        }
        return said.future();
    }

    /** As last counted; any thread. */
    Counts counts() {
        return counts;
    }

    /** Why it does not get on; empty when it does. */
    String trouble() {
        return trouble;
    }

    /** Runs something on this uplink's thread. */
    void later(Runnable task, long delayMs) {
        try {
            var _ = thread.schedule(guarded(task), delayMs, TimeUnit.MILLISECONDS); // nobody waits for it
        } catch (RejectedExecutionException _) { // closed meanwhile: the log keeps what did not leave
            LOG.debug("uplink {} is closed", name());
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException fault) { // our bug: counted by the log, and the way out goes on
                LOG.error(
                        "uplink {}: a step failed: {}", name(), fault.getClass().getName()); // a text may hold data
                trouble = "a step failed";
                again(TROUBLE_PAUSE_MS);
            }
        };
    }

    private void again(long delayMs) {
        later(step, delayMs);
    }

    /** Closes after the step under way. */
    void close() throws InterruptedException {
        isClosing = true;
        thread.shutdown();
        boolean isDone = thread.awaitTermination(2, TimeUnit.SECONDS);
        var closed = uplink.close().timeout(2, TimeUnit.SECONDS).otherwiseEmpty();
        if (!isDone || closed.failed()) {
            LOG.warn("uplink {} did not close in time", name());
        }
    }
}
