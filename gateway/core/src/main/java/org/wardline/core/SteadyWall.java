package org.wardline.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The wall clock as if nobody had ever set it back: links keep its time, so that what happened later has a later time. It runs
 * ahead of the wall from the moment the wall is set back until it is set on again; else both are the same. Immutable.
 *
 * <pre>
 *   wall    10:00 ── 11:00 │ 10:00 ── 10:30 │ 11:40      a wall time of 10:15 is of before or after it was set back:
 *   steady  10:00 ── 11:00 │ 11:00 ── 11:30 │ 11:40      the place on the monotonic axis where it was heard tells
 * </pre>
 */
final class SteadyWall {
    /** Steps that are remembered; before the oldest of more it is as far ahead as after it. */
    static final int MAX_STEPS = 100;

    /** Never set back. */
    static final SteadyWall NEVER = new SteadyWall(List.of());

    private final List<Step> steps;

    private SteadyWall(List<Step> steps) {
        this.steps = steps;
    }

    /**
     * From an instant on it is so far ahead of the wall.
     *
     * @param atMs on the monotonic axis
     * @param wallMs epoch milliseconds, as the wall was set
     */
    private record Step(long atMs, long wallMs, long aheadMs) {}

    /** The wall was set at an instant of the axis: from there on the axis differs from it by so much. */
    SteadyWall set(long atMs, long beforeMinusAtMs, long nowMinusAtMs) {
        long aheadMs = Math.max(0, beforeMinusAtMs + aheadMs() - nowMinusAtMs);
        if (aheadMs == aheadMs()) {
            return this;
        }
        List<Step> all = new ArrayList<>(steps);
        all.add(new Step(atMs, nowMinusAtMs + atMs, aheadMs));
        if (all.size() > MAX_STEPS) {
            all.removeFirst();
            all.set(0, new Step(Long.MIN_VALUE, Long.MIN_VALUE, all.getFirst().aheadMs()));
        }
        return new SteadyWall(List.copyOf(all));
    }

    /** How far it is ahead of the wall now. */
    long aheadMs() {
        return steps.isEmpty() ? 0 : steps.getLast().aheadMs();
    }

    /** A wall time that was reckoned at an instant of the axis. */
    long of(long wallMs, long heardAtMs) {
        for (int at = steps.size() - 1; at >= 0; at--) {
            if (heardAtMs >= steps.get(at).atMs()) {
                return wallMs + steps.get(at).aheadMs();
            }
        }
        return wallMs;
    }

    /** A wall time of which nobody knows when it was reckoned: the latest that it can be. */
    long of(long wallMs) {
        for (int at = steps.size() - 1; at >= 0; at--) {
            if (wallMs >= steps.get(at).wallMs()) {
                return wallMs + steps.get(at).aheadMs();
            }
        }
        return wallMs;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(steps.size());
        for (Step step : steps) {
            out.writeLong(step.atMs());
            out.writeLong(step.wallMs());
            out.writeLong(step.aheadMs());
        }
    }

    static SteadyWall readFrom(DataInputStream in) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            steps.add(new Step(in.readLong(), in.readLong(), in.readLong()));
        }
        return new SteadyWall(List.copyOf(steps));
    }
}
