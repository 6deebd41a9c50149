package org.wardline.core.alarm;

import java.util.Map;

/**
 * What makes one condition true: it says for each of its levels where things are now. One implementation for each sort of
 * condition in the text.
 */
sealed interface Fact
        permits RuleFact,
                News2Fact,
                OverdueFact,
                ModelFact,
                DeviceAlarmFact,
                FaultFact,
                BlindFact,
                SignalFact,
                SilentFact,
                FrozenFact,
                ClockFact,
                DisagreeFact,
                ForgottenFact {
    /** Says by {@link Condition#say} and {@link Condition#gone} what is true now. */
    void judge(Condition condition, Moment moment);

    /** The cause of a level that goes on now, in the words of the wire (section 5). */
    Map<String, Object> cause(int level, Moment moment);

    /** {@code physiological}, {@code technical} or {@code model}. */
    default String type() {
        return "technical";
    }

    /** What a snapshot must keep of it, beside what its subject keeps. */
    default Map<String, Object> kept() {
        return Map.of();
    }

    /** Takes what an earlier one kept. */
    default void keep(Map<String, Object> kept) {}
}
