package org.wardline.app.alarm;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wardline.app.wire.EventJson;
import org.wardline.vitals.alarm.AlarmChange;
import org.wardline.vitals.alarm.AlarmPriority;
import org.wardline.vitals.log.NoteEntry;
import org.wardline.vitals.log.Numbered;

/**
 * What a way out for alarms still has to say, in the order of the log: decides, and sends nothing.
 *
 * <p>The log is the store: this keeps numbers, how far it has read and what waits, and after a restart reads what waited again.
 * Bounded in number and in age; where there is no room, the oldest of the lowest priority is given up and counted. On one
 * thread.
 *
 * <pre>
 *   version 1 (1) | delivered refused dropped read (8 each) | number of waiting (4) | their numbers (8 each)
 * </pre>
 */
final class AlarmOutbox {
    /** Messages that wait; one more and the oldest of the quietest goes. */
    static final int MAX_WAITING = 1_000;

    /** A message that is older alarms nobody any more, and must not keep the log from freeing its entries. */
    static final long MAX_AGE_MS = 24 * 3_600_000L;

    /** Alarms whose priority is remembered, for the steps that do not say it. */
    static final int MAX_PRIORITIES = 4_096;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 4 * Long.BYTES + Integer.BYTES;
    private static final long NOTHING = -1;

    private final String ward;
    private final NavigableMap<Long, Waiting> waiting = new TreeMap<>();
    private final NavigableSet<Long> again = new TreeSet<>(); // waited before the restart, and was not read again yet
    private final Map<String, AlarmPriority> priorities = new LinkedHashMap<>(16, 0.75f, true);
    private final long readBefore;
    private long read;
    private long sending = NOTHING;
    private long delivered;
    private long refused;
    private long dropped;

    /** A message and how loud it is. */
    private record Waiting(AlarmMessage message, AlarmPriority priority) {}

    /** How many there were, and are. */
    record Counts(long delivered, long refused, long dropped, long waiting) {}

    private AlarmOutbox(String ward, long read, long readBefore) {
        this.ward = ward;
        this.read = read;
        this.readBefore = readBefore;
    }

    /** One that begins after an entry of the log. */
    static AlarmOutbox after(String ward, long number) {
        return new AlarmOutbox(ward, number, number);
    }

    /**
     * One as it was when {@link #state} was taken.
     *
     * @param lastNumber of the log, which may have lost its end
     */
    static AlarmOutbox restored(String ward, byte[] state, long lastNumber) {
        var in = ByteBuffer.wrap(state);
        if (in.get() != VERSION) {
            throw new IllegalArgumentException("the state of the outbox has another version");
        }
        long delivered = in.getLong();
        long refused = in.getLong();
        long dropped = in.getLong();
        long readBefore = Math.min(lastNumber, in.getLong());
        NavigableSet<Long> numbers = new TreeSet<>();
        for (int left = in.getInt(); left > 0; left--) {
            numbers.add(in.getLong());
        }
        numbers = numbers.headSet(readBefore, true);
        var outbox = new AlarmOutbox(ward, numbers.isEmpty() ? readBefore : numbers.first() - 1, readBefore);
        outbox.again.addAll(numbers);
        outbox.delivered = delivered;
        outbox.refused = refused;
        outbox.dropped = dropped;
        return outbox;
    }

    /** For {@link #restored}. */
    byte[] state() {
        NavigableSet<Long> numbers = new TreeSet<>(waiting.keySet());
        numbers.addAll(again);
        var out = ByteBuffer.allocate(HEAD_BYTES + numbers.size() * Long.BYTES)
                .put(VERSION)
                .putLong(delivered)
                .putLong(refused)
                .putLong(dropped)
                .putLong(Math.max(read, readBefore))
                .putInt(numbers.size());
        numbers.forEach(out::putLong);
        return out.array();
    }

    /** How far the log was read. */
    long read() {
        return read;
    }

    /** Takes what the log has from there up to a number; other numbers in between are gone from it. */
    void take(List<Numbered> entries, long upTo) {
        for (Numbered entry : entries) {
            boolean isKnown = entry.number() <= readBefore && !again.contains(entry.number());
            if (entry.number() > read && !isKnown && entry.entry() instanceof NoteEntry note) {
                take(entry.number(), note);
            }
        }
        read = Math.max(read, upTo);
        again.headSet(read, true).clear();
    }

    /** The log has lost its end: its numbers will be given again. */
    void logEndsAt(long lastNumber) {
        read = Math.min(read, lastNumber);
    }

    private void take(long number, NoteEntry note) {
        if (note.kind() != NoteEntry.Kind.CHANGE) {
            return;
        }
        AlarmChange change = EventJson.change(note.json());
        AlarmMessage.of(ward, number, change).ifPresent(message -> {
            AlarmPriority priority = priorityOf(message.alarm(), change);
            waiting.put(number, new Waiting(message, priority));
            if (waiting.size() > MAX_WAITING) {
                giveUp(quietest());
            }
        });
    }

    /** Steps do not say a priority: as the alarm last had it; the highest where nobody knows. */
    private AlarmPriority priorityOf(String alarm, AlarmChange change) {
        AlarmPriority said = change.priority().orElseGet(() -> priorities.getOrDefault(alarm, AlarmPriority.HIGH));
        var _ = priorities.put(alarm, said);
        if (priorities.size() > MAX_PRIORITIES) {
            Iterator<String> oldest = priorities.keySet().iterator();
            var _ = oldest.next();
            oldest.remove();
        }
        return said;
    }

    private long quietest() {
        long found = NOTHING;
        @Nullable AlarmPriority least = null;
        for (Map.Entry<Long, Waiting> each : waiting.entrySet()) {
            AlarmPriority priority = each.getValue().priority();
            if (each.getKey() != sending && (least == null || priority.compareTo(least) < 0)) {
                least = priority;
                found = each.getKey();
            }
        }
        return found;
    }

    private void giveUp(long number) {
        if (waiting.remove(number) != null) {
            dropped++;
        }
    }

    /** Gives up what is too old at an instant of the monotonic axis. */
    void passed(long atMs) {
        while (!waiting.isEmpty()
                && waiting.firstKey() != sending
                && atMs - waiting.firstEntry().getValue().message().atMs() > MAX_AGE_MS) {
            giveUp(waiting.firstKey());
        }
    }

    /** The next to be sent; stays the next until it is settled. Empty when all is said. */
    Optional<AlarmMessage> next() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        sending = waiting.firstKey();
        return Optional.of(waiting.firstEntry().getValue().message());
    }

    /** What was sent has arrived. */
    void arrived() {
        delivered += settled();
    }

    /** What was sent will never be taken. */
    void wasRefused() {
        refused += settled();
    }

    /** What was sent is not under way any more, and was not taken: it may be sent again, or be given up meanwhile. */
    void notTaken() {
        sending = NOTHING;
    }

    private int settled() {
        int settled = waiting.remove(sending) == null ? 0 : 1;
        sending = NOTHING;
        return settled;
    }

    /** Everything up to this number of the log is not needed any more. */
    long cursor() {
        return waiting.isEmpty() ? read : Math.min(read, waiting.firstKey() - 1);
    }

    Counts counts() {
        return new Counts(delivered, refused, dropped, waiting.size() + (long) again.size());
    }
}
