package org.wardline.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.wardline.app.history.LogSearch;
import org.wardline.buffer.LogWriter;
import org.wardline.buffer.Quarantined;
import org.wardline.buffer.SealedLog;
import org.wardline.buffer.Standing;
import org.wardline.buffer.Write;
import org.wardline.core.Act;
import org.wardline.core.Ending;
import org.wardline.core.Turn;
import org.wardline.core.Ward;
import org.wardline.core.Wording;
import org.wardline.core.alarm.Happening;
import org.wardline.vitals.log.Entry;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * The data path's way to the sealed log: hands turns over and settles their messages when the log has flushed or refused.
 *
 * <p>What is refused must be forgotten by the ward before its sender sends it again. Between the refusal, on the log's
 * thread, and the forgetting, on the ward's, the ward may still take such a message for a duplicate: a duplicate is
 * acknowledged only if nothing was refused since the ward last forgot.
 */
final class WardLog implements DataPath.Log {
    /** The ward's state in the log. */
    static final String WARD_STATE = "ward";
    /** How many readings were ever stored, up to there. */
    static final String READINGS_STATE = "readings";
    /**
     * Messages that may wait for their flush, stored ones and duplicates: a device that asks and asks again while the disk hangs
     * costs memory, too. The readings themselves are bounded by the writer.
     */
    static final int MAX_UNSETTLED = 262_144;

    /** Before the name of an uplink: what it has filed. */
    static final String OUTBOX_STATE = "outbox.";

    private final LogWriter writer;
    private final Ward ward;
    private final Wording wording;
    private final Ledger ledger;
    private final Consumer<Runnable> wardThread;
    private final SealedLog log;
    private final LongSupplier atMs;
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicInteger unsettled = new AtomicInteger();
    private long forgotten; // on the ward's thread
    private long appended; // readings since the start, without refused ones; on the ward's thread

    /** What it works with. */
    record Parts(
            LogWriter writer,
            Ward ward,
            Wording wording,
            Ledger ledger,
            Consumer<Runnable> wardThread,
            SealedLog log,
            LongSupplier atMs) {}

    WardLog(Parts parts) {
        writer = parts.writer();
        ward = parts.ward();
        wording = parts.wording();
        ledger = parts.ledger();
        wardThread = parts.wardThread();
        log = parts.log();
        atMs = parts.atMs();
    }

    @Override
    public void append(Turn turn) {
        if (turn.isQuiet()) {
            return;
        }
        long forgottenThen = forgotten;
        int readings = readings(turn);
        appended += readings;
        var settlements = turn.settlements(); // not the turn: it holds waveforms, and would as long as the disk hangs
        var write = new Write(
                turn.entries(),
                quarantined(turn),
                Map.of(),
                () -> settle(readings, settlements, forgottenThen),
                entries -> refuse(entries, readings, settlements));
        if (unsettled.addAndGet(settlements.size()) > MAX_UNSETTLED) {
            write.refused().accept(write.entries());
        } else {
            offer(write);
        }
    }

    private void offer(Write write) {
        if (!writer.offer(write)) {
            write.refused().accept(write.entries());
        }
    }

    private List<Quarantined> quarantined(Turn turn) {
        if (turn.quarantined().isEmpty()) {
            return List.of();
        }
        return turn.quarantined().stream()
                .map(rejection -> new Quarantined(
                        rejection.message().receivedAtMs(),
                        rejection.message().topic(),
                        rejection.rejected().reason().wireName(),
                        rejection.rejected().detail(),
                        Arrays.copyOfRange(
                                rejection.message().payload(),
                                rejection.rejected().fromByte(),
                                rejection.rejected().toByte())))
                .toList();
    }

    /** On the log's thread: it is on the disk. */
    private void settle(int readings, List<Turn.Settlement> settlements, long forgottenThen) {
        unsettled.addAndGet(-settlements.size());
        boolean mayBeLost = refusals.get() != forgottenThen;
        for (Turn.Settlement settlement : settlements) {
            boolean isDoubtful = settlement.ending() == Ending.DUPLICATE && mayBeLost;
            end(settlement, isDoubtful ? Ending.REFUSED : settlement.ending());
        }
        ledger.stored(readings);
    }

    private static int readings(Turn turn) {
        int readings = 0;
        for (Entry entry : turn.entries()) {
            readings += entry instanceof ReadingEntry ? 1 : 0;
        }
        return readings;
    }

    /** On the log's thread, or on the ward's when there was no room: it is nowhere. */
    private void refuse(List<Entry> entries, int readings, List<Turn.Settlement> settlements) {
        unsettled.addAndGet(-settlements.size());
        long refusal = refusals.incrementAndGet();
        wardThread.accept(() -> {
            ward.forget(entries);
            appended -= readings;
            forgotten = Math.max(forgotten, refusal);
        });
        settlements.forEach(settlement -> end(settlement, Ending.REFUSED));
    }

    private void end(Turn.Settlement settlement, Ending ending) {
        ledger.ended(ending);
        settlement.receipt().ended(ending);
    }

    @Override
    public void intend(List<Act> acts, Consumer<Boolean> stored) {
        offer(Write.of(
                acts.stream().map(this::intent).toList(),
                () -> wardThread.accept(() -> stored.accept(true)),
                _ -> wardThread.accept(() -> stored.accept(false))));
        writer.hurry();
    }

    private Entry intent(Act act) {
        Happening wanted = act.at(atMs.getAsLong());
        return new NoteEntry(wanted.atMs(), NoteEntry.Kind.INTENT, wording.of(wanted));
    }

    @Override
    public void checkpoint(byte[] state) {
        byte[] readings = ByteBuffer.allocate(Long.BYTES)
                .putLong(ledger.readingsBefore() + appended)
                .array();
        offer(new Write(List.of(), List.of(), Map.of(WARD_STATE, state, READINGS_STATE, readings), () -> {}, _ -> {}));
    }

    @Override
    public long lastNumber() {
        return log.lastNumber();
    }

    @Override
    public long firstAt(long wallMs) throws IOException {
        return LogSearch.firstAt(log, wallMs);
    }

    @Override
    public List<Numbered> read(long from, long to) throws IOException {
        return log.read(from, (int) (to - from + 1));
    }

    @Override
    public void confirm(RecordSystem uplink) {
        String name = uplink.name();
        log.confirm(name, Standing.at(Math.max(0, Math.min(log.lastNumber(), uplink.oldestNeeded() - 1))));
        uplink.count(ledger.readingsEver());
        offer(new Write(List.of(), List.of(), Map.of(OUTBOX_STATE + name, uplink.state()), () -> {}, _ -> {}));
    }
}
