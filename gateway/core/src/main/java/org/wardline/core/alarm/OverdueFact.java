package org.wardline.core.alarm;

import java.util.Map;

/** Nothing was entered for too long after the last complete total (section 8; intervals: RCP, NEWS2, London 2017, chart 4). */
final class OverdueFact implements Fact {
    static final String KIND = "news2.overdue";

    /** After 5 or more, or a single 3; after 1 to 4; after 0, or no total yet. */
    static final long[] INTERVALS_MS = {Durations.HOUR, 6 * Durations.HOUR, 12 * Durations.HOUR};

    private static final int URGENT = 5;

    private final Stay stay;

    OverdueFact(Stay stay) {
        this.stay = stay;
    }

    @Override
    public void judge(Condition condition, Moment moment) {
        if (stay.news2Scale == 0 || stay.entries.lastAtMs < 0) {
            condition.gone("unlinked", moment);
            return;
        }
        boolean isOverdue = moment.nowMs - stay.entries.lastAtMs >= intervalMs();
        condition.say(Priorities.LOW, isOverdue ? Raw.BEYOND : Raw.BACK, moment);
    }

    private long intervalMs() {
        if (stay.news2.hadThree || stay.news2.lastTotal >= URGENT) {
            return INTERVALS_MS[0];
        }
        return stay.news2.lastTotal > 0 ? INTERVALS_MS[1] : INTERVALS_MS[2];
    }

    @Override
    public Map<String, Object> cause(int level, Moment moment) {
        return Map.of();
    }
}
