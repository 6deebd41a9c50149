package org.wardline.sync;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.log.ReadingEntry;

/**
 * A stretch of the log that is being filed: the live end, a backlog behind it, or a parked run of one device that is tried
 * again.
 *
 * <pre>
 *   first                    scanned                    to
 *     |  settled and unsettled  |   not read yet         |
 * </pre>
 */
final class Lane {
    /** Numbers between the oldest unsettled and the newest read: what is held in memory and in the state is bounded by it. */
    static final int WINDOW = 1 << 18;
    /** Numbers read at once. */
    static final int READ = 1_024;
    /** Devices whose last reading is remembered; only how well runs join depends on it. */
    static final int MAX_DEVICES = 10_000;

    final @Nullable DeviceId only; // null: all devices
    final int tries;
    final int correction;
    long to;
    boolean isStuck; // nothing can be set aside: it waits for room
    final Deque<Ready> ready = new ArrayDeque<>();

    private long base;
    private long scanned;
    private final BitSet settled;
    private final Map<DeviceId, Long> lastOf = new HashMap<>();
    private final FilingPolicy policy;
    private final Minutes minutes;
    private long heardMs = Long.MIN_VALUE;

    Lane(FilingPolicy policy, long from, long to, @Nullable DeviceId only, int tries, int correction) {
        this(policy, new Stretch(from, to, new BitSet()), only, tries, correction);
    }

    Lane(FilingPolicy policy, Stretch stretch, @Nullable DeviceId only, int tries, int correction) {
        this.policy = policy;
        this.base = stretch.from();
        this.scanned = stretch.from();
        this.to = stretch.to();
        this.settled = stretch.settled();
        this.only = only;
        this.tries = tries;
        this.correction = correction;
        this.minutes = new Minutes(correction);
    }

    /** Where a lane stands. */
    record Stretch(long from, long to, BitSet settled) {}

    Stretch stretch() {
        int skip = settled.nextClearBit(0);
        return new Stretch(base + skip, to, settled.get(skip, Math.max(skip, settled.length())));
    }

    /** The oldest number that is not settled. */
    long first() {
        return base + settled.nextClearBit(0);
    }

    long scanned() {
        return scanned;
    }

    /** The same stretch, not yet read. */
    Lane again() {
        return new Lane(policy, stretch(), only, tries, correction);
    }

    /** Whether what a device sent is filed here. */
    boolean isOf(DeviceId device) {
        return only == null || only.equals(device);
    }

    /** Whether a reading of a device is in this stretch and not settled. */
    boolean owes(DeviceId device, long number) {
        boolean isWithin = number >= first() && number <= to && isOf(device);
        return isWithin && (number >= scanned || !isSettled(number));
    }

    boolean isDone() {
        return first() > to;
    }

    boolean canRead(long lastNumber) {
        return !isStuck && scanned <= Math.min(to, lastNumber) && scanned - first() < WINDOW;
    }

    Step.Read read(long lastNumber) {
        return new Step.Read(scanned, Math.min(Math.min(to, lastNumber), scanned + READ - 1));
    }

    boolean isSettled(long number) {
        return number < base || settled.get((int) (number - base));
    }

    void settle(long number) {
        if (number < base) {
            return; // settled before this stretch was read again
        }
        settled.set((int) (number - base));
        int skip = settled.nextClearBit(0);
        if (skip >= READ) { // moved now and then, not at each number
            BitSet rest = settled.get(skip, settled.length());
            settled.clear();
            settled.or(rest);
            base += skip;
        }
    }

    /** That all up to and with this number is read. */
    void readUpTo(long number) {
        scanned = number + 1;
    }

    Item item(long number, DeviceId device, int readings) {
        if (lastOf.size() >= MAX_DEVICES) {
            lastOf.clear();
        }
        Long previous = lastOf.put(device, number);
        return new Item(number, device, previous == null ? 0 : previous, readings);
    }

    void file(Item item, ReadingEntry entry, Optional<BedId> bed, Subject subject) {
        var reading = entry.byOurClock();
        heardMs = Math.max(heardMs, reading.receivedAtMs());
        if (policy == FilingPolicy.MINUTE && bed.isPresent() && Minutes.fits(reading, subject)) {
            ready.addAll(minutes.add(item, bed.get(), reading, subject));
            return;
        }
        List<Observation> single = Observations.single(entry, correction);
        ready.add(new Ready(List.of(item), subject, single, reading.measuredAtMs()));
    }

    /** What a person entered is no device's minute: it leaves by itself, whatever the policy. */
    void file(Item item, Entered entered, Subject subject) {
        ready.add(new Ready(List.of(item), subject, entered.observations(), entered.seenMs()));
    }

    /** It was filed, and was entered in error. */
    void withdraw(Item item, Withdrawn withdrawn, Subject subject) {
        List<Observation> filed = withdrawn.was().observations();
        ready.add(new Ready(List.of(item), subject, filed, withdrawn.withdrawnMs(), true));
    }

    void mark(Alarmed alarmed) {
        minutes.mark(alarmed);
    }

    /** Moves what is complete among the ready. Behind the end of the log the lane's time is that of what it reads. */
    void closeMinutes(long lastNumber, long nowMs) {
        boolean isFull = scanned - first() >= WINDOW;
        if (scanned > to || isFull || isStuck) {
            ready.addAll(minutes.closeAll());
        } else {
            ready.addAll(minutes.close(scanned > lastNumber ? Math.max(nowMs, heardMs) : heardMs));
        }
    }

    long nextCloseMs() {
        return minutes.nextCloseMs();
    }

    int readyObservations() {
        return ready.stream().mapToInt(each -> each.observations().size()).sum();
    }
}
