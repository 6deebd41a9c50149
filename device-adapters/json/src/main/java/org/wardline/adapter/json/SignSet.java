package org.wardline.adapter.json;

import org.wardline.vitals.VitalSign;

/** A set of signs in two words. */
final class SignSet {
    private static final int MOST_SIGNS = 128;

    static {
        if (VitalSign.all().size() > MOST_SIGNS) {
            throw new IllegalStateException("more signs than a set of them holds");
        }
    }

    private long low;
    private long high;

    void clear() {
        low = 0;
        high = 0;
    }

    /** Adds one; false when it was there. */
    boolean add(VitalSign sign) {
        long bit = 1L << sign.index();
        boolean isLow = sign.index() < Long.SIZE;
        boolean isNew = ((isLow ? low : high) & bit) == 0;
        if (isLow) {
            low |= bit;
        } else {
            high |= bit;
        }
        return isNew;
    }

    boolean holds(VitalSign sign) {
        return ((sign.index() < Long.SIZE ? low : high) & (1L << sign.index())) != 0;
    }

    /** How many are here and not there. */
    int without(SignSet other) {
        return Long.bitCount(low & ~other.low) + Long.bitCount(high & ~other.high);
    }
}
