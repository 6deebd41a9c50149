package org.wardline.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.PatientReading;
import org.wardline.vitals.StayId;

/**
 * The one thread on which a model works, with a bounded mailbox before it.
 *
 * <p>Whoever offers a reading never waits and never sees an exception: if the mailbox is full, or the model is refused, barred, slow or gone, the
 * reading is not scored, and that is counted. The model is loaded on this thread, after {@link #start}.
 */
public final class ScoringLane implements AutoCloseable {
    /** Readings and discharges that may wait. */
    public static final int MAILBOX = 16_384;

    /** Readings taken before scores are given, so that a backlog is caught up before it is judged. */
    static final int MAX_IN_ONE_PASS = MAILBOX / 2;

    /** Passes after which a model has shown that it does not take the process down. */
    static final int TRIAL_PASSES = 20;

    /**
     * What comes within so long is scored together, or as soon as it is {@link #MAX_IN_ONE_PASS}: a wake-up a reading costs more
     * than its score, and a patient is as unlike himself a moment later.
     */
    private static final long GATHER_MS = 200;

    private static final long JOIN_MS = 1_000;

    private final Setup setup;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private final long gatherMs;
    private final BlockingQueue<Letter> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final AtomicInteger waiting = new AtomicInteger(); // readings in the mailbox
    private final Thread thread;
    private final AtomicLong notScored = new AtomicLong();
    private final Breaker breaker;
    private final Map<StayId, Long> scoredAtMs = new HashMap<>();

    private volatile State state = State.LOADING;
    private volatile String detail = "";
    private volatile long busySinceNanos = -1;
    private volatile Scorer.Counts counts = new Scorer.Counts(0, 0, 0, 0, 0);
    private volatile boolean isClosed;
    private @Nullable Scorer scorer; // of the lane's thread alone
    private int passes;

    /** How a model is doing. */
    public enum State {
        LOADING,
        READY,
        /** Not loaded: see the detail. */
        REFUSED,
        /** Taken off after it was slow or silent, or failed, too often. */
        BARRED,
        /** A run has not come back within the budget. */
        STUCK
    }

    /**
     * How a lane works.
     *
     * @param source what is loaded
     * @param strideMs a patient is scored at most so often; 0: with every burst
     * @param budgetMs what a pass may take
     * @param guard remembers crashes across starts, if given
     */
    public record Setup(Loader source, long strideMs, long budgetMs, Optional<CrashGuardFile> guard) {
        /** What a pass over a whole ward may take: a hundred times what it takes on a Pi. */
        public static final long BUDGET_MS = 250;

        /**
         * A model with the usual budget.
         *
         * @param trialFile where it is written down that the model is being tried out; gone when it came through
         */
        public static Setup of(ModelSource model, long strideMs, Path trialFile) {
            return new Setup(
                    () -> Scorer.load(model),
                    strideMs,
                    BUDGET_MS,
                    Optional.of(new CrashGuardFile(trialFile, identity(model))));
        }

        private static String identity(ModelSource model) {
            try {
                return ModelManifest.read(model).sha256();
            } catch (ModelRefused e) {
                return model.name(); // it will be refused again, with its reason, when it is loaded
            }
        }
    }

    /** The file of a {@link CrashGuard}, and what names the model in it. */
    public record CrashGuardFile(Path file, String model) {}

    /** Gives the model, on the lane's own thread. */
    public interface Loader {
        /** Loads it or refuses it. */
        Scorer load() throws ModelRefused;
    }

    /** Hears what comes of it, on the lane's thread: hand it over, do not work there. */
    public interface Listener {
        /** Scores of one pass, at least one. */
        void scored(List<Score> scores);

        /** A state other than before, once. */
        void changed(State state, String detail);
    }

    /** What waits: readings that came together, or a discharge. */
    private record Letter(List<PatientReading> readings, Optional<StayId> gone, long nowMs) {}

    public ScoringLane(String name, Setup setup, Listener listener) {
        this(name, setup, listener, System::nanoTime);
    }

    ScoringLane(String name, Setup setup, Listener listener, LongSupplier nanoTime) {
        this(name, setup, listener, nanoTime, GATHER_MS);
    }

    ScoringLane(String name, Setup setup, Listener listener, LongSupplier nanoTime, long gatherMs) {
        this.gatherMs = gatherMs;
        this.setup = setup;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.breaker = new Breaker(setup.budgetMs());
        this.thread = new Thread(this::work, "score-" + name);
        this.thread.setDaemon(true);
        this.thread.setUncaughtExceptionHandler((dead, why) -> change(State.BARRED, "its thread died"));
    }

    /** Begins to load the model and to score. */
    public void start() {
        thread.start();
    }

    /** Takes readings that came together, to be scored as of now: the first so many of them. Never waits. */
    public int offer(List<PatientReading> readings, long nowMs) {
        int room = isOpen() ? Math.clamp(MAILBOX - waiting.get(), 0, readings.size()) : 0;
        boolean isTaken = room > 0 && mailbox.offer(new Letter(readings.subList(0, room), Optional.empty(), nowMs));
        int taken = isTaken ? room : 0;
        int before = waiting.getAndAdd(taken);
        if (before < MAX_IN_ONE_PASS && before + taken >= MAX_IN_ONE_PASS) {
            LockSupport.unpark(thread);
        }
        notScored.addAndGet(readings.size() - taken);
        return taken;
    }

    /** A discharge: nothing of the stay is kept. If even this finds no room, the stay is forgotten when others push it out. */
    public boolean forget(StayId stay, long nowMs) {
        return mailbox.offer(new Letter(List.of(), Optional.of(stay), nowMs));
    }

