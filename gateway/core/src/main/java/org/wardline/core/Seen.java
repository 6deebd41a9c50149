package org.wardline.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Reading;

/**
 * What was already heard: a reading is a duplicate when its device, measured time and sequence were stored before with the
 * same content. The same key with other content is no duplicate, it is {@link Verdict#CONFLICT flagged} and kept.
 *
 * <p>Bounded: 64-bit fingerprints in two hash tables. The young one takes what is heard; when it holds {@link #CAPACITY}, the old
 * one is emptied and both change places. So at least the newest {@link #CAPACITY} readings of the ward are remembered, which is
 * more than all connections together may have unacknowledged, which is what a sender sends again.
 *
 * <p>The chance that any two of the remembered readings of different keys share a fingerprint is below 8e-9, whatever their values
 * are; for devices that do not say a sequence twice within some seconds.
 */
final class Seen {
    /** How many readings are remembered at least; twice as many at most. */
    static final int CAPACITY = 1 << 18;

    private static final int TABLE = CAPACITY << 1;
    private static final int KEY_BITS = 44;
    private static final int CONTENT_BITS = Long.SIZE - KEY_BITS;
    private static final long CONTENT = (1L << CONTENT_BITS) - 1;
    private static final long EMPTY = 0;
    /** Stands where a forgotten one stood: no key is like it, and what lies behind it is still found. */
    private static final long FORGOTTEN = CONTENT;

    private static final int HOME_BITS = Integer.numberOfTrailingZeros(TABLE);
    /** Readings of a device that follow each other stand side by side in two lines of the processor's cache: so many have them ... */
    private static final int LINE_BITS = 4;
    /** ... if their times do not differ by more than some of these. */
    private static final int NEAR_BITS = 14;
    /** Odd numbers without a pattern (Steele, Lea, Flood, 2014). */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final long OTHER_SPREAD = 0xbf58476d1ce4e5b9L;

    /** Devices whose highest sequence is known; beyond it, nobody's is any more. */
    static final int MOST_SENDERS = 10_000;

    private static final long NEVER_HEARD = -1;

    private long[] young = new long[TABLE];
    private long @Nullable [] old; // made when the young one is full for the first time
    private int heard; // places of the young one that are taken
    private final Map<DeviceId, Sender> senders = new HashMap<>();
    private boolean areAllKnown = true;
    private @Nullable DeviceId lastDevice; // its readings often come together
    private Sender last = new Sender(0, 0);

    /** A device: its name's fingerprint, and the highest sequence that was ever heard of it. */
    private static final class Sender {
        private final long print;
        private long highestSeq;

        private Sender(long print, long highestSeq) {
            this.print = print;
            this.highestSeq = highestSeq;
        }
    }

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
        Sender sender = sender(reading.device());
        boolean isAhead =
                reading.seq() > sender.highestSeq; // then it is in neither: half of the way to memory is spared
        sender.highestSeq = Math.max(sender.highestSeq, reading.seq());
        long print = print(reading, sender);
        int slot = slotOf(print, young);
        long known = young[slot] == EMPTY && !isAhead ? older(print) : young[slot];
        if (known == EMPTY) {
            keep(print, slot);
            return Verdict.NEW;
        }
        return known == print ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    private long older(long print) {
        return old == null ? EMPTY : old[slotOf(print, old)];
    }

    private void keep(long print, int slot) {
        young[slot] = print;
        heard++;
        if (heard == CAPACITY) {
            long[] emptied = old == null ? new long[TABLE] : old;
            Arrays.fill(emptied, EMPTY);
            old = young;
            young = emptied;
            heard = 0;
        }
    }

    /** Forgets a reading that could not be stored: its sender still holds it and will send it again. */
    void forget(Reading reading) {
        if (hasIdentity(reading)) {
            long print = print(reading, sender(reading.device()));
            forget(print, young);
            if (old != null) {
                forget(print, old);
            }
        }
    }

    private static void forget(long print, long[] table) {
        int slot = slotOf(print, table);
        if (table[slot] != EMPTY) {
            table[slot] = FORGOTTEN;
        }
    }

    /** The slot that holds a key, or the free one where it would stand. */
    private static int slotOf(long print, long[] table) {
        int slot = home(print);
        while (table[slot] != EMPTY && (table[slot] ^ print) >>> CONTENT_BITS != 0) {
            slot = (slot + 1) & (TABLE - 1);
        }
        return slot;
    }

    private static int home(long print) {
        return (int) (print >>> (Long.SIZE - HOME_BITS));
    }

    /** Without both a time and a sequence of its own, nothing is a duplicate. */
    private static boolean hasIdentity(Reading reading) {
        return reading.hasSeq() && reading.clock() != ClockQuality.NONE;
    }

    private static long print(Reading reading, Sender sender) {
        long line = mix(sender.print
                + (reading.measuredAtMs() >>> NEAR_BITS) * SPREAD
                + (reading.seq() >>> LINE_BITS) * OTHER_SPREAD);
        long own = mix(mix(sender.print + reading.measuredAtMs()) + reading.seq());
        long place = ((line << LINE_BITS) | (reading.seq() & ((1 << LINE_BITS) - 1))) << (Long.SIZE - HOME_BITS);
        long key = place | ((own >>> HOME_BITS) & ~CONTENT);
        return (key == EMPTY ? CONTENT + 1 : key) | (content(reading.values(), own) & CONTENT);
    }

    private Sender sender(DeviceId device) {
        if (!device.equals(lastDevice)) {
            if (senders.size() == MOST_SENDERS && !senders.containsKey(device)) {
                senders.clear();
                areAllKnown = false;
            }
            last = senders.computeIfAbsent(
                    device, one -> new Sender(print(one.name()), areAllKnown ? NEVER_HEARD : Long.MAX_VALUE));
            lastDevice = device;
        }
        return last;
    }

    private static long print(String name) {
        long hash = 0;
        for (int at = 0; at < name.length(); at++) {
            hash = hash * 0x100000001b3L + name.charAt(at);
        }
        return mix(hash);
    }

    /** Of one key the same for the same content; of two keys not: many patients have the same values. */
    private static long content(List<Measurement> values, long own) {
        long hash = own + values.size();
        for (int at = 0; at < values.size(); at++) {
            Measurement value = values.get(at);
            hash += value.sign().index() * SPREAD + value.quality().wireName().hashCode() * OTHER_SPREAD;
            hash = (hash ^ Double.doubleToLongBits(value.value())) * SPREAD;
            hash ^= hash >>> 29;
        }
        return mix(hash);
    }

    /** Finaliser of SplitMix64 (Steele, Lea, Flood, 2014): every input bit reaches every output bit. */
    private static long mix(long bits) {
        long z = bits + SPREAD;
        z = (z ^ (z >>> 30)) * OTHER_SPREAD;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
