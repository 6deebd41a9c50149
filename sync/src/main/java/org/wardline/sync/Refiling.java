package org.wardline.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.BedId;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;
import org.wardline.vitals.log.ReadingEntry;

/**
 * Carries one correction out at one uplink: what was filed for the wrong patient is worked out anew from the log, as it was
 * filed, withdrawn, and handed to the {@link Outbox} to be filed again. Pure, single-threaded; nothing else is filed meanwhile,
 * so that what was filed before the correction can be told from what comes after it.
 *
 * <pre>
 *   look (minute policy alone): which minutes of which beds have a value of these readings
 *   withdraw: all that was filed of them, a minute with all its devices; each withdrawn reading is set aside to be filed again
 *   done: they are let go, under the number of the correction
 * </pre>
 *
 * Cut short and begun again it does the same again: what is set aside, or filed under this number, is passed over.
 */
public final class Refiling {
    private static final long FULL_PAUSE_MS = 60_000;

    private final Outbox outbox;
    private final FilingPolicy policy;
    private final Correction correction;
    private final Whose before;
    private final Whose after;
    private final long from;
    private final long last;
    private final Set<Minute> minutes = new HashSet<>();
    private final Map<Integer, Lane> filedUnder = new TreeMap<>();
    private final Map<DeviceId, Long> lastOf = new HashMap<>();
    private final Deque<Wrong> wrong = new ArrayDeque<>();
    private List<Wrong> inFlight = List.of();
    private boolean isLooking;
    private boolean isDone;
    private boolean isCut; // there was no room to set some aside
    private boolean lacksRoom;
    private long next;
    private long pauseUntilMs = Long.MIN_VALUE;

    /** A minute of a bed. */
    private record Minute(BedId bed, long minute) {}

    /** Something filed wrongly, and how often its withdrawal was tried. */
    private record Wrong(Ready filed, int tries) {}

    /**
     * Begins.
     *
     * @param before whose readings were when they were filed
     * @param after whose they are since
     * @param stretch where in the log they may stand
     */
    public Refiling(
            Outbox outbox, FilingPolicy policy, Correction correction, Whose before, Whose after, Stretch stretch) {
        this.outbox = outbox;
        this.policy = policy;
        this.correction = correction;
        this.before = before;
        this.after = after;
        this.from = stretch.from();
        this.last = stretch.last();
        this.next = from;
        this.isLooking = policy == FilingPolicy.MINUTE;
    }

    /** Numbers of the log in which the readings may stand, both included. */
    public record Stretch(long from, long last) {}

    /** Whether all is withdrawn and handed back. */
    public boolean isDone() {
        return isDone;
    }

    /** Whether it could not be carried out at once, since too much is set aside: until there is room nothing else is filed. */
    public boolean lacksRoom() {
        return lacksRoom;
    }

    /** The oldest number that is needed here. */
    public long oldestNeeded() {
        return from;
    }

    /** What to do next. */
    public Step step(long nowMs) {
        if (!inFlight.isEmpty()) {
            return new Step.Wait(Long.MAX_VALUE);
        }
        if (nowMs < pauseUntilMs) {
            return new Step.Wait(pauseUntilMs);
        }
        if (isLooking && next > last) {
            isLooking = false;
            next = from;
        }
        gather(next > last);
        boolean isFull = wrong.stream()
                        .mapToInt(each -> each.filed().observations().size())
                        .sum()
                >= Batch.MAX_OBSERVATIONS;
        if (isFull || (next > last && !wrong.isEmpty())) {
            return send(nowMs);
        }
        if (next <= last) {
            return new Step.Read(next, Math.min(last, next + Lane.READ - 1));
        }
        if (isCut) {
            begin();
            return new Step.Wait(pauseUntilMs);
        }
        outbox.refiled(correction.number(), nowMs);
        isDone = true;
        return new Step.Wait(nowMs);
    }

    /** Once more, over all: there was no room for some. */
    private void begin() {
        isCut = false;
        next = from;
        lastOf.clear();
        filedUnder.clear();
    }

    /** Takes what the log has in the range that was asked for. */
    public void offer(Step.Read asked, List<Numbered> entries, long nowMs) {
        for (Numbered numbered : entries) {
            if (numbered.number() < asked.from() || numbered.number() > asked.to()) {
                continue;
            }
            switch (numbered.entry()) {
                case NoteEntry note ->
                    Alarmed.in(note).ifPresent(alarmed -> filedUnder.values().forEach(lane -> lane.mark(alarmed)));
                case ReadingEntry entry -> take(numbered.number(), entry, nowMs);
            }
        }
        next = asked.to() + 1;
    }

