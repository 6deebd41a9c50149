package org.wardline.app;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.station.Deed;
import org.wardline.app.station.Trail;
import org.wardline.buffer.AuditAnchor;
import org.wardline.buffer.AuditLine;
import org.wardline.buffer.AuditTrail;
import org.wardline.core.Now;

/**
 * Writes what people did into the audit trail, on a thread of its own: what waits goes with one flush. Lines that cannot be kept
 * are counted, and the trail says how many as soon as it can be written again.
 */
final class Scribe implements Trail, AutoCloseable {
    /** Deeds that may wait for the disk; one more is not kept. */
    static final int MAX_WAITING = 4_096;

    /** Lines of one flush. */
    static final int MAX_BATCH = 256;

    /** Lines a minute of somebody who is not signed in: whoever knocks without end must not push out what people did. */
    static final int STRANGERS_A_MINUTE = 120;

    /** Whoever acts waits no longer for the trail; a disk that takes longer is one that fails. */
    static final long NOTE_MS = 2_000;

    private static final long MINUTE_MS = 60_000;
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    private final Opening opening;
    private final Supplier<Now> now;
    private final BiConsumer<AuditAnchor, Runnable> anchors;
    private final Consumer<Boolean> failing;
    private final long noteMs;
    private final Deque<Waiting> waiting = new ArrayDeque<>(); // guarded by itself, as all below up to the empty line
    private long strangersSinceMs;
    private int strangers;
    private long passedOver;
    private long lost;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("audit").daemon(true).factory());
    private @Nullable AuditTrail trail; // of the thread, as the next
    private volatile boolean isFailing; // changed by say() alone

    /** Opens the trail, whenever that is possible. */
    @FunctionalInterface
    interface Opening {
        AuditTrail open() throws IOException;
    }

    /** A line on its way to the trail, and who waits for it. */
    private record Waiting(AuditLine line, Promise<Void> kept) {}

    /**
     * Begins; says that the gateway started.
     *
     * @param anchors notes an anchor in the log and runs the other when that is durable
     * @param failing is told when the trail cannot be written, and when it can again
     */
    Scribe(Opening opening, Supplier<Now> now, BiConsumer<AuditAnchor, Runnable> anchors, Consumer<Boolean> failing) {
        this(opening, now, anchors, failing, NOTE_MS);
    }

    Scribe(
            Opening opening,
            Supplier<Now> now,
            BiConsumer<AuditAnchor, Runnable> anchors,
            Consumer<Boolean> failing,
            long noteMs) {
        this.noteMs = noteMs;
        this.opening = opening;
        this.now = now;
        this.anchors = anchors;
        this.failing = failing;
        var _ = note(new Deed("", "", "gateway", "start", "version " + Version.TEXT, "", "", "ok"));
    }

    @Override
    public Future<Void> note(Deed deed) {
        Promise<Void> kept = Promise.promise();
        @Nullable Context asker = Vertx.currentContext();
        boolean isTaken;
        synchronized (waiting) {
            if (isPassedOver(deed)) {
                return Future.succeededFuture();
            }
            isTaken = waiting.size() < MAX_WAITING;
            if (isTaken) {
                if (passedOver > 0 && isStranger(deed)) {
                    waiting.add(new Waiting(
                            own(passedOver + " attempts of strangers were passed over"), Promise.promise()));
                    passedOver = 0;
                }
                waiting.add(new Waiting(line(deed), kept));
            } else {
                lost++;
            }
        }
        if (!isTaken || !later(this::write)) {
            kept.tryFail(new IOException("the audit trail takes nothing now"));
        }
        Future<Void> noted =
                kept.future().timeout(noteMs, TimeUnit.MILLISECONDS).onFailure(_ -> isLate(kept));
        return asker == null ? noted : on(asker, noted);
    }

    /** The disk hangs: the line may come to it yet, and then all is well again. */
    private void isLate(Promise<Void> kept) {
        if (!kept.future().isComplete()) {
            LOG.warn("the audit trail takes longer than {} ms", noteMs);
            say(true);
        }
    }

    /** Completes where it was asked: what comes next is not done on the trail's thread. */
    private static Future<Void> on(Context asker, Future<Void> kept) {
        Promise<Void> here = Promise.promise();
        var _ = kept.onComplete(noted -> asker.runOnContext(_ -> here.handle(noted)));
        return here.future();
    }

    private static boolean isStranger(Deed deed) {
        return deed.role().isEmpty() && !deed.result().startsWith("200");
    }

    private boolean isPassedOver(Deed deed) {
        if (!isStranger(deed) || deed.act().equals("start")) {
            return false;
        }
        long nowMs = now.get().atMs();
        if (nowMs - strangersSinceMs >= MINUTE_MS) {
            strangersSinceMs = nowMs;
            strangers = 0;
        }
        strangers++;
        boolean isOver = strangers > STRANGERS_A_MINUTE;
        passedOver += isOver ? 1 : 0;
        return isOver;
    }

    private AuditLine line(Deed deed) {
        Now at = now.get();
        return new AuditLine(
                0,
                at.wallMs(),
                at.wall().wireName(),
                deed.account(),
                deed.role(),
                deed.station(),
                deed.act(),
                deed.subject(),
                deed.old(),
                deed.now(),
                deed.result());
    }

    private AuditLine own(String what) {
        return line(new Deed("", "", "gateway", "audit trail", "", "", "", what));
    }

    private boolean later(Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException e) { // stopping
            return false;
        }
    }

    /** On the thread: all that waits, in one flush. */
    private void write() {
        List<Waiting> group = new ArrayList<>();
        List<AuditLine> lines = new ArrayList<>();
        long lostThen;
        synchronized (waiting) {
            lostThen = lost;
            while (!waiting.isEmpty() && group.size() < MAX_BATCH) {
                group.add(waiting.remove());
            }
        }
        if (lostThen > 0) {
            lines.add(own(lostThen + " lines could not be kept"));
        }
        if (group.isEmpty()) {
            return;
        }
        group.forEach(one -> lines.add(one.line()));
        try {
            AuditAnchor anchor = opened().append(lines);
            synchronized (waiting) {
                lost -= lostThen;
            }
            say(false);
            anchors.accept(anchor, () -> {
                boolean _ = later(() -> giveUp(anchor)); // stopping: at the next start
            });
            group.forEach(one -> one.kept().complete());
        } catch (IOException | RuntimeException e) { // the next try may do; it is counted
            LOG.warn("the audit trail cannot be written ({})", e.getClass().getSimpleName());
            synchronized (waiting) {
                lost += group.size();
            }
            say(true);
            group.forEach(one -> one.kept().fail(e));
        }
    }

    private AuditTrail opened() throws IOException {
        AuditTrail open = trail;
        if (open == null) {
            open = opening.open();
            trail = open;
        }
        return open;
    }

    private void giveUp(AuditAnchor noted) {
        try {
            opened().isAnchored(noted);
        } catch (IOException e) {
            LOG.debug("an old file of the audit trail stays ({})", e.getClass().getSimpleName());
        }
    }

    private synchronized void say(boolean isNow) {
        if (isNow != isFailing) {
            isFailing = isNow;
            failing.accept(isNow);
        }
    }

    @Override
    public Future<List<AuditLine>> before(long number, int max) {
        Promise<List<AuditLine>> seen = Promise.promise();
        boolean isTaken = later(() -> {
            try {
                AuditTrail open = opened();
                long end = Math.min(number, open.anchor().last() + 1);
                List<AuditLine> lines = new ArrayList<>(open.read(Math.max(1, end - max), max));
                lines.removeIf(line -> line.number() >= end);
                Collections.reverse(lines);
                seen.complete(lines);
            } catch (IOException | RuntimeException e) {
                seen.fail(e);
            }
        });
        return isTaken ? seen.future() : Future.failedFuture("stopping");
    }

    /** Completes when all that waits now is written, and its anchor on its way. */
    Future<Void> settled() {
        Promise<Void> done = Promise.promise();
        return later(done::complete) ? done.future() : Future.succeededFuture();
    }

    @Override
    public void close() {
        boolean _ = later(
                () -> { // once
                    AuditTrail open = trail;
                    if (open != null) {
                        try {
                            open.close();
                        } catch (IOException e) {
                            LOG.debug(
                                    "the audit trail did not close ({})",
                                    e.getClass().getSimpleName());
                        }
                    }
                });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("the audit trail did not close in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
