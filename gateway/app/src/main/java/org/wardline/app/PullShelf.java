package org.wardline.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.wardline.app.station.FhirPull;
import org.wardline.buffer.LogStat;
import org.wardline.buffer.SealedLog;
import org.wardline.sync.Observation;
import org.wardline.sync.Observations;
import org.wardline.sync.Subject;
import org.wardline.sync.Whose;
import org.wardline.sync.fhir.FhirQuery;
import org.wardline.sync.fhir.FhirSearch;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Reads the log for the pull interface, on a plain thread of its own that nobody interrupts. What has no patient, and what
 * is only a test, is not there: nothing is filed by guess, whichever way it leaves.
 */
final class PullShelf implements FhirPull.Shelf, AutoCloseable {
    private static final int CHUNK = 500;
    /** Entries looked at for one page: a search that finds little goes on in the next. */
    private static final int MAX_LOOKED_AT = 20_000;

    private final SealedLog log;
    private final Whose whose;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("pull").daemon(true).factory());

    PullShelf(SealedLog log, Whose whose) {
        this.log = log;
        this.whose = whose;
    }

    @Override
    public Future<FhirPull.Page> page(FhirQuery query) {
        return later(() -> read(query));
    }

    /** Runs on the thread of this shelf; fails when that is closed or the log cannot be read: asked again later. */
    private <T> Future<T> later(Callable<T> look) {
        Promise<T> seen = Promise.promise();
        try {
            thread.execute(() -> {
                try {
                    seen.complete(look.call());
                } catch (Exception e) { // what it throws is said to the asker as "not now"
                    seen.fail(e);
                }
            });
        } catch (RejectedExecutionException e) { // stopping
            seen.fail(e);
        }
        return seen.future();
    }

    private FhirPull.Page read(FhirQuery query) throws IOException {
        long last = log.lastNumber();
        long after = Math.max(query.after(), firstAt(query.fromMs(), last) - 1);
        List<FhirSearch.Found> found = new ArrayList<>();
        long end = Math.min(last, after + MAX_LOOKED_AT);
        while (after < end && found.size() < query.count()) {
            List<Numbered> chunk = log.read(after + 1, (int) Math.min(CHUNK, end - after));
            if (chunk.isEmpty()) {
                return new FhirPull.Page(found, Optional.empty());
            }
            for (Numbered numbered : chunk) {
                after = numbered.number();
                add(numbered, query, found);
                if (found.size() >= query.count()) { // a reading is served whole: a page may be a little longer
                    break;
                }
            }
        }
        return new FhirPull.Page(found, after < last ? Optional.of(after) : Optional.empty());
    }

    private void add(Numbered numbered, FhirQuery query, List<FhirSearch.Found> found) {
        if (!(numbered.entry() instanceof ReadingEntry entry)) {
            return;
        }
        long storedMs = entry.reading().receivedAtMs();
        Optional<Subject> subject = whose.of(entry);
        if (subject.isEmpty() || storedMs < query.fromMs() || storedMs >= query.beforeMs()) {
            return;
        }
        for (Observation observation : Observations.single(entry, 0)) {
            found.add(new FhirSearch.Found(observation, subject.get(), storedMs));
        }
    }

    /** The number of the first entry that may have been received from then on; the log is in order of receipt. */
    private long firstAt(long wallMs, long last) throws IOException {
        long low = log.firstNumber();
        long high = last + 1;
        while (wallMs != Long.MIN_VALUE && low < high) {
            long middle = (low + high) >>> 1;
            if (receivedAt(middle, high) < wallMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When the first reading from a number on was received; before all time where there is none up to the end. */
    private long receivedAt(long number, long end) throws IOException {
        for (Numbered numbered : log.read(number, (int) Math.min(CHUNK, end - number))) {
            if (numbered.entry() instanceof ReadingEntry entry) {
                return entry.reading().receivedAtMs();
            }
        }
        return Long.MIN_VALUE;
    }

    /** Figures of the log. */
    Future<LogStat> stat() {
        return later(log::stat);
    }

    /** Messages that had to make room in the quarantine. */
    Future<Long> quarantineDropped() {
        return later(() -> log.stat().quarantineDropped());
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
