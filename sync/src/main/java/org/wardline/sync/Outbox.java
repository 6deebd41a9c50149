package org.wardline.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.StayId;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * What has left and what has not, of one uplink: pure, single-threaded, times given.
 *
 * <pre>
 *   step → Read → offer ─┐        stored = delivered + held + waiting, in readings, at every moment:
 *     ↑  → Send → settle ┤        a reading is settled once – filed, found to have nothing to file, or set aside
 *     └─────── Wait ─────┘
 * </pre>
 *
 * The newest come first: when the end of the log runs away, the outbox jumps there and files what lies between behind it, one
 * batch in {@link #BACKLOG_EVERY}. What cannot leave is set aside and pins nothing else. {@link #state} is small and goes into
 * the log; an outbox from an older state sends again what it no longer knows to be filed, under the same identifiers.
 */
public final class Outbox {
    /** Of so many batches one is for the backlog while there is live to file. */
    public static final int BACKLOG_EVERY = 4;
    /** Entries by which the end of the log may be ahead before the outbox jumps there. */
    public static final int LIVE_LAG = 2_000;
    /** Stretches that are filed at a time. */
    public static final int MAX_LANES = 64;
    /** How often a filing is tried that is answered "later" alone, before it is for a person. */
    public static final int MAX_TRIES = 10;

    private static final int MAX_JUMPS = MAX_LANES / 2;
    private static final int AFTER_JUMP = 256;
    private static final long FULL_PAUSE_MS = 60_000;

    private final FilingPolicy policy;
    private final Parking parking;
    private final Corrected corrected;
    private final List<Lane> lanes; // the last is the live one
    private final Blocked blocked = new Blocked();
    private List<Packed.Sent> inFlight = List.of();
    private long delivered;
    private int lastCorrection;
    private long pauseUntilMs = Long.MIN_VALUE;
    private boolean areLinksOld;
    private int turn;

    Outbox(FilingPolicy policy, OutboxState.Kept kept) {
        this.policy = policy;
        this.lanes = kept.lanes();
        this.parking = kept.parking();
        this.corrected = kept.corrected();
        this.delivered = kept.delivered();
        this.lastCorrection = kept.lastCorrection();
    }

    /** An outbox that has filed nothing. */
    public static Outbox fresh(FilingPolicy policy) {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(new Lane(policy, 1, Long.MAX_VALUE, null, 0, 0));
        return new Outbox(policy, new OutboxState.Kept(lanes, new Parking(), new Corrected(), 0, 0));
    }

    /** The outbox that wrote this; the policy may be another now. */
    public static Outbox restore(FilingPolicy policy, byte[] state) {
        return OutboxState.read(policy, state);
    }

    /** What must be stored, together with what it speaks of or after it; at most some hundred KiB. */
    public byte[] state() {
        return OutboxState.write(new OutboxState.Kept(lanes, parking, corrected, delivered, lastCorrection));
    }

    /** What to do next, given the last number of the log. */
    public Step step(long lastNumber, long nowMs) {
        if (!inFlight.isEmpty()) {
            return new Step.Wait(Long.MAX_VALUE);
        }
        if (areLinksOld) {
            lanes.replaceAll(Lane::again);
            areLinksOld = false;
        }
        lanes.removeIf(Lane::isDone);
        release(nowMs);
        jump(lastNumber);
        if (nowMs < pauseUntilMs) {
            return new Step.Wait(pauseUntilMs);
        }
        List<Lane> order = order();
        for (Lane lane : order) {
            lane.closeMinutes(lastNumber, nowMs);
            if (lane.readyObservations() < Batch.MAX_OBSERVATIONS && lane.canRead(lastNumber)) {
                return lane.read(lastNumber);
            }
            if (!lane.ready.isEmpty()) {
                return send(order, nowMs);
            }
        }
        long closesMs = lanes.stream().mapToLong(Lane::nextCloseMs).min().orElse(Long.MAX_VALUE);
        return new Step.Wait(Math.min(closesMs, lanes.size() < MAX_LANES ? parking.nextDueMs() : Long.MAX_VALUE));
    }

    /**
     * Takes what the log has in the range that was asked for, in its order. A number that is not among them is gone from the
     * log: a log that cannot be read now must not be offered.
     */
    public void offer(Step.Read asked, List<Numbered> entries, Whose whose, long nowMs) {
        for (Lane lane : lanes) {
            if (lane.scanned() == asked.from() && asked.to() <= lane.to) {
                take(lane, asked, entries, whose, nowMs);
                return;
            }
        }
    }

    /** Takes how the last batch ended. */
    public void settle(Delivery delivery, long nowMs) {
        List<Packed.Sent> sent = inFlight;
        inFlight = List.of();
        if (delivery.outcomes().size() != sent.size()) {
            throw new IllegalArgumentException("a batch of " + sent.size() + " has as many outcomes");
        }
        if (delivery.pauseMs() > 0) {
            pauseUntilMs = nowMs + delivery.pauseMs();
        }
        for (int at = 0; at < sent.size(); at++) {
            settle(sent.get(at), delivery.outcomes().get(at), nowMs);
        }
        for (int at = sent.size() - 1; at >= 0; at--) { // from the end, so that what goes back keeps its order
            if (delivery.outcomes().get(at) instanceof Outcome.NotTried) {
                sent.get(at).lane().ready.addFirst(sent.get(at).ready());
            }
        }
    }

    /**
     * That links, stays or the record system's patients changed: what is held for want of them is tried again, and whose the
     * others are is asked anew before they leave.
     */
    public void linksChanged(long nowMs) {
        blocked.clear();
        boolean _ = parking.release(
                run -> run.reason().equals(Parked.NO_STAY) || run.reason().equals(Parked.UNKNOWN_PATIENT), nowMs);
        areLinksOld = true;
    }

    /** The last correction that was carried out here; 0 before the first. */
    public int lastCorrection() {
        return lastCorrection;
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** Whether a reading has left, or had nothing to file. */
    boolean isDelivered(DeviceId device, long number) {
        return !parking.holds(device, number) && lanes.stream().noneMatch(lane -> lane.owes(device, number));
    }

    /** The last correction that a delivered reading was filed under; 0 for none. */
    int filedUnder(DeviceId device, long number) {
        return corrected.of(device, number);
    }

    /** A reading was withdrawn: it is set aside until {@link #refiled}; false when there is no room. */
    boolean refile(Item item, int correction) {
        return setAside(item, correction, Why.CORRECTED);
    }

    /** A reading could not be withdrawn: a person must see to it; false when there is no room. */
    boolean holdRefiled(Item item, int correction, String reason) {
        return setAside(item, correction, Why.refused(Parked.NOT_WITHDRAWN + reason));
    }

    private boolean setAside(Item item, int correction, Why why) {
        boolean isAside = corrected.hasRoom() && parking.park(why.parked(item, correction), item.previous());
        if (isAside) {
            corrected.add(item.device(), item.number(), item.previous(), correction);
            delivered--;
        }
        return isAside;
    }

    /** A correction is carried out: what was withdrawn is filed again. */
    void refiled(int correction, long nowMs) {
        boolean _ =
                parking.release(run -> run.reason().equals(Parked.CORRECTED) && run.correction() == correction, nowMs);
        lastCorrection = correction;
        areLinksOld = true;
    }

    /** What came before this number is gone from the log. */
    public void forgetBefore(long number) {
        corrected.forgetBefore(number);
    }

    /** That a person wants a set-aside run tried again; it is named by a number in it. Whether one is set aside there. */
    public boolean retry(long number, long nowMs) {
        return parking.release(run -> run.from() <= number && number <= run.to(), nowMs);
    }

    /** Where the readings are, of so many stored. */
    public Counts counts(long storedReadings) {
        long held = parking.held();
        return new Counts(delivered, held, storedReadings - delivered - held);
    }

    /** What is set aside, for the tray and the counters. */
    public List<Parked> parked() {
        return parking.all();
    }

    /** The oldest number of the log that is still needed here; all before it may be freed. */
    public long oldestNeeded() {
        long unsettled = lanes.stream()
                .filter(lane -> !lane.isDone())
                .mapToLong(Lane::first)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(unsettled, parking.oldest());
    }

    private void release(long nowMs) {
        for (Parked run : parking.takeDue(nowMs, MAX_LANES - lanes.size())) {
            lanes.addFirst(new Lane(policy, run.from(), run.to(), run.device(), run.tries(), run.correction()));
            lanes.forEach(lane -> lane.isStuck = false);
        }
    }

    private void jump(long lastNumber) {
        Lane live = lanes.getLast();
        if (lastNumber - live.scanned() > LIVE_LAG && lanes.size() < MAX_JUMPS) {
            live.to = lastNumber - AFTER_JUMP;
            lanes.add(new Lane(policy, live.to + 1, Long.MAX_VALUE, null, 0, 0));
        }
    }

    private List<Lane> order() {
        List<Lane> order = new ArrayList<>(lanes.reversed());
        if (turn % BACKLOG_EVERY == BACKLOG_EVERY - 1 && lanes.size() > 1) {
            order.addFirst(order.remove(1 + (turn / BACKLOG_EVERY) % (lanes.size() - 1)));
        }
        return order;
    }

    private Step send(List<Lane> order, long nowMs) {
        Packed packed = Packed.of(order);
        turn = turn == Integer.MAX_VALUE ? 0 : turn + 1;
        inFlight = packed.sent();
        return packed.step(nowMs);
    }

    private void take(Lane lane, Step.Read asked, List<Numbered> entries, Whose whose, long nowMs) {
        int at = 0;
        for (long number = asked.from(); number <= asked.to(); number++) {
            while (at < entries.size() && entries.get(at).number() < number) {
                at++;
            }
            boolean isThere = at < entries.size() && entries.get(at).number() == number;
            if (isThere && !take(lane, entries, at, whose, nowMs)) {
                lane.isStuck = true;
                return;
            }
            if (!isThere) {
                lane.settle(number);
            }
            lane.readUpTo(number);
        }
    }

    /** Whether it could be taken: not when it must be set aside and there is no room. */
    private boolean take(Lane lane, List<Numbered> entries, int at, Whose whose, long nowMs) {
        long number = entries.get(at).number();
        switch (entries.get(at).entry()) {
            case NoteEntry note -> {
                Alarmed.in(note).ifPresent(lane::mark);
                Optional<Entered> entered = Entered.at(entries, at);
                Optional<Withdrawn> withdrawn = Withdrawn.at(entries, at);
                Optional<StayId> stay =
                        entered.or(() -> withdrawn.map(Withdrawn::was)).map(Entered::stay);
                if (stay.isPresent() && lane.isOf(Entered.SOURCE) && !whose.isNobodys(stay.get())) {
                    return entered.isPresent()
                            ? take(lane, number, entered.get(), whose, nowMs)
                            : take(lane, number, withdrawn.orElseThrow(), whose, nowMs);
                }
                lane.settle(number);
            }
            case ReadingEntry reading -> {
                if (!lane.isOf(reading.reading().device())) {
                    lane.settle(number);
                    return true;
                }
                if (!Observations.anyIn(reading.reading())) {
                    nothingToFile(lane, number);
                    return true;
                }
                Item item = lane.item(number, reading.reading().device(), 1);
                return lane.isSettled(number) || take(lane, item, reading, whose, nowMs);
            }
        }
        return true;
    }

    /** It breaks no run, and so may lie within one that was set aside: it counts where the log is read first. */
    private void nothingToFile(Lane lane, long number) {
        if (!lane.isSettled(number)) {
            delivered += lane.only == null ? 1 : 0;
            lane.settle(number);
        }
    }

    private boolean take(Lane lane, Item item, ReadingEntry entry, Whose whose, long nowMs) {
        if (whose.isNobodys(entry)) {
            delivered++;
            lane.settle(item.number());
            return true;
        }
        @Nullable Subject subject = whose.of(entry).orElse(null);
        if (subject == null || nowMs < blocked.until(subject.stay())) {
            return park(lane, item, Why.notNow(subject, blocked));
        }
        lane.file(item, entry, whose.bedOf(entry), subject);
        return true;
    }

    private boolean take(Lane lane, long number, Entered entered, Whose whose, long nowMs) {
        Item item = lane.item(number, Entered.SOURCE, 0);
        @Nullable Subject subject = whose.of(entered.stay()).orElse(null);
        if (lane.isSettled(number)) {
            return true;
        }
        if (subject == null || nowMs < blocked.until(subject.stay())) {
            return park(lane, item, Why.notNow(subject, blocked));
        }
        lane.file(item, entered, subject);
        return true;
    }

    /** After the entry itself: what is on its way is filed first. What is held for a person never was filed, and never will be. */
    private boolean take(Lane lane, long number, Withdrawn withdrawn, Whose whose, long nowMs) {
        Item item = lane.item(number, Entered.SOURCE, 0);
        if (lane.isSettled(number)) {
            return true;
        }
        if (parking.drop(Entered.SOURCE, withdrawn.number())) {
            lane.settle(number);
            return true;
        }
        if (!isDelivered(Entered.SOURCE, withdrawn.number())) {
            return park(lane, item, Why.after(nowMs));
        }
        @Nullable Subject subject = whose.of(withdrawn.was().stay()).orElse(null);
        if (subject == null || nowMs < blocked.until(subject.stay())) {
            return park(lane, item, Why.notNow(subject, blocked));
        }
        lane.withdraw(item, withdrawn, subject);
        return true;
    }

    private void settle(Packed.Sent each, Outcome outcome, long nowMs) {
        switch (outcome) {
            case Outcome.Accepted _ -> {
                delivered += each.ready().readings();
                each.ready().items().forEach(item -> each.lane().settle(item.number()));
            }
            case Outcome.NotTried _ -> {} // it goes back, see above
            case Outcome.RetryAfter later -> parkAll(each, Why.retry(each.lane(), later, nowMs), nowMs);
            case Outcome.UnknownPatient unknown -> {
                blocked.block(each.ready().subject().stay(), nowMs + unknown.ms());
                parkAll(each, Why.unknown(nowMs + unknown.ms()), nowMs);
            }
            case Outcome.Refused refused -> parkAll(each, Why.refused(each.ready(), refused.reason()), nowMs);
        }
    }

    private void parkAll(Packed.Sent each, Why why, long nowMs) {
        List<Item> left = new ArrayList<>(each.ready().items());
        while (!left.isEmpty() && park(each.lane(), left.getFirst(), why)) {
            left.removeFirst();
        }
        if (!left.isEmpty()) { // no room: the rest stays, and all wait for a person
            pauseUntilMs = Math.max(pauseUntilMs, nowMs + FULL_PAUSE_MS);
            each.lane().ready.addFirst(each.ready().with(left));
        }
    }

    private boolean park(Lane lane, Item item, Why why) {
        boolean isParked = parking.park(why.parked(item, lane.correction), item.previous());
        if (isParked) {
            lane.settle(item.number());
        }
        return isParked;
    }
}
