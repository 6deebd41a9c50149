package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.wardline.vitals.ClockQuality;

/**
 * What one device's clock is worth, learnt from when its readings come.
 *
 * <p>A reading cannot be measured after it was received, so a stamp ahead of us proves a clock that is ahead. A stamp behind
 * us may be an old reading or a slow clock; it is a slow clock when readings came for a while at the pace of their stamps,
 * always as late. Within {@link #TOLERANCE_MS} nothing is corrected.
 */
final class DeviceClock {
    /** Clocks that differ by this much agree (the alarm engine's {@code alarms.future}). */
    static final long TOLERANCE_MS = 2_000;
    /** A steady lag over so many readings ... */
    static final int STEADY_READINGS = 16;
    /** ... and so long a time is a slow clock, not a backlog. */
    static final long STEADY_MS = 60_000;
    /** A stamp older than this was not kept by a device for us: its clock was reset. */
    static final long OLDEST_MS = 7 * 24 * 3_600_000L;

    private long offsetMs;
    private boolean isKnown;
    private long steadyLagMs;
    private long steadySinceMs;
    private int steadyReadings;

    /** A time and what it is worth. */
    record Reckoned(long wallMs, ClockQuality quality) {}

    /** When a reading was measured, by our clock; never later than it was received. */
    Reckoned reckon(long deviceMs, long receivedMs) {
        long lagMs = receivedMs - deviceMs;
        learn(lagMs, receivedMs);
        if (!isKnown && lagMs > OLDEST_MS) {
            return new Reckoned(receivedMs, ClockQuality.UNTRUSTED);
        }
        if (!isKnown || offsetMs == 0) {
            boolean isAhead = lagMs < 0;
            return new Reckoned(
                    isAhead ? receivedMs : deviceMs,
                    isAhead && lagMs < -TOLERANCE_MS ? ClockQuality.CORRECTED : ClockQuality.DEVICE);
        }
        return new Reckoned(Math.min(deviceMs + offsetMs, receivedMs), ClockQuality.CORRECTED);
    }

    /** Our own clock was set by so much: to it, the device's clock is now as much further behind. */
    void oursStepped(long byMs) {
        if (steadyReadings == 0) {
            return; // nothing was heard of it yet
        }
        steadyLagMs += byMs;
        steadySinceMs += byMs;
        long lagMs = offsetMs() + byMs;
        if (isKnown || Math.abs(lagMs) > TOLERANCE_MS) {
            know(Math.abs(lagMs) > TOLERANCE_MS ? lagMs : 0);
        }
    }

    /** How far behind us its clock is, 0 while it is not known to be wrong; negative: ahead. */
    long offsetMs() {
        return isKnown ? offsetMs : 0;
    }

    private void learn(long lagMs, long receivedMs) {
        if (lagMs < -TOLERANCE_MS && (!isKnown || lagMs < offsetMs)) {
            know(lagMs);
        }
        boolean isSteady = steadyReadings > 0 && Math.abs(lagMs - steadyLagMs) <= TOLERANCE_MS;
        if (!isSteady) {
            steadyLagMs = lagMs;
            steadySinceMs = receivedMs;
            steadyReadings = 0;
        }
        steadyReadings = Math.min(steadyReadings + 1, STEADY_READINGS);
        if (steadyReadings == STEADY_READINGS && receivedMs - steadySinceMs >= STEADY_MS) {
            know(Math.abs(steadyLagMs) <= TOLERANCE_MS ? 0 : steadyLagMs);
        }
    }

    private void know(long lagMs) {
        isKnown = true;
        offsetMs = lagMs;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(offsetMs);
        out.writeBoolean(isKnown);
        out.writeLong(steadyLagMs);
        out.writeLong(steadySinceMs);
        out.writeInt(steadyReadings);
    }

    static DeviceClock readFrom(DataInputStream in) throws IOException {
        var clock = new DeviceClock();
        clock.offsetMs = in.readLong();
        clock.isKnown = in.readBoolean();
        clock.steadyLagMs = in.readLong();
        clock.steadySinceMs = in.readLong();
        clock.steadyReadings = in.readInt();
        return clock;
    }
}
