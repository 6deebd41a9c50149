package org.wardline.core;

import java.util.List;
import java.util.Optional;
import org.wardline.core.alarm.AlarmEngine;
import org.wardline.core.alarm.AlarmEngine.RuleNow;
import org.wardline.core.alarm.AlarmEvent;
import org.wardline.core.alarm.AlarmEvent.LimitsChanged;
import org.wardline.vitals.StayId;

/**
 * The rules of one patient as they are in force.
 *
 * @param levels rule by rule, the highest level first
 * @param audio what people have silenced of them; empty while they may sound
 */
public record LimitsNow(StayId stay, List<Level> levels, Optional<WardView.Audio> audio) {
    public LimitsNow {
        levels = List.copyOf(levels);
    }

    /**
     * One level of one rule.
     *
     * @param last the last word of a person on it during this stay
     */
    public record Level(RuleNow now, Optional<LimitsChanged> last) {}

    static LimitsNow of(StayId stay, AlarmEngine engine, Orders orders) {
        return new LimitsNow(
                stay,
                engine.rules(stay.name()).stream()
                        .map(rule -> new Level(rule, orders.limits(stay.name(), rule.rule(), rule.level())))
                        .toList(),
                audio(stay.name(), engine, orders));
    }

    /** The silence of a stay: a pause, or off with its owner's reason and end. */
    static Optional<WardView.Audio> audio(String stay, AlarmEngine engine, Orders orders) {
        return engine.silence(stay).map(silence -> {
            AlarmEvent.Terms terms =
                    orders.silence(stay).map(AlarmEvent.AudioOff::terms).orElse(AlarmEvent.Terms.NONE);
            boolean isOff = silence.untilMs() == Long.MAX_VALUE;
            return new WardView.Audio(
                    isOff ? "off" : "paused",
                    silence.by(),
                    isOff ? terms.reason() : "",
                    isOff ? terms.untilMs() : silence.untilMs());
        });
    }
}