    /** How it is doing; notices by itself that a run does not come back. */
    public State state() {
        long since = busySinceNanos;
        boolean isBusy =
                since >= 0 && nanoTime.getAsLong() - since > 1_000_000 * Breaker.MAX_BAD_IN_A_ROW * setup.budgetMs();
        return isBusy && state == State.READY ? State.STUCK : state;
    }

    /** Why it is not ready; empty when it is. */
    public String detail() {
        return detail;
    }

    /** Readings that were offered and not taken, or taken and then not looked at. */
    public long notScored() {
        return notScored.get();
    }

    /** What became of what was scored, as of the last pass. */
    public Scorer.Counts counts() {
        return counts;
    }

    private boolean isOpen() {
        State now = state;
        return !isClosed && (now == State.LOADING || now == State.READY);
    }

    /** Readings that wait. */
    public int waiting() {
        return waiting.get();
    }

    /** Ends the thread; a run that does not come back is left behind. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Letter> letters = new ArrayList<>();
        try {
            load();
            while (!isClosed && scorer != null) {
                letters.add(mailbox.take());
                gather();
                open(letters);
                pass(letters);
                letters.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException e) {
            change(State.BARRED, "it failed: " + e.getClass().getSimpleName());
        } finally {
            unload();
            lost(letters);
            lostWaiting();
        }
    }

    /** Takes what waits, as much as one pass is. */
    private void open(List<Letter> letters) {
        int readings = letters.getFirst().readings.size();
        for (Letter next = null; readings < MAX_IN_ONE_PASS; readings += next.readings.size()) {
            next = mailbox.poll();
            if (next == null) {
                break;
            }
            letters.add(next);
        }
        waiting.addAndGet(-readings);
    }

    private void gather() throws InterruptedException {
        long untilNanos = System.nanoTime() + gatherMs * 1_000_000;
        while (waiting.get() < MAX_IN_ONE_PASS && System.nanoTime() < untilNanos) {
            LockSupport.parkNanos(this, untilNanos - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void lostWaiting() {
        List<Letter> letters = new ArrayList<>();
        mailbox.drainTo(letters);
        lost(letters);
        waiting.addAndGet(
                -letters.stream().mapToInt(letter -> letter.readings.size()).sum());
    }

    private void lost(List<Letter> letters) {
        notScored.addAndGet(
                letters.stream().mapToInt(letter -> letter.readings.size()).sum());
    }

    /** Loads the model, or says why not. */
    void load() {
        try {
            if (setup.guard().isPresent()) {
                guard(setup.guard().get()).beginning(setup.guard().get().model());
            }
            scorer = setup.source().load();
            change(State.READY, "");
        } catch (ModelRefused e) {
            change(State.REFUSED, String.valueOf(e.getMessage()));
            lostWaiting();
            if (e.why() != ModelRefused.Why.BARRED) {
                survived(); // refused is not crashed
            }
        }
    }

    /** What waited a moment ago: heard, then scored where the stride allows, in the order in which stays were heard of. */
    private void pass(List<Letter> letters) {
        Scorer model = scorer;
        if (model == null) {
            return;
        }
        long startNanos = nanoTime.getAsLong();
        busySinceNanos = startNanos;
        Set<StayId> due = new LinkedHashSet<>();
        long nowMs = Long.MIN_VALUE;
        for (Letter letter : letters) {
            nowMs = Math.max(nowMs, letter.nowMs);
            StayId before = null;
            for (PatientReading heard : letter.readings) {
                model.hear(heard.stay(), heard.reading());
                if (!heard.stay().equals(before)) { // readings of one stay often come together
                    before = heard.stay();
                    due.add(before);
                }
            }
            letter.gone.ifPresent(stay -> {
                model.forget(stay);
                scoredAtMs.remove(stay);
                due.remove(stay);
            });
        }
        long asOfMs = nowMs;
        due.removeIf(stay -> asOfMs - scoredAtMs.getOrDefault(stay, asOfMs - setup.strideMs()) < setup.strideMs());
        Scorer.Counts before = model.counts();
        List<Score> scores = model.score(due, nowMs);
        due.forEach(stay -> remember(stay, asOfMs));
        busySinceNanos = -1;
        counts = model.counts();
        judge(before, model.counts(), (nanoTime.getAsLong() - startNanos) / 1_000_000);
        if (!scores.isEmpty()) {
            listener.scored(scores);
        }
    }

    private void remember(StayId stay, long nowMs) {
        if (scoredAtMs.size() >= Scorer.MAX_STAYS && !scoredAtMs.containsKey(stay)) {
            scoredAtMs.clear(); // costs a score more for each, and is bounded
        }
        scoredAtMs.put(stay, nowMs);
    }

    private void judge(Scorer.Counts before, Scorer.Counts after, long tookMs) {
        boolean hasFailed = after.scored() == before.scored()
                && (after.noScore() > before.noScore() || after.failedRuns() > before.failedRuns());
        Optional<String> why = breaker.judge(tookMs, hasFailed);
        if (why.isPresent()) {
            unload();
            change(State.BARRED, why.get());
            lostWaiting();
        }
        passes++;
        if (passes == TRIAL_PASSES) {
            survived();
        }
    }

    private void survived() {
        try {
            if (setup.guard().isPresent()) {
                guard(setup.guard().get()).survived();
            }
        } catch (IOException e) {
            change(State.READY, "the file of its trial cannot be taken away");
        }
    }

    private void unload() {
        Scorer model = scorer;
        scorer = null;
        if (model != null) {
            model.close();
            survived();
        }
    }

    private void change(State next, String why) {
        state = next;
        detail = why;
        listener.changed(next, why);
    }

    private static CrashGuard guard(CrashGuardFile of) {
        return new CrashGuard(of.file());
    }
}
