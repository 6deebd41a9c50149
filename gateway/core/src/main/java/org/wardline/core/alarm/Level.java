package org.wardline.core.alarm;

import java.util.Map;

/**
 * One level of one condition: on or off by its own rule, after its own delay and hold (section 4).
 *
 * <p>A run is what must last: <em>beyond</em> while the level is off, <em>back</em> while it is on. It is measured on the data:
 * from when the reading that began it was measured to when the last to arrive was, plus the time since that arrived.
 */
final class Level {
    /** For levels that a condition does not have; never changes. */
    static final Level UNUSED = new Level();

    Timing timing = Timing.of(0, 0, 0);
    boolean isOn;
    Raw raw = Raw.UNKNOWN;

    /** What was true when it went on, as the wire says it. */
    Map<String, Object> cause = Map.of();

    /** The turn in which it last went off, and why. */
    long offTurn;

    String offWhy = "";

    private boolean isRunning;
    private long sinceMs;
    private long lagMs;
    private long count;
    private String device = "";
    private long seq = AlarmEvent.ReadingHeard.NO_SEQ;

    boolean isRunning() {
        return isRunning;
    }

    /** Neither on nor about to be. */
    boolean isIdle() {
        return !isOn && !isRunning;
    }

    /** When the run is long enough, if nothing comes. */
    long dueAtMs() {
        return isRunning ? sinceMs + lagMs + (isOn ? timing.holdMs() : timing.delayMs()) : DueQueue.NEVER;
    }

    /** The device and seq of the newest reading of the run that put it on; empty when no reading did. */
    String device() {
        return device;
    }

    long seq() {
        return seq;
    }

    void breakRun() {
        isRunning = false;
    }

    void goOff(String why, long turn) {
        isOn = false;
        isRunning = false;
        offTurn = turn;
        offWhy = why;
    }

    /**
     * Takes what is true now.
     *
     * @param isCounted whether this turn's reading or score put it there
     * @return whether it went on
     */
    boolean take(Raw now, boolean isCounted, Moment moment) {
        raw = now;
        if (now != (isOn ? Raw.BACK : Raw.BEYOND)) {
            isRunning = false;
            return false;
        }
        if (!isRunning) {
            sinceMs = isCounted ? moment.measuredAtMs : moment.nowMs;
            isRunning = true;
            count = 0;
        }
        if (isCounted || count == 0) {
            lagMs = isCounted ? moment.nowMs - moment.measuredAtMs : 0;
            count++;
            device = isCounted ? moment.device : "";
            seq = isCounted ? moment.seq : AlarmEvent.ReadingHeard.NO_SEQ;
        }
        if (moment.nowMs < dueAtMs() || count < (isOn ? 1 : timing.consecutive())) {
            return false;
        }
        if (isOn) {
            goOff("clear", moment.turn);
            return false;
        }
        isRunning = false;
        isOn = true;
        return true;
    }

    void carry(Snapshot snapshot) {
        isOn = snapshot.flag(isOn);
        raw = snapshot.word(raw);
        cause = snapshot.tree(cause);
        isRunning = snapshot.flag(isRunning);
        if (isRunning) {
            sinceMs = snapshot.number(sinceMs);
            lagMs = snapshot.number(lagMs);
            count = snapshot.number(count);
            device = snapshot.text(device);
            seq = snapshot.number(seq);
        }
    }
}
