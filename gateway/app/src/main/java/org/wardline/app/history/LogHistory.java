package org.wardline.app.history;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Whose;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * The history as the sealed log has it, in three ways by what they cost:
 *
 * <ul>
 *   <li>readings one by one: the start is found by halving, then every entry of the ward up to the end is looked at (an hour of
 *       thirty beds: 108,000 entries, 0.2 s of a server's core). Bounded by {@link #MAX_LOOKED_AT}; for spans of about an hour.
 *   <li>minutes, for trends of any length: kept in memory by {@link LogFollower}, milliseconds.
 *   <li>notes: their places are known, so only the blocks are read that hold one.
 * </ul>
 */
public final class LogHistory implements History {
    /** Entries looked at for one question; the oldest are left out. Thirty beds at one reading a second fill it in 3.7 h. */
    static final int MAX_LOOKED_AT = 400_000;
    /** A reading may come so long after it was measured and is still found. */
    static final long MAX_LATE_MS = 3_600_000;

    /** A device's clock may run ahead by so much. */
    private static final long AHEAD_MS = 2_000;

    private static final int CHUNK = 1_000;
    /** Notes as near to each other as this are read at once. */
    private static final int NEAR = 200;

    /** Entries before a note that may say what time it was; they lie in the same block and cost next to nothing. */
    private static final int BEFORE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(LogHistory.class);

    private final LogReader reader;
    private final SealedLog log;
    private final Supplier<Whose> whose;
    private final LongSupplier wallMs;
    private final int maxLookedAt;
    private final LogFollower follower; // on the reader's thread alone
    private final AtomicBoolean isFollowing = new AtomicBoolean();

    /**
     * A history.
     *
     * @param whose may be asked on any thread
     * @param present who lies in which bed now, whatever the wall clock says; on any thread
     * @param wallMs the wall clock
     */
    public LogHistory(
            LogReader reader,
            SealedLog log,
            Supplier<Whose> whose,
            Supplier<Map<BedId, StayId>> present,
            LongSupplier wallMs) {
        this(reader, log, whose, wallMs, new LogFollower(log, whose, present, wallMs), MAX_LOOKED_AT);
    }

    LogHistory(
            LogReader reader,
            SealedLog log,
            Supplier<Whose> whose,
            LongSupplier wallMs,
            LogFollower follower,
            int maxLookedAt) {
        this.reader = reader;
        this.log = log;
        this.whose = whose;
        this.wallMs = wallMs;
        this.follower = follower;
        this.maxLookedAt = maxLookedAt;
    }

    /**
     * A patient's signs by the minute.
     *
     * @param signs by name; only those that have values
     * @param isWhole whether all that the log keeps of the span is in; a while after a restart it is not, nor while the log
     *     grows faster than it is followed
     */
    public record Minutes(Map<String, List<Minute>> signs, boolean isWhole) {
        static final Minutes NONE = new Minutes(Map.of(), true);
    }

    @Override
    public Future<Span> of(Query query) {
        return reader.later(() -> {
            if (query.stay().isPresent() && !follower.isHere(query.stay().get())) {
                return Span.NONE; // who did lie here is nobody's business
            }
            return query.what() == What.ALL ? readAll(query) : readNotes(query);
        });
    }

    /**
     * Where a note of a patient stands in the log; 0 where it is not found.
     *
     * @param madeMs epoch milliseconds, by the wall that was
     */
    public Future<Long> numberOf(StayId stay, NoteEntry note, long madeMs) {
        return reader.later(() -> {
            follower.catchUp();
            long found = placeOf(stay, note, madeMs - AHEAD_MS);
            return found > 0 ? found : placeOf(stay, note, Long.MIN_VALUE); // the wall was set since
        });
    }

    private long placeOf(StayId stay, NoteEntry note, long fromMs) throws IOException {
        boolean _ = isIn(fromMs);
        long from = LogSearch.firstAt(log, fromMs);
        for (long number : follower.notes().between(from, log.lastNumber() + 1, Optional.of(stay))) {
            for (Numbered one : log.read(number, 1)) {
                if (one.number() == number && isSame(one.entry(), note)) {
                    return number;
                }
            }
        }
        return 0;
    }

    private static boolean isSame(Entry entry, NoteEntry note) {
        return entry instanceof NoteEntry other
                && other.kind() == note.kind()
                && other.json().equals(note.json());
    }

    /** The minutes of a patient who is here; of one who left, none. */
    public Future<Minutes> minutes(StayId stay, long fromMs, long toMs) {
        return reader.later(() -> {
            follower.catchUp();
            if (!follower.isHere(stay)) {
                return Minutes.NONE;
            }
            boolean isWhole = isIn(fromMs);
            return new Minutes(follower.minutes().between(stay, fromMs, toMs), isWhole);
        });
    }

    /** Whether everything since then and up to now is in; goes back for it as far as one question may. */
    private boolean isIn(long fromMs) throws IOException {
        if (follower.isWhole()) {
            return !follower.isBehind();
        }
        long wanted = LogSearch.firstAt(log, fromMs);
        if (wanted < follower.low()) {
            follower.goBack((int) Math.min(maxLookedAt, follower.low() - wanted));
        }
        return !follower.isBehind() && (follower.isWhole() || follower.low() <= wanted);
    }

    /** Time passes: takes in what is new, unless the last time is still at it. On any thread. */
    public void follow() {
        if (!isFollowing.getAndSet(true)) {
            var _ = reader.later(() -> {
                        follower.step();
                        return true;
                    })
                    .onFailure(failure -> LOG.debug(
                            "the log is followed later: {}", failure.getClass().getSimpleName()))
                    .onComplete(_ -> isFollowing.set(false));
        }
    }

    private Span readAll(Query query) throws IOException {
        long wanted = LogSearch.firstAt(log, query.fromMs() - AHEAD_MS);
        long end = end(query, MAX_LATE_MS);
        long first = Math.max(wanted, end - maxLookedAt);
        var found = new Found(query, whose.get());
        for (long next = first; next < end; ) {
            List<Numbered> chunk = log.read(next, (int) Math.min(CHUNK, end - next));
            if (chunk.isEmpty()) {
                break;
            }
            chunk.forEach(numbered -> found.look(numbered.entry()));
            next = chunk.getLast().number() + 1;
        }
        return found.span(first > wanted);
    }

    private Span readNotes(Query query) throws IOException {
        follower.catchUp();
        boolean isIn = isIn(query.fromMs() - AHEAD_MS);
        long wanted = LogSearch.firstAt(log, query.fromMs() - AHEAD_MS);
        List<Long> numbers = follower.notes().between(wanted, end(query, 0), query.stay());
        List<Long> newest = numbers.subList(Math.max(0, numbers.size() - MAX_ENTRIES), numbers.size());
        var found = new Found(query, whose.get());
        follower.wallMinusAtMs().ifPresent(found::seed);
        readAround(newest, found);
        return found.span(!isIn || wanted < follower.notes().from() || newest.size() < numbers.size());
    }

    /** Reads the blocks that hold these numbers; what stands near is read at once, and nothing twice. */
    private void readAround(List<Long> numbers, Found found) throws IOException {
        long next = 1;
        for (int at = 0; at < numbers.size(); ) {
            long from = Math.max(next, numbers.get(at) - BEFORE);
            while (at + 1 < numbers.size() && numbers.get(at + 1) - from < NEAR) {
                at++;
            }
            next = numbers.get(at) + 1;
            log.read(from, (int) (next - from)).forEach(numbered -> found.look(numbered.entry()));
            at++;
        }
    }

    private long end(Query query, long lateMs) throws IOException {
        return query.toMs() > wallMs.getAsLong() - lateMs
                ? log.lastNumber() + 1
                : LogSearch.firstAt(log, query.toMs() + lateMs);
    }
}
