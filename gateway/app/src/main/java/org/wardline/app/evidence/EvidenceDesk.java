package org.wardline.app.evidence;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.app.history.LogReader;
import org.wardline.app.history.LogSearch;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Now;
import org.wardline.core.Rehearsal.Limit;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * Finds the evidence of an alarm in the log: from its beginning to its end, and of what was before as little as the engine
 * needs to say the same again. How little is found by trial: the look-backs in turn, the shortest first, until a run over what
 * was found reproduces every line; the last one stands as it is. In short steps on the thread of the log's readers.
 */
public final class EvidenceDesk {
    /** Entries of the ward looked at for one window; a longer one is cut and says that it does not reproduce. */
    static final long MAX_LOOKED_AT = 2_000_000;

    private static final int STEP = 20_000;
    private static final int CHUNK = 2_000;
    private static final long AROUND_MS = 2_000;
    private static final long MINUTE_MS = 60_000;

    /** Enough for: a run of values and its delay; a trend; a silence or a value taken now and then; what NEWS2 goes by. */
    static final List<Long> LOOK_BACK_MS = List.of(3 * MINUTE_MS, 15 * MINUTE_MS, 70 * MINUTE_MS, 7 * 60 * MINUTE_MS);

    private final LogReader reader;
    private final SealedLog log;
    private final Judging judging;

    public EvidenceDesk(LogReader reader, SealedLog log, Judging judging) {
        this.reader = reader;
        this.log = log;
        this.judging = judging;
    }

    /**
     * An alarm that somebody asks about.
     *
     * @param notes of its patient, or of the ward, as far back as they are kept
     * @param links of the patient that stand now
     * @param contracts links of everybody that stand now
     * @param limits of the patient's own that stand now
     */
    public record Question(
            String alarm,
            List<NoteEntry> notes,
            String bed,
            int news2Scale,
            List<AlarmEvent.DeviceLinked> links,
            List<AlarmEvent.DeviceLinked> contracts,
            List<Limit> limits,
            Now now) {
        public Question {
            notes = List.copyOf(notes);
            links = List.copyOf(links);
            contracts = List.copyOf(contracts);
            limits = List.copyOf(limits);
        }
    }

    /** The evidence as a document; empty when the beginning of the alarm is not kept any more. */
    public Future<Optional<Map<String, @Nullable Object>>> of(Question asked) {
        var standing =
                new Case.Standing(asked.bed(), asked.news2Scale(), asked.links(), asked.contracts(), asked.limits());
        var of = new Case(asked.alarm(), asked.notes(), standing);
        if (!of.isTold()) {
            return Future.succeededFuture(Optional.empty());
        }
        long endAtMs = of.overAtMs().orElse(lastAtMs(of, asked.now()));
        return tried(of, endAtMs, windows(asked.alarm())).map(Optional::of);
    }

    /** An alarm that stands is told up to what is stored of it. */
    private static long lastAtMs(Case of, Now now) {
        return Math.min(now.atMs(), of.lines().getLast().atMs());
    }

    private static List<Long> windows(String alarm) {
        return alarm.contains(":news2.") ? List.of(LOOK_BACK_MS.getLast()) : LOOK_BACK_MS;
    }

    private Future<Map<String, @Nullable Object>> tried(Case of, long endAtMs, List<Long> lookBackMs) {
        long fromAtMs = Math.max(0, of.raisedAtMs() - lookBackMs.getFirst());
        return read(of, fromAtMs, endAtMs)
                .compose(window -> reader.later(() -> new EvidenceWriter(judging, of).write(window, fromAtMs, endAtMs)))
                .compose(written -> {
                    boolean isLast = lookBackMs.size() == 1 || fromAtMs == 0;
                    return written.isReproduced() || isLast
                            ? Future.succeededFuture(written.document())
                            : tried(of, endAtMs, lookBackMs.subList(1, lookBackMs.size()));
                });
    }

    private Future<Window> read(Case of, long fromAtMs, long endAtMs) {
        var window = new Window(of, fromAtMs, endAtMs);
        return reader.later(() -> new long[] {
                    LogSearch.firstAt(log, of.clock(fromAtMs).wallMs() - AROUND_MS),
                    LogSearch.firstAt(log, of.clock(endAtMs).wallMs() + AROUND_MS)
                })
                .compose(bounds -> steps(window, bounds[0], Math.min(bounds[1], bounds[0] + MAX_LOOKED_AT)));
    }

    private Future<Window> steps(Window window, long from, long end) {
        return reader.later(() -> step(window, from, end))
                .compose(next -> next >= end ? Future.succeededFuture(window) : steps(window, next, end));
    }

    private long step(Window window, long from, long end) throws IOException {
        long next = from;
        long stop = Math.min(end, from + STEP);
        while (next < stop) {
            List<Numbered> chunk = log.read(next, (int) Math.min(CHUNK, stop - next));
            if (chunk.isEmpty()) {
                return end;
            }
            chunk.forEach(numbered -> window.look(numbered.entry()));
            next = chunk.getLast().number() + 1;
        }
        return next;
    }
}
