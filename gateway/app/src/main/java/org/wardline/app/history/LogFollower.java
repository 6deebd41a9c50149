package org.wardline.app.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wardline.buffer.SealedLog;
import org.wardline.core.Whose;
import org.wardline.vitals.BedId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Follows the log: what is new at once, what was before the start backwards and piece by piece, the newest first, so that a
 * restart shows the last hour in the first second and costs no burst of work. From what it sees it fills the {@link MinuteBook}
 * and the {@link NoteShelf}.
 *
 * <p>It reads what is stored and asks nobody else: the ward's own thread has no part in it, and what is not on the disk is not
 * in a trend. All of it is called on the thread of {@link LogReader}.
 */
final class LogFollower {
    /** Entries before the start that one step reads: about 40 ms of a server's core. */
    static final int BACK_STEP = 20_000;
    /** New entries that one step reads; a log that grows faster is followed later. */
    static final int MAX_STEP = 20_000;

    private static final long KEEP_MS = 72L * 3_600_000;
    private static final int CHUNK = 2_000;

    private final SealedLog log;
    private final Supplier<Whose> whose;
    private final Supplier<Map<BedId, StayId>> present;
    private final LongSupplier wallMs;
    private final MinuteBook minutes = new MinuteBook();
    private final NoteShelf notes = new NoteShelf();
    private long low; // all from here ...
    private long high; // ... up to before here is in
    private boolean isWhole;
    private boolean isBehind;
    private int lastCorrection; // that what is in knows of
    private long told; // number of the newest entry that says what time it was
    private long wallMinusAtMs;

    /**
     * A follower.
     *
     * @param present who lies in which bed now
     */
    LogFollower(SealedLog log, Supplier<Whose> whose, Supplier<Map<BedId, StayId>> present, LongSupplier wallMs) {
        this.log = log;
        this.whose = whose;
        this.present = present;
        this.wallMs = wallMs;
        this.low = log.lastNumber() + 1;
        this.high = low;
    }

    MinuteBook minutes() {
        return minutes;
    }

    NoteShelf notes() {
        return notes;
    }

    /** From this number on everything is in. */
    long low() {
        return low;
    }

    /** Whether all that the log keeps of the last three days is in. */
    boolean isWhole() {
        return isWhole;
    }

    /** Whether there was more that is new than the last step took in. */
    boolean isBehind() {
        return isBehind;
    }

    /** Takes in what is new, and a piece of what was before. */
    void step() throws IOException {
        catchUp();
        minutes.keepOnly(here());
        goBack(BACK_STEP);
    }

    /** Takes in what is new. */
    void catchUp() throws IOException {
        Whose now = whose.get();
        int correction =
                now.corrections().isEmpty() ? 0 : now.corrections().getLast().number();
        if (correction > lastCorrection) { // whose readings of the past are has changed
            again();
            lastCorrection = correction;
        }
        long last = log.lastNumber();
        long end = Math.min(last + 1, high + MAX_STEP);
        isBehind = end <= last;
        while (high < end) {
            List<Numbered> chunk = log.read(high, (int) Math.min(CHUNK, end - high));
            if (chunk.isEmpty()) {
                high = end;
                return;
            }
            List<NoteShelf.Place> found = new ArrayList<>();
            chunk.forEach(numbered -> take(numbered, now, Optional.empty(), found));
            notes.append(found);
            high = chunk.getLast().number() + 1;
        }
    }

    /** Takes in so many entries of what was before, at most. */
    void goBack(int entries) throws IOException {
        long first = log.firstNumber();
        Whose now = whose.get();
        Optional<Set<StayId>> here = Optional.of(here());
        long stop = Math.max(first, low - entries);
        while (low > stop && !isWhole) {
            long from = Math.max(stop, low - CHUNK);
            List<Numbered> chunk = log.read(from, (int) (low - from));
            List<NoteShelf.Place> found = new ArrayList<>();
            for (Numbered numbered : chunk) {
                if (numbered.number() < low) {
                    take(numbered, now, here, found);
                }
            }
            notes.prepend(found);
            isWhole = isTooOld(chunk);
            low = from;
        }
        isWhole = isWhole || low <= first;
    }

    private boolean isTooOld(List<Numbered> chunk) {
        return !chunk.isEmpty()
                && AxisReader.said(chunk.getFirst().entry()).orElse(Long.MAX_VALUE) < wallMs.getAsLong() - KEEP_MS;
    }

    /** By how much wall and axis differ at the newest entry that says it; empty while none does. */
    OptionalLong wallMinusAtMs() {
        return told == 0 ? OptionalLong.empty() : OptionalLong.of(wallMinusAtMs);
    }

    private void take(Numbered numbered, Whose now, Optional<Set<StayId>> here, List<NoteShelf.Place> found) {
        OptionalLong said = numbered.number() > told ? AxisReader.said(numbered.entry()) : OptionalLong.empty();
        if (said.isPresent()) {
            told = numbered.number();
            wallMinusAtMs = said.getAsLong() - numbered.entry().atMs();
        }
        switch (numbered.entry()) {
            case ReadingEntry reading ->
                now.of(reading)
                        .filter(stay -> here.isEmpty() || here.get().contains(stay))
                        .ifPresent(stay -> minutes.add(stay, reading));
            case NoteEntry note -> {
                if (Notes.isWorthTelling(note)) {
                    found.add(new NoteShelf.Place(numbered.number(), Notes.stay(Notes.fields(note))));
                }
            }
        }
    }

    /** Whether somebody lies in any bed now; on any thread. */
    boolean isHere(StayId stay) {
        return present.get().containsValue(stay);
    }

    private Set<StayId> here() {
        return Set.copyOf(present.get().values());
    }

    /** All is taken in again, backwards from now. */
    void again() {
        minutes.clear();
        notes.clear();
        low = log.lastNumber() + 1;
        high = low;
        isWhole = false;
    }
}
