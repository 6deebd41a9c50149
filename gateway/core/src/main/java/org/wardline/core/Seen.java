package org.wardline.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;

/**
 * What was already heard: a reading is a duplicate when its device, measured time and sequence were stored before with the
 * same content. The same key with other content is no duplicate, it is {@link Verdict#CONFLICT flagged} and kept.
 *
 * <p>Bounded: the newest {@link #CAPACITY} readings of the ward, in a ring of 64-bit fingerprints with a hash table over
 * it. That is more than all connections together may have unacknowledged, which is what a sender sends again.
 *
 * <p>The chance that two of the remembered readings share a fingerprint of key and content is below 2e-9 for a full ring.
 */
final class Seen {
    /** How many readings are remembered. */
    static final int CAPACITY = 1 << 18;

    private static final int TABLE = CAPACITY << 1;
    private static final int KEY_BITS = 44;
    private static final int CONTENT_BITS = Long.SIZE - KEY_BITS;
    private static final long CONTENT = (1L << CONTENT_BITS) - 1;
    private static final long EMPTY = 0;
    private static final int HOME_BITS = Integer.numberOfTrailingZeros(TABLE);
    /** Readings of a device that follow each other stand side by side in one line of the processor's cache: so many have one ... */
    private static final int LINE_BITS = 3;
    /** ... if their times do not differ by more than some of these. */
    private static final int NEAR_BITS = 13;

    private final long[] ring = new long[CAPACITY];
    private final long[] table = new long[TABLE];
    private int next;
    private @Nullable DeviceId lastDevice; // its readings often come together
    private long lastPrint;

    /** What is known of a reading. */
    enum Verdict {
        NEW,
        /** Stored before, with the same content. */
        DUPLICATE,
        /** Its key was stored before, with other content: both are kept. */
        CONFLICT
    }

    /** Looks a reading up, by the device's own time, and remembers it. */
    Verdict hear(Reading reading) {
        if (!hasIdentity(reading)) {
            return Verdict.NEW;
        }
        long print = print(reading);
        int slot = slotOf(print);
        long known = table[slot];
        if (known == EMPTY) {
            table[slot] = print;
            long oldest = ring[next];
            ring[next] = print;
            next = (next + 1) & (CAPACITY - 1);
            if (oldest != EMPTY) {
                remove(oldest);
            }
            return Verdict.NEW;
        }
        return known == print ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    /** Forgets a reading that could not be stored: its sender still holds it and will send it again. */
    void forget(Reading reading) {
        if (hasIdentity(reading)) {
            remove(print(reading));
        }
    }

    /** The slot that holds a key, or the free one where it would stand. */
    private int slotOf(long print) {
        int slot = home(print);
        while (table[slot] != EMPTY && (table[slot] ^ print) >>> CONTENT_BITS != 0) {
            slot = (slot + 1) & (TABLE - 1);
        }
        return slot;
    }

    /** Takes a key out and closes the gap it leaves, so that no later key is lost behind it. */
    private void remove(long print) {
        int gap = slotOf(print);
        if (table[gap] == EMPTY) {
            return; // forgotten before it grew old
        }
        int slot = gap;
        while (true) {
            slot = (slot + 1) & (TABLE - 1);
            if (table[slot] == EMPTY) {
                break;
            }
            int home = home(table[slot]);
            boolean mayMove = gap <= slot ? home <= gap || home > slot : home <= gap && home > slot;
            if (mayMove) {
                table[gap] = table[slot];
                gap = slot;
            }
        }
        table[gap] = EMPTY;
    }

    private static int home(long print) {
        return (int) (print >>> (Long.SIZE - HOME_BITS));
    }

    /** Without both a time and a sequence of its own, nothing is a duplicate. */
    private static boolean hasIdentity(Reading reading) {
        return reading.hasSeq() && reading.clock() != ClockQuality.NONE;
    }

    private long print(Reading reading) {
        long device = print(reading.device());
        long line = mix(device + (reading.measuredAtMs() >>> NEAR_BITS) + mix(reading.seq() >>> LINE_BITS));
        long own = mix(mix(device + reading.measuredAtMs()) + reading.seq());
        long place = ((line << LINE_BITS) | (reading.seq() & ((1 << LINE_BITS) - 1))) << (Long.SIZE - HOME_BITS);
        long key = place | ((own >>> HOME_BITS) & ~CONTENT);
        return (key == EMPTY ? CONTENT + 1 : key) | (content(reading.values()) & CONTENT);
    }

    private long print(DeviceId device) {
        if (!device.equals(lastDevice)) {
            String name = device.name();
            long hash = 0;
            for (int at = 0; at < name.length(); at++) {
                hash = hash * 0x100000001b3L + name.charAt(at);
            }
            lastDevice = device;
            lastPrint = mix(hash);
        }
        return lastPrint;
    }

    private static long content(List<Measurement> values) {
        long hash = 1;
        for (Measurement value : values) {
            hash = mix(hash
                            + value.sign().index() * 31L
                            + value.quality().wireName().hashCode())
                    + Double.doubleToLongBits(value.value());
        }
        return mix(hash);
    }

    /** Finaliser of SplitMix64 (Steele, Lea, Flood, 2014): every input bit reaches every output bit. */
    private static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
