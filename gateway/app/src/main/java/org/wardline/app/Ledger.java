package org.wardline.app;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.wardline.core.Burst;
import org.wardline.core.Ending;
import org.wardline.vitals.adapter.Decoded;
import org.wardline.vitals.adapter.Reason;
import org.wardline.vitals.adapter.Rejected;

/**
 * What became of every message: received = stored + duplicate + quarantined + ignored + refused, and those still on their
 * way. Counted on any thread.
 */
public final class Ledger {
    private final LongAdder received = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private volatile long readingsBefore;
    private final LongAdder alarms = new LongAdder();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);
    private final Map<Reason, LongAdder> reasons = new EnumMap<>(Reason.class);

    Ledger() {
        List.of(Ending.values()).forEach(ending -> endings.put(ending, new LongAdder()));
        List.of(Reason.values()).forEach(reason -> reasons.put(reason, new LongAdder()));
    }

    void received(int messages) {
        received.add(messages);
    }

    /** A burst on its way to the ward: its messages, and what was not understood of them. */
    void heard(Burst burst) {
        received(burst.arrivals().size());
        for (Burst.Arrival arrival : burst.arrivals()) {
            switch (arrival.decoding()) {
                case Rejected rejected -> reason(rejected.reason());
                case Decoded decoded -> {
                    decoded.dropped().forEach(this::reason);
                    decoded.rejected().forEach(rejected -> reason(rejected.reason()));
                }
            }
        }
    }

    void ended(Ending ending) {
        adder(endings, ending).increment();
    }

    /** A message that ended before the ward could hear it. */
    void unheard(Ending ending) {
        received(1);
        ended(ending);
    }

    /** A value, element or message gave nothing. */
    void reason(Reason reason) {
        adder(reasons, reason).increment();
    }

    void stored(int storedReadings) {
        readings.add(storedReadings);
    }

    /** Tells how many were there before this start. */
    void began(long storedBefore) {
        readingsBefore = storedBefore;
    }

    /** Readings that were on the disk before this start. */
    long readingsBefore() {
        return readingsBefore;
    }

    /** Readings that were ever stored on this card. */
    long readingsEver() {
        return readingsBefore + readings.sum();
    }

    void alarmRaised() {
        alarms.increment();
    }

    public long received() {
        return received.sum();
    }

    /** Messages that ended so. */
    public long count(Ending ending) {
        return adder(endings, ending).sum();
    }

    /** Readings on the disk since the start. */
    public long readings() {
        return readings.sum();
    }

    /** Alarms raised since the start. */
    public long alarms() {
        return alarms.sum();
    }

    public long reasons(Reason reason) {
        return adder(reasons, reason).sum();
    }

    private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("every kind has its counter");
        }
        return adder;
    }
}
