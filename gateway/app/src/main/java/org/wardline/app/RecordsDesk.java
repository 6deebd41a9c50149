package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.history.LogReader;
import org.wardline.app.history.LogSearch;
import org.wardline.app.records.AlarmReport;
import org.wardline.app.records.BedBook;
import org.wardline.app.records.BedRecord;
import org.wardline.app.records.Chronicle;
import org.wardline.app.records.Handover;
import org.wardline.app.records.Period;
import org.wardline.app.records.Shifts;
import org.wardline.app.station.Records;
import org.wardline.buffer.SealedLog;
import org.wardline.core.WardView;
import org.wardline.core.Whose;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Numbered;

/**
 * Hand-over and report out of one chronicle that follows the log, so that a question costs no reading of days; the record of a
 * bed out of one pass over its hours. All reading is done on the thread of {@link LogReader}, step by step.
 */
final class RecordsDesk implements Records {
    private static final Logger LOG = LoggerFactory.getLogger(RecordsDesk.class);

    /** Entries of one step, so that others on the thread come between. */
    static final int STEP = 20_000;

    private static final int CHUNK = 2_000;
    /** Records that are written at a time; each holds the values of its hours. */
    static final int MAX_RECORDS = 4;

    private static final long FOLLOW_MS = 10_000;
    /** Of ten parts of time, the reading of what was before takes one: a flood of readings, or the days before a start, must not cost the ward. */
    private static final int REST = 9;

    private static final long HOUR_MS = 3_600_000;
    private static final long KEEP_MS = 73 * HOUR_MS;
    /** What was entered or measured so long before counts for NEWS2. */
    private static final long BEFORE_MS = 6 * HOUR_MS;

    private final LogReader reader;
    private final SealedLog log;
    private final Supplier<Whose> whose;
    private final Supplier<WardView> view;
    private final Shifts shifts;
    private final LongSupplier wallMs;
    private final Chronicle chronicle; // on the reader's thread
    private long first; // number of the first entry that it heard
    private long next; // number of the next entry that it hears
    private final AtomicInteger writing = new AtomicInteger();
    private volatile boolean isFollowing;

    /**
     * A desk.
     *
     * @param whose, view may be asked on any thread
     */
    RecordsDesk(
            LogReader reader,
            SealedLog log,
            Supplier<Whose> whose,
            Supplier<WardView> view,
            Shifts shifts,
            LongSupplier wallMs) {
        this.reader = reader;
        this.log = log;
        this.whose = whose;
        this.view = view;
        this.shifts = shifts;
        this.wallMs = wallMs;
        this.chronicle = new Chronicle(this::stayIn);
    }

    /** Follows the log from now on. */
    RecordsDesk follows(Vertx vertx) {
        follow(vertx);
        vertx.setPeriodic(FOLLOW_MS, _ -> follow(vertx));
        return this;
    }

    /** One step; the next one after a rest, when that left some. */
    private void follow(Vertx vertx) {
        if (isFollowing) {
            return;
        }
        isFollowing = true;
        var _ = reader.later(() -> {
                    long beganNanos = System.nanoTime();
                    hear(STEP);
                    long tookMs = (System.nanoTime() - beganNanos) / 1_000_000;
                    return next <= log.lastNumber() ? REST * tookMs + 1 : 0;
                })
                .onFailure(failure -> LOG.warn(
                        "an entry of the log is told nowhere: {}",
                        failure.getClass().getSimpleName()))
                .onComplete(restMs -> {
                    isFollowing = false;
                    if (restMs.succeeded() && restMs.result() > 0) {
                        vertx.setTimer(restMs.result(), _ -> follow(vertx));
                    }
                });
    }

    private void hear(int most) throws IOException {
        long nowMs = wallMs.getAsLong();
        if (next == 0) {
            next = LogSearch.firstAt(log, nowMs - KEEP_MS);
            first = next;
        }
        long end = Math.min(log.lastNumber() + 1, next + most);
        next = read(next, end, numbered -> {
            next = numbered.number() + 1; // first: what fails is not heard again, and nothing before it twice
            chronicle.take(numbered.entry());
        });
        chronicle.forget(nowMs - KEEP_MS);
    }

    /** Reads from one number up to another; gives the number after the last. */
    private long read(long from, long end, Consumer<Numbered> each) throws IOException {
        long at = from;
        while (at < end) {
            List<Numbered> chunk = log.read(at, (int) Math.min(CHUNK, end - at));
            if (chunk.isEmpty()) {
                return end;
            }
            chunk.forEach(each);
            at = chunk.getLast().number() + 1;
        }
        return at;
    }

    /** Answers once the chronicle has heard all; while it still reads days of a start, not now. */
    private <T> Future<T> heard(Callable<T> answer) {
        return reader.later(() -> {
            hear(STEP);
            long all = log.lastNumber() + 1 - first;
            if (next <= log.lastNumber()) {
                throw new StillReading((int) (100 * (next - first) / all));
            }
            return answer.call();
        });
    }

    @Override
    public Shifts shifts() {
        return shifts;
    }

    @Override
    public Future<Handover> handover(Period when, Set<String> beds) {
        return heard(() -> Handover.of(chronicle.told(when).about(beds), bedOrder()));
    }

    @Override
    public Future<AlarmReport> report(int days, Set<String> beds) {
        return heard(() -> {
            long nowMs = wallMs.getAsLong();
            return AlarmReport.of(chronicle
                    .told(new Period(nowMs - days * 24L * HOUR_MS, nowMs))
                    .about(beds));
        });
    }

    @Override
    public Future<Optional<BedRecord>> record(BedId bed, int hours) {
        Optional<StayId> stay = Optional.ofNullable(view.get().present().get(bed));
        if (stay.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        if (writing.incrementAndGet() > MAX_RECORDS) {
            writing.decrementAndGet();
            return Future.failedFuture(new IOException("other records are being written"));
        }
        long nowMs = wallMs.getAsLong();
        Period when = new Period(nowMs - hours * HOUR_MS, nowMs);
        var book = new BedBook(stay.get().name(), bed.name(), when, whose.get());
        return reader.later(() -> LogSearch.firstAt(log, when.fromMs() - BEFORE_MS))
                .compose(from -> write(book, from, log.lastNumber() + 1))
                .map(Optional::of)
                .onComplete(_ -> writing.decrementAndGet());
    }

    /** Step by step, so that others on the thread come between. */
    private Future<BedRecord> write(BedBook book, long from, long end) {
        return reader.later(() -> read(from, Math.min(end, from + STEP), numbered -> book.take(numbered.entry())))
                .compose(next -> next < end ? write(book, next, end) : reader.later(book::record));
    }

    private List<String> bedOrder() {
        return view.get().beds().stream().map(bed -> bed.bed().name()).toList();
    }

    private Optional<String> stayIn(String bed, long wallMs) {
        return whose.get().stayIn(new BedId(bed), wallMs).map(StayId::name);
    }
}
