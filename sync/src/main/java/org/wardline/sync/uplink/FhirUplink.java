package org.wardline.sync.uplink;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.sync.Batch;
import org.wardline.sync.Delivery;
import org.wardline.sync.Filing;
import org.wardline.sync.fhir.Answer;
import org.wardline.sync.fhir.FhirWriter;
import org.wardline.sync.fhir.Judge;
import org.wardline.sync.fhir.ReadBack;
import org.wardline.sync.fhir.Transaction;
import org.wardline.sync.fhir.Verdict;

/**
 * Files into a FHIR server by transactions. What is turned down as a whole is halved until what offends stands alone; what is
 * said to be filed is looked up now and then.
 */
public final class FhirUplink implements Uplink {
    /** Of so many batches one is looked up after it was said to be filed, the first among them. */
    public static final int READ_BACK_EVERY = 20;

    private static final Logger LOG = LoggerFactory.getLogger(FhirUplink.class);
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long MAX_PAUSE_MS = 300_000;

    private final String name;
    private final FhirHttp http;
    private final FhirWriter writer;
    private final LongSupplier nowMs;
    private final Backoff backoff;
    private int batches;
    private int failedInARow;
    private boolean isReadBackRefused;

    /**
     * An uplink to a server. Called from any thread, one batch after the other.
     *
     * @param nowMs epoch milliseconds
     * @param chance 0 to below 1, for the jitter of pauses
     */
    public FhirUplink(Vertx vertx, String name, FhirSettings settings, LongSupplier nowMs, DoubleSupplier chance) {
        this.name = name;
        this.http = new FhirHttp(vertx, settings);
        this.writer = new FhirWriter(settings.patients());
        this.nowMs = nowMs;
        this.backoff = new Backoff(FIRST_PAUSE_MS, MAX_PAUSE_MS, chance);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Future<Delivery> send(Batch batch) {
        var halving = new Halving(batch, failedInARow, nowMs.getAsLong());
        return next(halving, writer::transaction).compose(done -> confirmed(batch, delivery(halving)));
    }

    @Override
    public Future<Delivery> withdraw(Batch filedWrongly) {
        var halving = new Halving(filedWrongly, failedInARow, nowMs.getAsLong());
        return next(halving, writer::withdrawal).map(done -> settled(delivery(halving)));
    }

    @Override
    public Future<Void> close() {
        return http.close();
    }

    /** Sends part after part until none is left. */
    private Future<Void> next(Halving halving, Function<List<Filing>, Transaction> write) {
        if (!halving.hasNext(nowMs.getAsLong())) {
            return Future.succeededFuture();
        }
        Transaction transaction = write.apply(halving.next());
        return judged(transaction, true).compose(verdict -> {
            halving.take(verdict, transaction);
            return next(halving, write);
        });
    }

    /** Posts once, and once more with a token read again or a body not packed. Never fails. */
    private Future<Verdict> judged(Transaction transaction, boolean mayRepeat) {
        return http.post(transaction.body())
                .map(answer -> Judge.judge(answer, transaction, nowMs.getAsLong()))
                .otherwise(FhirUplink::unreachable)
                .compose(verdict -> {
                    boolean canRepeat = mayRepeat
                            && switch (verdict) {
                                case Verdict.Unauthorised _ -> http.forgetToken();
                                case Verdict.NotPacked _ -> http.stopPacking();
                                case Verdict.Answered _, Verdict.TurnedDown _, Verdict.NotNow _, Verdict.Failed _ ->
                                    false;
                            };
                    return canRepeat ? judged(transaction, false) : Future.succeededFuture(verdict);
                });
    }

    private static Verdict unreachable(Throwable failure) {
        String what = failure.getClass().getSimpleName(); // its text may quote an address with credentials
        return new Verdict.NotNow("no answer: " + what, Verdict.NotNow.UNSAID);
    }

    private Delivery delivery(Halving halving) {
        failedInARow = halving.isAnswered() ? 0 : failedInARow + (halving.hasFailed() ? 1 : 0);
        if (!halving.isStopped()) {
            return Delivery.of(halving.outcomes());
        }
        long pauseMs = Math.max(backoff.failed(), halving.retryAfterMs());
        LOG.info("uplink {}: {}, again in {} ms", name, halving.reason(), pauseMs);
        return new Delivery(halving.outcomes(), pauseMs, halving.reason());
    }

    /** Looks one observation up, now and then: a server that says 201 and keeps nothing is found out. */
    private Future<Delivery> confirmed(Batch batch, Delivery delivery) {
        boolean isDue = batches % READ_BACK_EVERY == 0 && !isReadBackRefused;
        if (delivery.accepted() == 0 || !isDue) {
            batches += delivery.accepted() == 0 ? 0 : 1;
            return Future.succeededFuture(settled(delivery));
        }
        ReadBack lookUp = ReadBack.of(batch, delivery);
        return http.get(lookUp.query())
                .map(answer -> believed(batch, delivery, lookUp, answer))
                .otherwise(failure -> delivery); // it could not be asked: what it said stands
    }

    private Delivery settled(Delivery delivery) {
        if (delivery.pauseMs() == 0) {
            backoff.worked();
        }
        return delivery;
    }

    private Delivery believed(Batch batch, Delivery delivery, ReadBack lookUp, Answer answer) {
        return switch (lookUp.judge(answer)) {
            case FOUND -> {
                batches++;
                yield settled(delivery);
            }
            case NOT_ALLOWED -> {
                isReadBackRefused = true;
                yield settled(delivery);
            }
            case MISSING -> {
                LOG.warn("uplink {}: what it said to have filed is not there", name);
                yield Delivery.later(batch, "said to be filed, but not there", backoff.failed());
            }
        };
    }
}
