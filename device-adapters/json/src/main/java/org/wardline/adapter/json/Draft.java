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
import org.wardline.vitals.adapter.Unmapped;

/**
 * One object of a message while it is read. Both readers, by hand and by Jackson, fill in this one, so what a value, a
 * flag or a missing time means is said once.
 */
final class Draft {
    /** No time was given. */
    static final long NO_TS = WireTime.UNREADABLE;

    private static final int USUAL_VALUES = 12;

    private Measurement[] values = new Measurement[USUAL_VALUES]; // as without flags
    private int count;
    private final SignSet valued = new SignSet();
    private final SignSet flagged = new SignSet();
    private @Nullable Quality @Nullable [] flags; // by sign; null: none
    private List<Reason> dropped = List.of();
    private List<Unmapped> unmapped = List.of();
    private long ts = NO_TS;
    private long seq = Reading.NO_SEQ;

    /** Empties it for the next object. */
    void clear() {
        count = 0;
        valued.clear();
        flagged.clear();
        flags = null;
        dropped = List.of();
        unmapped = List.of();
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
            put(Measurement.of(sign, value == 0 ? 0.0 : value));
        } else {
            drop(sign, Reason.OUT_OF_RANGE);
        }
    }

    /** A number for a claimed sign that is known to be in its hard range. */
    void good(VitalSign sign, double value) {
        put(Measurement.of(sign, value));
    }

    /** Whether a number is in the sign's hard range; minus zero is below zero. */
    static boolean canBe(VitalSign sign, double value) {
        boolean isMinusZero = value == 0 && 1 / value < 0;
        return sign.canBe(isMinusZero ? -Double.MIN_VALUE : value);
    }

    /** That the device has no value of a claimed sign. */
    void none(VitalSign sign) {
        put(Measurement.none(sign, Quality.NO_VALUE));
    }

    /** A value of a claimed sign that is none: gone alone, counted, and that it came is kept. */
    void drop(VitalSign sign, Reason reason) {
        put(Measurement.none(sign, Quality.OUT_OF_RANGE));
        ignore(reason);
    }

    /** Something other than a value was ignored. */
    void ignore(Reason reason) {
        if (dropped.isEmpty()) {
            dropped = new ArrayList<>();
        }
        dropped.add(reason);
    }

    /** A key that names no sign. */
    void unknown(String key, String sample) {
        ignore(Reason.UNKNOWN_KEY);
        if (unmapped.isEmpty()) {
            unmapped = new ArrayList<>();
        }
        if (unmapped.size() < Unmapped.MAX_OF_MESSAGE) {
            unmapped.add(new Unmapped(key, sample));
        }
    }

    List<Unmapped> unmapped() {
        return unmapped;
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
        boolean hasTime = ts != NO_TS;
        return new Reading(
                device,
                seq,
                hasTime ? ts : message.receivedAtMs(),
                message.receivedAtMs(),
                hasTime ? ClockQuality.DEVICE : ClockQuality.NONE,
                List.of(flags == null ? Arrays.copyOf(values, count) : flagged(flags)));
    }

    private Measurement[] flagged(@Nullable Quality[] bySign) {
        Measurement[] all = Arrays.copyOf(values, count + flagged.without(valued));
        for (int at = 0; at < count; at++) {
            all[at] = flagged(all[at], bySign[all[at].sign().index()]);
        }
        int next = count;
        for (VitalSign sign : VitalSign.all()) {
            if (flagged.holds(sign) && !valued.holds(sign)) {
                all[next] = flagged(Measurement.none(sign, Quality.NO_VALUE), bySign[sign.index()]);
                next++;
            }
        }
        return all;
    }

    private static Measurement flagged(Measurement value, @Nullable Quality flag) {
        if (flag == null || (flag == Quality.TEST && !value.hasValue())) { // nothing is nothing, also in a test
            return value;
        }
        return new Measurement(value.sign(), value.value(), flag);
    }

    private void put(Measurement value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count] = value;
        count++;
    }
}
