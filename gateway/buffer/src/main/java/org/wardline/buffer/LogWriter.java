package org.wardline.buffer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.vitals.log.Entry;

/**
 * The one thread that writes the log. It groups what is offered into commits, and tells each write how it ended, on its own
 * thread: durable, or refused. A log that fails is reopened, with growing pauses; meanwhile writes are refused at once, so that
 * nobody waits for a disk that is gone.
 *
 * <p>Entries become the bytes of a block as they are offered, on the thread that offers them: what waits for the disk is small,
 * and nothing of it stands in the way of the garbage collector. What is refused is read back from there.
 *
 * <p>Nobody can interrupt it. An offer wakes it only when a commit is due by it, so a thousand offers a second cost a thousand
 * short locks and one wake-up.
 */
public final class LogWriter implements AutoCloseable {
    /** Writes that may wait; one more is not taken. */
    public static final int MAX_WRITES = 65_536;

    /** When so many bytes wait, as they will be stored, before packing, no more is taken. */
    public static final long MAX_BYTES = 8L << 20;

    /** What goes into one block, before packing; the rest follows at once in the next. */
    static final long MAX_BLOCK_BYTES = 512 * 1024;

    static final long FIRST_PAUSE_MS = 100;
    static final long LONGEST_PAUSE_MS = 5_000;
    private static final long CLOSE_MS = 10_000;
    private static final Sheaf NOTHING = new Sheaf(Body.EMPTY, List.of(), 0);
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    /** How the log is. */
    public enum State {
        OK,
        /** No room without giving up what is not delivered. */
        FULL,
        /** The disk or the store failed. */
        BROKEN
    }

    /**
     * How the log is, and since when.
     *
     * @param sinceMs wall clock
     * @param why for a person; empty when all is well
     */
    public record Health(State state, long sinceMs, String why) {}

    private final SealedLog log;
    private final LongSupplier wallClockMs;
    private final long tickMs;
    private final Object lock = new Object();
    private final EntryEncoder encoder = new EntryEncoder(); // guarded by lock, as all below up to the empty line
    private final Deque<Sheaf> full = new ArrayDeque<>();
    private final CommitWindow window;
    private List<Waiting> open = new ArrayList<>(); // whose entries are in the encoder
    private long openBytes;
    private long fullBytes;
    private int waiting;
    private boolean isClosing;

    private final Worker worker = new Worker();
    private volatile Health health;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private long pauseMs = FIRST_PAUSE_MS; // of the worker alone, as the next
    private long nextTryAtMs;

    /**
     * A write whose entries are in the body that it will be stored with.
     *
     * @param from how many entries of the body come before its own
     * @param to the same, with its own
     */
    private record Waiting(Write rest, int from, int to) {}

    /** What goes into one block. */
    private record Sheaf(Body body, List<Waiting> writes, long bytes) {}

    /** A thread that takes no interrupts: one would close the store under everybody's feet. */
    private final class Worker extends Thread {
        Worker() {
            super("sealed-log");
        }

        @Override
        public void interrupt() {
            LOG.warn("somebody tried to interrupt the log's thread: ignored");
        }

        @Override
        public void run() {
            work();
        }
    }

    /**
     * Takes the log over and starts.
     *
     * @param commitBytes a commit is due when so many wait
     * @param commitMaxMs or when one has waited so long
     */
    public LogWriter(SealedLog log, long commitBytes, long commitMaxMs, LongSupplier wallClockMs) {
        this.log = log;
        this.wallClockMs = wallClockMs;
        this.tickMs = Math.max(1, commitMaxMs);
        this.window = new CommitWindow(commitBytes, commitMaxMs);
        this.health = new Health(State.OK, wallClockMs.getAsLong(), "");
        worker.start();
    }

    /** Hands over a write; false when too much waits already or the log is closing, and then nobody is called. Never blocks. */
    public boolean offer(Write write) {
        boolean isDue;
        synchronized (lock) {
            if (isClosing || waiting >= MAX_WRITES || openBytes + fullBytes + write.leastBytes() > MAX_BYTES) {
                return false;
            }
            long now = nowMs();
            isDue = window.waitMs(now) == 0;
            try {
                window.add(now, gather(write));
            } catch (RuntimeException e) { // a bug of ours: what waits already is not touched by it
                LOG.error("an entry could not be written", e);
                return false;
            }
            boolean isFirst = waiting == 1; // it sleeps until its tick and must count anew
            isDue = isFirst || (!isDue && window.waitMs(now) == 0); // by this one: wake it once
        }
        if (isDue) {
            LockSupport.unpark(worker);
        }
        return true;
    }

    /** Gives the bytes that it takes. */
    private long gather(Write write) {
        int from = encoder.entries();
        long bytesBefore = encoder.lengthBytes();
        encoder.add(write.entries());
        open.add(new Waiting(write.withoutEntries(), from, encoder.entries()));
        waiting++;
        long bytes = write.bytesBesideEntries() + encoder.lengthBytes() - bytesBefore;
        openBytes += bytes;
        if (openBytes >= MAX_BLOCK_BYTES) {
            bind();
        }
        return bytes;
    }

