package org.wardline.app.limits;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.LogReader;
import org.wardline.core.Rehearsal;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.Rehearsal.Outcome;
import org.wardline.vitals.StayId;

/**
 * Tries limits on a patient's last hours, one patient at a time, in short steps on the thread of the log's readers: the ward
 * itself has no part in it. Goes on while somebody asks for the answer and ends when nobody does. Lives on the context of
 * whoever asks, which is always the same.
 */
public final class PreviewDesk {
    /** An asker that did not ask for so long is gone, and what was done for it ends. */
    static final long GONE_MS = 6_000;
    /** What was read of a patient is good for so long. */
    static final long FRESH_MS = 120_000;
    /** An answer that takes longer is asked for again. */
    static final long WAIT_MS = 1_500;

    private final Vertx vertx;
    private final LogReader reader;
    private final Source source;
    private final LongSupplier monotonicMs;
    private @Nullable Job job;

    public PreviewDesk(Vertx vertx, LogReader reader, Source source, LongSupplier monotonicMs) {
        this.vertx = vertx;
        this.reader = reader;
        this.source = source;
        this.monotonicMs = monotonicMs;
    }

    /** Answers as soon as it can; fails when the log cannot be read now. */
    public Future<Preview> ask(Preview.Question question) {
        long nowMs = monotonicMs.getAsLong();
        Job current = job;
        if (current == null || !current.isOf(question, nowMs)) {
            if (current != null
                    && current.isWorking()
                    && nowMs - current.askedAtMs < GONE_MS
                    && !current.stay.equals(question.stay())) {
                return Future.succeededFuture(new Preview.Busy());
            }
            if (current != null) {
                current.isCancelled = true;
            }
            current = new Job(question, nowMs);
            job = current;
            tidyLater();
        }
        current.askedAtMs = nowMs;
        Job asked = current;
        return asked.answer(question)
                .<Preview>map(ready -> ready)
                .timeout(WAIT_MS, TimeUnit.MILLISECONDS)
                .recover(failure -> failure instanceof TimeoutException
                        ? Future.succeededFuture(new Preview.Working(asked.done()))
                        : Future.failedFuture(failure));
    }

    /** Lets go of what nobody asks for. */
    private void tidyLater() {
        vertx.setTimer(FRESH_MS, _ -> {
            Job current = job;
            if (current != null && monotonicMs.getAsLong() - current.askedAtMs >= FRESH_MS) {
                current.isCancelled = true;
                job = null;
            } else if (current != null) {
                tidyLater();
            }
        });
    }

    /** One patient's hours, read once; and what was tried on them last. */
    private final class Job {
        private final StayId stay;
        private final int hours;
        private final long madeAtMs;
        private final Preview.Question first;
        private final PatientReader patient;
        private final Future<Void> read;
        private @Nullable Trial trial;
        private @Nullable Trial present;
        private volatile long askedAtMs;
        private volatile boolean isCancelled;

        Job(Preview.Question question, long nowMs) {
            stay = question.stay();
            hours = question.hours();
            madeAtMs = nowMs;
            askedAtMs = nowMs;
            first = question;
            long spanMs = TimeUnit.HOURS.toMillis(hours);
            long fromAtMs = Math.max(0, question.now().atMs() - spanMs);
            long fromWallMs = question.now().wallMs() - (question.now().atMs() - fromAtMs);
            patient = new PatientReader(source, stay, fromWallMs, fromAtMs, new Tape());
            read = steps(patient::step);
        }

        boolean isOf(Preview.Question question, long nowMs) {
            return stay.equals(question.stay())
                    && hours == question.hours()
                    && nowMs - madeAtMs < FRESH_MS
                    && !isCancelled
                    && !read.failed();
        }

        boolean isWorking() {
            Trial last = trial;
            return !read.isComplete() || (last != null && !last.outcome.isComplete());
        }

        double done() {
            Trial last = trial;
            return 0.8 * patient.done() + (last == null ? 0 : 0.2 * last.done());
        }

        /** The end of the hours is the moment of the first question: the same for all that is tried on them. */
        Future<Preview.Ready> answer(Preview.Question question) {
            return read.compose(_ -> under(question.limits(), true))
                    .compose(now -> under(question.others(), false).map(other -> {
                        var bounds = new Comparison.Bounds(
                                fromAtMs(), first.now().atMs(), patient.tape().readings(), patient.isCut());
                        return new Preview.Ready(
                                Comparison.of(now, other, patient.alarms(), bounds), patient.minutes(question.sign()));
                    }));
        }

        private long fromAtMs() {
            return Math.max(0, first.now().atMs() - TimeUnit.HOURS.toMillis(hours));
        }

        private Future<Outcome> under(List<Limit> limits, boolean isPresent) {
            Trial known = isPresent ? present : trial;
            if (known == null || !known.limits.equals(limits) || known.outcome.failed()) {
                if (known != null) {
                    known.isCancelled = true;
                }
                known = new Trial(this, limits);
                if (isPresent) {
                    present = known;
                } else {
                    trial = known;
                }
            }
            return known.outcome;
        }

        Future<Void> steps(Callable<Boolean> step) {
            return reader.later(() -> {
                        if (isCancelled || monotonicMs.getAsLong() - askedAtMs > GONE_MS) {
                            isCancelled = true;
                            throw new CancellationException("nobody waits for it");
                        }
                        return step.call();
                    })
                    .compose(isDone -> isDone ? Future.succeededFuture() : steps(step));
        }
    }

    /** The hours of a job under certain limits. */
    private final class Trial {
        private final List<Limit> limits;
        private final Rehearsal rehearsal;
        private final Tape tape;
        private final Future<Outcome> outcome;
        private int piece;
        private volatile boolean isCancelled;

        Trial(Job job, List<Limit> limits) {
            this.limits = limits;
            Preview.Question first = job.first;
            var begin = new org.wardline.core.Now(
                    job.fromAtMs(),
                    first.now().wallMs() - (first.now().atMs() - job.fromAtMs()),
                    first.now().wall());
            rehearsal = new Rehearsal(
                    new Rehearsal.Setup(
                            source.settings(),
                            first.stay(),
                            first.bed(),
                            first.contracts(),
                            limits,
                            begin,
                            source.isPlain()),
                    source.wording());
            tape = job.patient.tape();
            Promise<Outcome> promise = Promise.promise();
            outcome = promise.future();
            job.steps(this::step).map(_ -> rehearsal.end(first.now().atMs())).onComplete(promise);
        }

        private boolean step() {
            if (isCancelled) {
                throw new CancellationException("other limits are tried now");
            }
            if (piece < tape.pieces()) {
                tape.play(piece++, rehearsal::hear);
            }
            return piece >= tape.pieces();
        }

        double done() {
            return tape.pieces() == 0 ? 1 : (double) piece / tape.pieces();
        }
    }
}