    private void take(long number, ReadingEntry entry, long nowMs) {
        if (isLooking) {
            look(entry);
            return;
        }
        if (!Observations.anyIn(entry.reading())) {
            return; // never filed: what comes before and after it is one run
        }
        DeviceId device = entry.reading().device();
        @Nullable Long previous = lastOf.put(device, number);
        int under = outbox.filedUnder(device, number);
        if (!isMeant(entry) || under >= correction.number() || !outbox.isDelivered(device, number)) {
            return;
        }
        var item = new Item(number, device, previous == null ? 0 : previous);
        Optional<Subject> filedFor = before.isNobodys(entry) ? Optional.empty() : before.of(entry);
        if (filedFor.isPresent()) {
            Lane lane = filedUnder.computeIfAbsent(under, c -> new Lane(policy, from, Long.MAX_VALUE, null, 0, c));
            lane.file(item, entry, before.bedOf(entry), filedFor.get());
        } else if (!outbox.refile(item, correction.number())) {
            full(nowMs);
        }
    }

    private void look(ReadingEntry entry) {
        if (isChanged(entry)) {
            minuteOf(entry).ifPresent(minutes::add);
        }
    }

    private boolean isMeant(ReadingEntry entry) {
        return isChanged(entry) || minuteOf(entry).filter(minutes::contains).isPresent();
    }

    /** Whether the correction makes another patient's of it, or the same one's at another bed. */
    private boolean isChanged(ReadingEntry entry) {
        return correction.covers(entry)
                && !(before.of(entry).equals(after.of(entry))
                        && before.bedOf(entry).equals(after.bedOf(entry))
                        && before.isNobodys(entry) == after.isNobodys(entry));
    }

    /** The minute that it was filed with; empty when it was filed by itself. */
    private Optional<Minute> minuteOf(ReadingEntry entry) {
        if (policy != FilingPolicy.MINUTE || before.isNobodys(entry)) {
            return Optional.empty();
        }
        return before.of(entry)
                .filter(subject -> Minutes.fits(entry.byOurClock(), subject))
                .flatMap(_ -> before.bedOf(entry))
                .map(bed -> new Minute(bed, Math.floorDiv(entry.measuredAtMs(), Identity.MINUTE_MS)));
    }

    /** What the lanes have complete is to be withdrawn. */
    private void gather(boolean isAll) {
        for (Lane lane : filedUnder.values()) {
            lane.closeMinutes(isAll ? Long.MIN_VALUE : Long.MAX_VALUE, isAll ? Long.MAX_VALUE : Long.MIN_VALUE);
            while (!lane.ready.isEmpty()) {
                wrong.add(new Wrong(lane.ready.remove(), 0));
            }
        }
    }

    private Step send(long nowMs) {
        List<Wrong> batch = new ArrayList<>();
        var load = new Load();
        for (@Nullable Wrong each = wrong.peek();
                each != null && load.takes(each.filed().observations());
                each = wrong.peek()) {
            batch.add(wrong.remove());
        }
        inFlight = batch;
        return new Step.Withdraw(new Batch(
                batch.stream().map(each -> each.filed().asFiling(nowMs)).toList()));
    }

    /** Takes how the last withdrawal ended. */
    public void settle(Delivery delivery, long nowMs) {
        List<Wrong> sent = inFlight;
        inFlight = List.of();
        if (delivery.outcomes().size() != sent.size()) {
            throw new IllegalArgumentException("a batch of " + sent.size() + " has as many outcomes");
        }
        pauseUntilMs = delivery.pauseMs() > 0 ? nowMs + delivery.pauseMs() : pauseUntilMs;
        List<Wrong> again = new ArrayList<>();
        for (int at = 0; at < sent.size(); at++) {
            settle(sent.get(at), delivery.outcomes().get(at), again, nowMs);
        }
        again.reversed().forEach(wrong::addFirst);
    }

    private void settle(Wrong each, Outcome outcome, List<Wrong> again, long nowMs) {
        switch (outcome) {
            case Outcome.Accepted _ -> {
                for (Item item : each.filed().items()) {
                    if (!outbox.refile(item, correction.number())) {
                        full(nowMs); // withdrawn once more, which does no harm
                        return;
                    }
                }
            }
            case Outcome.NotTried _ -> again.add(each);
            case Outcome.RetryAfter later -> {
                pauseUntilMs = Math.max(pauseUntilMs, nowMs + later.ms());
                if (each.tries() + 1 < Outbox.MAX_TRIES) {
                    again.add(new Wrong(each.filed(), each.tries() + 1));
                } else {
                    hold(each, later.reason(), nowMs);
                }
            }
            case Outcome.UnknownPatient unknown -> hold(each, unknown.reason(), nowMs);
            case Outcome.Refused refused -> hold(each, refused.reason(), nowMs);
        }
    }

    /** It could not be withdrawn: a person must see to it there, and then let it be filed here. */
    private void hold(Wrong each, String reason, long nowMs) {
        for (Item item : each.filed().items()) {
            if (!outbox.holdRefiled(item, correction.number(), reason)) {
                full(nowMs);
                return;
            }
        }
    }

    private void full(long nowMs) {
        isCut = true;
        lacksRoom = true;
        pauseUntilMs = Math.max(pauseUntilMs, nowMs + FULL_PAUSE_MS);
    }
}
