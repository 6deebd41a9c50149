package org.wardline.app;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
import org.wardline.app.records.StayBook;
import org.wardline.app.station.Records;
import org.wardline.buffer.SealedLog;
import org.wardline.core.WardView;
import org.wardline.core.Whose;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.Numbered;

/** Reads the log for hand-over, record and report, each from one pass over the entries in question. */
final class RecordsDesk implements Records {
    private static final int CHUNK = 2_000;
    private static final long HOUR_MS = 3_600_000;
    /** What was entered or measured so long before counts for NEWS2; most alarms that stand were raised since. */
    private static final long BEFORE_MS = 6 * HOUR_MS;
    /** A message may wait so long for the disk. */
    private static final long LATE_MS = 10_000;

    private final LogReader reader;
    private final SealedLog log;
    private final Supplier<Whose> whose;
    private final Supplier<WardView> view;
    private final Shifts shifts;

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
    }

    @Override
    public Shifts shifts() {
        return shifts;
    }

    @Override
    public Future<Handover> handover(Period when) {
        return reader.later(() -> {
            var chronicle = new Chronicle(when, occupants(whose.get()));
            walk(when, chronicle::take);
            return Handover.of(chronicle.told(), bedOrder());
        });
    }

    @Override
    public Future<Optional<BedRecord>> record(BedId bed, int hours) {
        return reader.later(() -> {
            long nowMs = System.currentTimeMillis();
            Whose now = whose.get();
            Optional<StayId> stay = now.stayIn(bed, nowMs);
            if (stay.isEmpty()) {
                return Optional.empty();
            }
            Period when = new Period(nowMs - hours * HOUR_MS, nowMs);
            var book = new BedBook(stay.get().name(), bed.name(), when, occupants(now));
            walk(when, book::take);
            return Optional.of(book.record());
        });
    }

    @Override
    public Future<AlarmReport> report(int days) {
        return reader.later(() -> {
            long nowMs = System.currentTimeMillis();
            Period when = new Period(nowMs - days * 24L * HOUR_MS, nowMs);
            var chronicle = new Chronicle(when, occupants(whose.get()));
            walk(when, chronicle::take);
            return AlarmReport.of(chronicle.told());
        });
    }

    private List<String> bedOrder() {
        return view.get().beds().stream().map(bed -> bed.bed().name()).toList();
    }

    private static StayBook.Occupants occupants(Whose now) {
        return (bed, wallMs) -> now.stayIn(new BedId(bed), wallMs).map(StayId::name);
    }

    /** Every entry that came in a time, and those just before it. */
    private void walk(Period when, Consumer<Entry> each) throws IOException {
        long next = LogSearch.firstAt(log, when.fromMs() - BEFORE_MS);
        long end = when.toMs() + LATE_MS >= System.currentTimeMillis()
                ? log.lastNumber() + 1
                : LogSearch.firstAt(log, when.toMs());
        while (next < end) {
            List<Numbered> chunk = log.read(next, (int) Math.min(CHUNK, end - next));
            if (chunk.isEmpty()) {
                return;
            }
            chunk.forEach(numbered -> each.accept(numbered.entry()));
            next = chunk.getLast().number() + 1;
        }
    }
}
