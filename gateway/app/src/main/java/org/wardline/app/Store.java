package org.wardline.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardline.app.config.GatewayConfig;
import org.wardline.buffer.LogBroken;
import org.wardline.buffer.LogSettings;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.NotOpened;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.StateAt;
import org.wardline.core.Ward;
import org.wardline.core.WardPlan;
import org.wardline.core.WardState;
import org.wardline.core.Wording;
import org.wardline.core.alarm.AlarmSettings;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/** What a start finds on the card: the log, and the ward as the log left it. */
final class Store {
    /** Entries before the checkpoint that are read again, so that what is sent again is known for a duplicate. */
    static final int REMEMBERED = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int PAGE = 5_000;
    private static final long MIN_FREE_BYTES = 64L << 20;

    private final SealedLog log;
    private final WardState state;
    private final StateAt checkpoint;
    private final long startedWallMs;
    private final List<String> troubles;
    private final boolean isForgotten; // the state that the log's tail follows
    private long readingsBefore;

    private Store(
            SealedLog log,
            WardState state,
            StateAt checkpoint,
            long wallMs,
            List<String> troubles,
            boolean isForgotten) {
        this.troubles = List.copyOf(troubles);
        this.isForgotten = isForgotten;
        this.log = log;
        this.state = state;
        this.checkpoint = checkpoint;
        this.startedWallMs = wallMs;
    }

    /** Opens the log of a configuration and what it says of the ward. */
    static Store open(GatewayConfig config, AlarmSettings alarms, LongSupplier wallMs) throws IOException {
        var settings = new LogSettings(
                config.buffer().key(), config.buffer().keepMs(), config.buffer().maxBytes(), MIN_FREE_BYTES);
        List<String> troubles = new ArrayList<>();
        SealedLog log = opened(config.data(), settings, wallMs, troubles);
        if (log.isStoreLost()) {
            troubles.add(
                    "the store was gone or could not be opened: a new one was begun, what was not delivered waits aside");
        }
        try {
            StateAt checkpoint = log.stateAt(WardLog.WARD_STATE).orElse(StateAt.NONE);
            Optional<WardState> state =
                    checkpoint.isNone() ? Optional.of(WardState.fresh(alarms)) : restored(alarms, checkpoint, troubles);
            return new Store(
                    log,
                    state.orElseGet(() -> WardState.fresh(alarms)),
                    checkpoint,
                    wallMs.getAsLong(),
                    troubles,
                    state.isEmpty());
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** The ward as it was; empty where another version wrote it: it must be watched all the same. */
    private static Optional<WardState> restored(AlarmSettings alarms, StateAt checkpoint, List<String> troubles) {
        try {
            return Optional.of(WardState.restored(alarms, checkpoint.bytes()));
        } catch (IOException | RuntimeException e) {
            LOG.error("the ward's state cannot be read ({}): the ward begins anew", e.getMessage());
            troubles.add("the ward's state could not be read: patients, links, limits and alarms begin as configured");
            return Optional.empty();
        }
    }

    /** A store that does not open is set aside, never thrown away: the ward must be watched with a new one. */
    private static SealedLog opened(Path folder, LogSettings settings, LongSupplier wallMs, List<String> troubles)
            throws IOException {
        try {
            return SealedLog.open(folder, settings, wallMs);
        } catch (LogBroken | NotOpened e) {
            Path aside = SealedLog.setAside(folder);
            LOG.error("the store cannot be opened ({}): it is set aside as {}", e.getMessage(), aside.getFileName());
            troubles.add("the store could not be opened: it is set aside as " + aside.getFileName());
            return SealedLog.open(folder, settings, wallMs);
        }
    }

    /** What people must know of how the store was found. */
    List<String> troubles() {
        return troubles;
    }

    /** Readings that were ever stored here. Valid after {@link #ward}. */
    long readingsBefore() {
        return readingsBefore;
    }

    /** The thread that writes the log, started. */
    LogWriter writer(GatewayConfig.Commit commit, LongSupplier wallMs) {
        return new LogWriter(log, commit.bytes(), commit.maxMs(), wallMs);
    }

    SealedLog log() {
        return log;
    }

    /** Whether the gateway ran before on this card. */
    boolean isRestart() {
        return log.lastNumber() > 0;
    }

    /** The ward: the checkpoint, and the log's tail after it judged again. */
    Ward ward(WardPlan plan, Wording wording, Supplier<String> freshName) throws IOException {
        var ward = new Ward(plan, wording, freshName, state);
        long from = checkpoint.number() + 1;
        read(Math.max(1, from - REMEMBERED), checkpoint.number(), entry -> ward.remember(entry.entry()));
        readingsBefore = log.stateAt(WardLog.READINGS_STATE)
                .map(state -> ByteBuffer.wrap(state.bytes()).getLong())
                .orElse(0L);
        read(from, log.lastNumber(), entry -> {
            if (isForgotten) {
                ward.remember(entry.entry()); // what became of it nobody knows without the state before
            } else {
                ward.replay(entry.entry());
            }
            readingsBefore += entry.entry() instanceof ReadingEntry ? 1 : 0;
        });
        if (isForgotten) {
            read(log.lastNumber(), log.lastNumber(), last -> ward.replay(timePassed(last.entry())));
        }
        LOG.debug("replayed {} entries", log.lastNumber() - checkpoint.number());
        return ward;
    }

    private static NoteEntry timePassed(Entry last) {
        return new NoteEntry(last.atMs(), NoteEntry.Kind.CHANGE, "{}");
    }

    /** Where the monotonic axis goes on. Valid after {@link #ward}. */
    WardClock.Restart restart() {
        return WardClock.restart(state.atMs(), state.wallMs(), startedWallMs);
    }

    private void read(long from, long to, Consumer<Numbered> each) throws IOException {
        for (long next = from; next <= to; ) {
            List<Numbered> page = log.read(next, (int) Math.min(PAGE, to - next + 1));
            if (page.isEmpty()) {
                return;
            }
            for (Numbered entry : page) {
                if (entry.number() <= to) {
                    each.accept(entry);
                }
            }
            next = page.getLast().number() + 1;
        }
    }
}
