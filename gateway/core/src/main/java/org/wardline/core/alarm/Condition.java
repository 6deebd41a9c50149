package org.wardline.core.alarm;

import java.util.LinkedHashMap;
import java.util.Map;

/** A fact about one subject that is present or not, with its levels and its alarm (section 1). */
final class Condition {
    final Subject subject;
    final String kind;

    /** {@code SUBJECT:THING.WHAT}: alarms of one instant are in its order. */
    final String name;

    final Fact fact;
    final Alarm alarm;

    /** The turn in which it was last put on the list of those to judge. */
    long markedTurn;

    /** The turn in which it was last judged. */
    long judgedTurn;

    private final Level[] levels = {Level.UNUSED, Level.UNUSED, Level.UNUSED};

    Condition(Subject subject, String kind, Fact fact) {
        this.subject = subject;
        this.kind = kind;
        this.name = subject.name + ":" + kind;
        this.fact = fact;
        this.alarm = new Alarm();
    }

    Level level(int level) {
        return levels[level];
    }

    Condition timed(int level, Timing timing) {
        if (levels[level] == Level.UNUSED) {
            levels[level] = new Level();
        }
        levels[level].timing = timing;
        return this;
    }

    /** The highest level that is on. */
    int top() {
        for (int level = Priorities.HIGH; level >= Priorities.LOW; level--) {
            if (levels[level].isOn) {
                return level;
            }
        }
        return Priorities.NONE;
    }

    /** The highest level that is on and latches. */
    int latching() {
        for (int level = Priorities.HIGH; level >= Priorities.LOW; level--) {
            if (levels[level].isOn && levels[level].timing.latches()) {
                return level;
            }
        }
        return Priorities.NONE;
    }

    boolean isIdle() {
        return levels[0].isIdle() && levels[1].isIdle() && levels[2].isIdle();
    }

    /** Why the highest level that went off in this turn did. */
    String whyOff(long turn) {
        for (int level = Priorities.HIGH; level >= Priorities.LOW; level--) {
            if (levels[level].offTurn == turn) {
                return levels[level].offWhy;
            }
        }
        throw new IllegalStateException(name + " is gone, and nothing went off");
    }

    /** Where a level is now, by no reading of this turn. */
    void say(int level, Raw raw, Moment moment) {
        say(level, raw, false, moment);
    }

    void say(int at, Raw raw, boolean isCounted, Moment moment) {
        Level level = levels[at];
        if (level.take(raw, isCounted, moment)) {
            level.cause = withReading(fact.cause(at, moment), level);
        }
        if (level.isRunning()) {
            moment.queue.wakeBy(subject, Math.max(level.dueAtMs(), moment.nowMs + 1));
        }
    }

    /** There is nothing left to judge a level by, or the rule is off. */
    void gone(int at, String why, Moment moment) {
        Level level = levels[at];
        if (level.isOn) {
            level.goOff(why, moment.turn);
        } else if (level.isRunning()) {
            level.breakRun();
        }
    }

    void gone(String why, Moment moment) {
        for (int level = 0; level < levels.length; level++) {
            gone(level, why, moment);
        }
    }

    private static Map<String, Object> withReading(Map<String, Object> cause, Level level) {
        if (level.device().isEmpty()) {
            return cause;
        }
        Map<String, Object> withReading = new LinkedHashMap<>(cause);
        withReading.put("device", level.device());
        if (level.seq() != AlarmEvent.ReadingHeard.NO_SEQ) {
            withReading.put("seq", level.seq());
        }
        return withReading;
    }

    void carry(Snapshot snapshot) {
        for (int level = 0; level < levels.length; level++) {
            if (snapshot.flag(levels[level] != Level.UNUSED)) {
                if (levels[level] == Level.UNUSED) {
                    levels[level] = new Level(); // an older configuration had it
                }
                levels[level].carry(snapshot);
            }
        }
        alarm.carry(snapshot);
        Map<String, Object> kept = snapshot.tree(fact.kept());
        if (snapshot.isReading()) {
            fact.keep(kept);
        }
    }
}