    /** What was gathered is one block; a new one begins. */
    private void bind() {
        full.add(new Sheaf(encoder.take(), open, openBytes));
        fullBytes += openBytes;
        open = new ArrayList<>();
        openBytes = 0;
    }

    /** Commits what waits now: somebody cannot go on before. */
    public void hurry() {
        synchronized (lock) {
            window.hurry();
        }
        LockSupport.unpark(worker);
    }

    public Health health() {
        return health;
    }

    /** Commits that succeeded. */
    public long commits() {
        return commits.get();
    }

    /** Writes that were refused. */
    public long refusals() {
        return refusals.get();
    }

    /** Writes all that waits, calls everybody, closes the log. Waits for it, within a bound. */
    @Override
    public void close() {
        synchronized (lock) {
            isClosing = true;
        }
        LockSupport.unpark(worker);
        boolean wasInterrupted = false;
        long until = nowMs() + CLOSE_MS;
        while (worker.isAlive() && nowMs() < until) {
            try {
                worker.join(Math.max(1, until - nowMs()));
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (worker.isAlive()) {
            LOG.error("the log did not close within {} ms: the disk hangs", CLOSE_MS);
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                Optional<Sheaf> sheaf = take();
                if (sheaf.isPresent() || log.hasUnsavedStandings()) {
                    commit(sheaf.orElse(NOTHING));
                }
                goesOn = sheaf.isPresent() || !isOver();
            }
        } finally {
            end();
            log.close();
        }
    }

    /** Nothing is taken any more; what still waits (only after a bug of ours) is refused. */
    private void end() {
        List<Sheaf> left;
        synchronized (lock) {
            if (!isClosing) {
                say(State.BROKEN, "the log's thread ended");
            }
            isClosing = true;
            bind();
            left = List.copyOf(full);
            full.clear();
        }
        left.forEach(LogWriter::refuse);
    }

    private boolean isOver() {
        synchronized (lock) {
            return isClosing && waiting == 0;
        }
    }

    private static void refuse(Sheaf sheaf) {
        List<Entry> entries = sheaf.body.decoded();
        for (Waiting write : sheaf.writes) {
            call(() -> write.rest.refused().accept(entries.subList(write.from, write.to)));
        }
    }

    /** Waits for the next block's worth; nothing when a tick has passed without. */
    private Optional<Sheaf> take() {
        long tickAtMs = nowMs() + tickMs;
        while (true) {
            long waitMs;
            synchronized (lock) {
                long now = nowMs();
                waitMs = Math.min(window.waitMs(now), tickAtMs - now);
                if (isClosing || window.waitMs(now) == 0) {
                    return next(now);
                }
            }
            if (waitMs <= 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(waitMs)); // no longer than a window: see offer
        }
    }

    private Optional<Sheaf> next(long now) {
        window.close(now);
        if (full.isEmpty() && !open.isEmpty()) {
            bind();
        }
        Sheaf next = full.poll();
        if (next == null) {
            return Optional.empty();
        }
        fullBytes -= next.bytes;
        waiting -= next.writes.size();
        if (waiting > 0) {
            window.add(now, openBytes + fullBytes);
            window.hurry();
        }
        return Optional.of(next);
    }

    private void commit(Sheaf sheaf) {
        try {
            if (log.isBroken()) {
                reopen();
            }
            if (health.state == State.FULL && log.hasUnsavedStandings()) { // what was delivered meanwhile makes room
                long _ = log.commit(List.of(), List.of(), Map.of());
            }
            List<Quarantined> quarantined = new ArrayList<>();
            Map<String, byte[]> state = new HashMap<>();
            for (Waiting write : sheaf.writes) {
                quarantined.addAll(write.rest.quarantined());
                long number = log.lastNumber() + write.to;
                write.rest.state().forEach((name, value) -> state.put(name, StateAt.toBytes(number, value)));
            }
            long _ = log.commit(sheaf.body, quarantined, state);
            commits.incrementAndGet();
            pauseMs = FIRST_PAUSE_MS;
            say(State.OK, "");
        } catch (IOException | RuntimeException e) { // a bug of ours or of the store must not end this thread
            say(e instanceof LogFull ? State.FULL : State.BROKEN, String.valueOf(e.getMessage()));
            refusals.addAndGet(sheaf.writes.size());
            refuse(sheaf);
            return;
        }
        sheaf.writes.forEach(write -> call(write.rest.durable()));
    }

    private void reopen() throws IOException {
        long now = nowMs();
        if (now < nextTryAtMs) {
            throw new LogBroken(health.why);
        }
        nextTryAtMs = now + pauseMs;
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        log.reopen();
    }

    private void say(State state, String why) {
        Health before = health;
        if (before.state != state) {
            health = new Health(state, wallClockMs.getAsLong(), why);
            LOG.warn("the log is {} {}", state, why);
        }
    }

    private static void call(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("a callback of the log failed", e); // its own bug; the others must be called
        }
    }

    private static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }
}
