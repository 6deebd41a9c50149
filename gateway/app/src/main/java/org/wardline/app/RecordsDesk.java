package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

/**
 * Hand-over and report out of one chronicle that follows the log, so that a question costs no reading of days; the record of a
 * bed out of one pass over its hours. All reading is done on the thread of {@link LogReader}, step by step.
 */
final class RecordsDesk implements Records {
    /** Entries of one step, so that others on the thread come between. */
    static final int STEP = 20_000;

    private static final int CHUNK = 2_000;
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
    private final Chronicle chronicle; // on the reader's thread
    private long next; // number of the next entry that it hears
    private volatile boolean isFollowing;

    /**
     * A desk.
     *
     * @param whose, view may be asked on any thread
     */
    RecordsDesk(LogReader reader, SealedLog log, Supplier<Whose> whose, Supplier<WardView> view, Shifts shifts) {
        this.reader = reader;
        this.log = log;
        this.whose = whose;
        this.view = view;
        this.shifts = shifts;
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
                .onComplete(restMs -> {
                    isFollowing = false;
                    if (restMs.succeeded() && restMs.result() > 0) {
                        vertx.setTimer(restMs.result(), _ -> follow(vertx));
                    }
                });
    }

    private void hear(int most) throws IOException {
        long nowMs = System.currentTimeMillis();
        if (next == 0) {
            next = LogSearch.firstAt(log, nowMs - KEEP_MS);
        }
        long end = Math.min(log.lastNumber() + 1, next + most);
        next = read(next, end, chronicle::take);
        chronicle.forget(nowMs - KEEP_MS);
    }

    /** Reads from one number up to another; gives the number after the last. */
    private long read(long from, long end, Consumer<Entry> each) throws IOException {
        long at = from;
        while (at < end) {
            List<Numbered> chunk = log.read(at, (int) Math.min(CHUNK, end - at));
            if (chunk.isEmpty()) {
                return end;
            }
            chunk.forEach(numbered -> each.accept(numbered.entry()));
            at = chunk.getLast().number() + 1;
        }
        return at;
    }

    /** Answers once the chronicle has heard all; while it still reads days of a start, not now. */
    private <T> Future<T> heard(Callable<T> answer) {
        return reader.later(() -> {
            hear(STEP);
            if (next <= log.lastNumber()) {
                throw new IOException("the log of the last days is still being read");
            }
            return answer.call();
        });
    }

    @Override
    public Shifts shifts() {
        return shifts;
    }

    @Override
    public Future<Handover> handover(Period when) {
        return heard(() -> Handover.of(chronicle.told(when), bedOrder()));
    }

    @Override
    public Future<AlarmReport> report(int days) {
        return heard(() -> {
            long nowMs = System.currentTimeMillis();
            return AlarmReport.of(chronicle.told(new Period(nowMs - days * 24L * HOUR_MS, nowMs)));
        });
    }

    @Override
    public Future<Optional<BedRecord>> record(BedId bed, int hours) {
        return reader.later(() -> {
            long nowMs = System.currentTimeMillis();
            Optional<StayId> stay = Optional.ofNullable(view.get().present().get(bed));
            if (stay.isEmpty()) {
                return Optional.empty();
            }
            Period when = new Period(nowMs - hours * HOUR_MS, nowMs);
            var book = new BedBook(stay.get().name(), bed.name(), when, whose.get());
            long _ = read(LogSearch.firstAt(log, when.fromMs() - BEFORE_MS), log.lastNumber() + 1, book::take);
            return Optional.of(book.record());
        });
    }

    private List<String> bedOrder() {
        return view.get().beds().stream().map(bed -> bed.bed().name()).toList();
    }

    private Optional<String> stayIn(String bed, long wallMs) {
        return whose.get().stayIn(new BedId(bed), wallMs).map(StayId::name);
    }
}
