package org.wardline.adapter.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardline.vitals.ClockQuality;
import org.wardline.vitals.DeviceId;
import org.wardline.vitals.Measurement;
import org.wardline.vitals.Quality;
import org.wardline.vitals.Reading;
import org.wardline.vitals.VitalSign;
import org.wardline.vitals.adapter.RawMessage;
import org.wardline.vitals.adapter.Reason;

/**
 * One object of a message while it is read. Both readers, by hand and by Jackson, fill in this one, so what a value, a
 * flag or a missing time means is said once.
 */
final class Draft {
    /** No time was given. */
    static final long NO_TS = WireTime.UNREADABLE;

    private static final int USUAL_VALUES = 16;

    private VitalSign[] signs = new VitalSign[USUAL_VALUES];
    private double[] numbers = new double[USUAL_VALUES]; // NaN: none
    private Quality[] qualities = new Quality[USUAL_VALUES]; // GOOD stands for what the number itself says
    private int count;
    private @Nullable Quality @Nullable [] flags; // by sign
    private final SignSet valued = new SignSet();
    private final SignSet flagged = new SignSet();
    private final List<Reason> dropped = new ArrayList<>();
    private long ts = NO_TS;
    private long seq = Reading.NO_SEQ;

    /** Empties it for the next object. */
    void clear() {
        count = 0;
        flags = null;
        valued.clear();
        flagged.clear();
        dropped.clear();
        ts = NO_TS;
        seq = Reading.NO_SEQ;
    }

    void ts(long epochMs) {
        ts = epochMs;
    }

    void seq(long deviceCount) {
        seq = deviceCount;
    }

    /** Marks a sign as given; false when it was before, under whatever name. */
    boolean claim(VitalSign sign) {
        return valued.add(sign);
    }

    /** A number for a claimed sign: kept, or dropped with its reason where no sensor gives it. */
    void number(VitalSign sign, double value) {
        if (Double.isNaN(value)) {
            drop(sign, Reason.NOT_A_NUMBER);
        } else if (canBe(sign, value)) {
            put(sign, value == 0 ? 0.0 : value, Quality.GOOD);
        } else {
            drop(sign, Reason.OUT_OF_RANGE);
        }
    }

    /** Whether a number is in the sign's hard range; minus zero is below zero. */
    static boolean canBe(VitalSign sign, double value) {
        boolean isMinusZero = value == 0 && 1 / value < 0;
        return sign.canBe(isMinusZero ? -Double.MIN_VALUE : value);
    }

    /** That the device has no value of a claimed sign. */
    void none(VitalSign sign) {
        put(sign, Double.NaN, Quality.NO_VALUE);
    }

    /** A value of a claimed sign that is none: gone alone, counted, and that it came is kept. */
    void drop(VitalSign sign, Reason reason) {
        put(sign, Double.NaN, Quality.OUT_OF_RANGE);
        dropped.add(reason);
    }

    /** Something other than a value was ignored. */
    void ignore(Reason reason) {
        dropped.add(reason);
    }

    /** Flags a sign; false when it was flagged before. */
    boolean flag(VitalSign sign, Quality quality) {
        if (!flagged.add(sign)) {
            return false;
        }
        if (flags == null) {
            flags = new @Nullable Quality[VitalSign.all().size()];
        }
        flags[sign.index()] = quality;
        return true;
    }

    boolean hasValues() {
        return count > 0;
    }

    /** What was given for signs, as keys that a chunk does not know. */
    List<Reason> droppedAsOfAChunk() {
        List<Reason> all = new ArrayList<>(dropped);
        for (int at = 0; at < count; at++) {
            all.add(Reason.UNKNOWN_KEY);
        }
        return all;
    }

    List<Reason> dropped() {
        return dropped;
    }

    long seq() {
        return seq;
    }

    /** The given time, or that of receipt less what a chunk lasted. */
    long startMs(RawMessage message, long lastedMs) {
        return ts == NO_TS ? message.receivedAtMs() - lastedMs : ts;
    }

    /** The reading, values in the order in which they came, then flags that came without one. */
    Reading reading(DeviceId device, RawMessage message) {
        Measurement[] values = new Measurement[count + (flags == null ? 0 : flagged.without(valued))];
        for (int at = 0; at < count; at++) {
            values[at] = measurement(at);
        }
        if (flags != null && values.length > count) {
            addFlagsAlone(values, flags);
        }
        boolean hasTime = ts != NO_TS;
        return new Reading(
                device,
                seq,
                hasTime ? ts : message.receivedAtMs(),
                message.receivedAtMs(),
                hasTime ? ClockQuality.DEVICE : ClockQuality.NONE,
                List.of(values));
    }

    private void put(VitalSign sign, double number, Quality quality) {
        if (count == signs.length) {
            signs = Arrays.copyOf(signs, count * 2);
            numbers = Arrays.copyOf(numbers, count * 2);
            qualities = Arrays.copyOf(qualities, count * 2);
        }
        signs[count] = sign;
        numbers[count] = number;
        qualities[count] = quality;
        count++;
    }

    private Measurement measurement(int at) {
        Quality flag = flags == null ? null : flags[signs[at].index()];
        if (Double.isNaN(numbers[at])) {
            return Measurement.none(signs[at], flag == null || flag == Quality.TEST ? qualities[at] : flag);
        }
        return flag == null ? Measurement.of(signs[at], numbers[at]) : new Measurement(signs[at], numbers[at], flag);
    }

    private void addFlagsAlone(Measurement[] values, @Nullable Quality[] byFlag) {
        int next = count;
        for (VitalSign sign : VitalSign.all()) {
            Quality flag = byFlag[sign.index()];
            if (flag != null && !valued.holds(sign)) {
                values[next] = Measurement.none(sign, flag == Quality.TEST ? Quality.NO_VALUE : flag);
                next++;
            }
        }
    }
}
