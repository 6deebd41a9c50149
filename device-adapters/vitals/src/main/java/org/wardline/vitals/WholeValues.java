package org.wardline.vitals;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a sign and a whole value, made once: most that monitors say is a small whole number, and said again within a
 * second. A value that is not small and whole is made each time.
 *
 * <p>For what is immutable. Bounded: {@link #MOST} a sign. Any thread may ask.
 */
public final class WholeValues<T> {
    /** Values from 1 to below this are kept: heart rates, pressures, saturations, breaths a minute. */
    static final int MOST = 320;

    private final Maker<T> maker;
    private final AtomicReferenceArray<@Nullable T> known; // sign by sign

    /** Makes one of a sign's values. */
    @FunctionalInterface
    public interface Maker<T> {
        T make(VitalSign sign, double value);
    }

    public WholeValues(Maker<T> maker) {
        this.maker = maker;
        this.known = new AtomicReferenceArray<>(VitalSign.all().size() * MOST);
    }

    /** What is made of a value of a sign. */
    public T of(VitalSign sign, double value) {
        int whole = (int) value;
        if (whole != value || whole < 1 || whole >= MOST) {
            return maker.make(sign, value);
        }
        int place = sign.index() * MOST + whole;
        T made = known.getPlain(place);
        if (made == null) {
            made = maker.make(sign, value);
            known.setRelease(place, made); // two threads may make two that are equal
        }
        return made;
    }
}
