package org.wardline.app;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardline.app.history.LogReader;
import org.wardline.app.history.LogSearch;
import org.wardline.app.station.FhirPull;
import org.wardline.buffer.LogStat;
import org.wardline.buffer.Quarantined;
import org.wardline.buffer.SealedLog;
import org.wardline.sync.Entered;
import org.wardline.sync.Observation;
import org.wardline.sync.Observations;
import org.wardline.sync.Subject;
import org.wardline.sync.Whose;
import org.wardline.sync.Withdrawn;
import org.wardline.sync.fhir.FhirQuery;
import org.wardline.sync.fhir.FhirSearch;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Reads the log for the pull interface, on the thread of all who read it. What has no patient, and what is only a test, is
 * not there: nothing is filed by guess, whichever way it leaves.
 */
final class PullShelf implements FhirPull.Shelf {
    static final int CHUNK = 500;
    /** Entries looked at for one page: a search that finds little goes on in the next. */
    private static final int MAX_LOOKED_AT = 20_000;

    private final LogReader reader;
    private final SealedLog log;
    private final Whose whose;

    PullShelf(LogReader reader, SealedLog log, Whose whose) {
        this.reader = reader;
        this.log = log;
        this.whose = whose;
    }

    @Override
    public Future<Optional<FhirPull.Page>> page(FhirQuery query) {
        return reader.later(() -> query.after() > log.lastNumber() ? Optional.empty() : Optional.of(read(query)));
    }

    private FhirPull.Page read(FhirQuery query) throws IOException {
        long last = log.lastNumber();
        long after = Math.max(query.after(), LogSearch.firstAt(log, query.fromMs()) - 1);
        List<FhirSearch.Found> found = new ArrayList<>();
        long end = Math.min(last, after + MAX_LOOKED_AT);
        while (after < end && found.size() < query.count()) {
            int most = (int) Math.min(CHUNK, end - after);
            List<Numbered> chunk = log.read(after + 1, most + Entered.MAX_FOLLOWING);
            if (chunk.isEmpty()) {
                return new FhirPull.Page(found, Optional.empty());
            }
            for (int at = 0; at < Math.min(most, chunk.size()); at++) {
                after = chunk.get(at).number();
                add(chunk, at, query, found);
                if (found.size() >= query.count()) { // a reading is served whole: a page may be a little longer
                    break;
                }
            }
        }
        return new FhirPull.Page(found, after < last ? Optional.of(after) : Optional.empty());
    }

    private void add(List<Numbered> chunk, int at, FhirQuery query, List<FhirSearch.Found> found) {
        switch (chunk.get(at).entry()) {
            case ReadingEntry entry -> {
                long storedMs = entry.reading().receivedAtMs();
                add(whose.of(entry), new Stored(storedMs, false), () -> Observations.single(entry, 0), query, found);
            }
            case NoteEntry _ -> {
                Entered.at(chunk, at)
                        .ifPresent(entered -> add(
                                whose.of(entered.stay()),
                                new Stored(entered.enteredMs(), false),
                                entered::observations,
                                query,
                                found));
                Withdrawn.at(chunk, at).ifPresent(withdrawn -> add(withdrawn, query, found));
            }
        }
    }

    /** In error from then on; a page has a resource once, as it is now. */
    private void add(Withdrawn withdrawn, FhirQuery query, List<FhirSearch.Found> found) {
        List<Observation> was = withdrawn.was().observations();
        int before = found.size();
        var stored = new Stored(withdrawn.withdrawnMs(), true);
        add(whose.of(withdrawn.was().stay()), stored, () -> was, query, found);
        if (found.size() > before) {
            found.subList(0, before)
                    .removeIf(one -> was.stream()
                            .anyMatch(each ->
                                    each.identifier().equals(one.observation().identifier())));
        }
    }

    /** When it came to be so, and whether it was entered in error. */
    private record Stored(long atMs, boolean isError) {}

    private static void add(
            Optional<Subject> subject,
            Stored stored,
            Supplier<List<Observation>> observations,
            FhirQuery query,
            List<FhirSearch.Found> found) {
        if (subject.isPresent() && stored.atMs() >= query.fromMs() && stored.atMs() < query.beforeMs()) {
            for (Observation observation : observations.get()) {
                found.add(new FhirSearch.Found(observation, subject.get(), stored.atMs(), stored.isError()));
            }
        }
    }

    /** The newest messages in quarantine. */
    Future<List<Quarantined>> quarantine(int most) {
        return reader.later(() -> log.quarantine(most));
    }

    /** When the oldest reading that is still kept was received; {@link Long#MAX_VALUE} when none is. */
    Future<Long> oldestReceivedMs() {
        return reader.later(() -> LogSearch.oldestMs(log));
    }

    /** Figures of the log. */
    Future<LogStat> stat() {
        return reader.later(log::stat);
    }

    /** Messages that had to make room in the quarantine. */
    Future<Long> quarantineDropped() {
        return reader.later(() -> log.stat().quarantineDropped());
    }
}
