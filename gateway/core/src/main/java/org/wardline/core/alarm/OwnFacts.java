package org.wardline.core.alarm;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The engine's own conditions of a stay by their kind, each with its levels' times (section 6). */
final class OwnFacts {
    private static final long SIGNAL_LOW_MS = 10 * Durations.SECOND;
    private static final long SIGNAL_MEDIUM_MS = 2 * Durations.MINUTE;
    private static final long SIGNAL_HOLD_MS = 5 * Durations.SECOND;

    private OwnFacts() {}

    /** The condition of a kind {@code THING.WHAT}, new. */
    static Condition add(Stay stay, String kind) {
        int dot = kind.lastIndexOf('.');
        String thing = kind.substring(0, Math.max(0, dot));
        return switch (kind.substring(dot + 1)) {
            case "signal" -> signal(stay, kind, thing);
            case "silent" -> timed(stay, kind, new SilentFact(stay, thing, stay.vias), Priorities.MEDIUM, 0, 0);
            case "frozen" -> timed(stay, kind, new FrozenFact(stay, thing), Priorities.LOW, 0, 0);
            case "clock" -> timed(stay, kind, new ClockFact(stay, thing), Priorities.LOW, 0, Durations.MINUTE);
            case "disagree" -> disagree(stay, kind, thing);
            case "fault" -> allLevels(stay, kind, new FaultFact(thing, stay.faults, null));
            case "device" -> device(stay, kind, thing);
            case "model" -> model(stay, kind, thing);
            default -> stay.subject.add(kind, new ForgottenFact());
        };
    }

    private static Condition signal(Stay stay, String kind, String sign) {
        AlarmSettings settings = stay.settings;
        return stay.subject
                .add(kind, new SignalFact(stay.witnesses(sign)))
                .timed(Priorities.LOW, settings.technical(Priorities.LOW, SIGNAL_LOW_MS, SIGNAL_HOLD_MS))
                .timed(Priorities.MEDIUM, settings.technical(Priorities.MEDIUM, SIGNAL_MEDIUM_MS, SIGNAL_HOLD_MS));
    }

    private static Condition disagree(Stay stay, String kind, String sign) {
        BigDecimal tolerance = SignTable.tolerance(sign);
        Fact fact = tolerance == null ? new ForgottenFact() : new DisagreeFact(stay.witnesses(sign), tolerance);
        return timed(stay, kind, fact, Priorities.LOW, Durations.MINUTE, Durations.MINUTE);
    }

    private static Condition timed(Stay stay, String kind, Fact fact, int level, long delayMs, long holdMs) {
        return stay.subject.add(kind, fact).timed(level, stay.settings.technical(level, delayMs, holdMs));
    }

    private static Condition allLevels(Stay stay, String kind, Fact fact) {
        return allLevels(stay.subject.add(kind, fact), stay.settings);
    }

    /** As said, at once, on any level. */
    static Condition allLevels(Condition condition, AlarmSettings settings) {
        Condition timed = condition;
        for (int level = 0; level < Priorities.COUNT; level++) {
            timed = timed.timed(level, settings.technical(level, 0, 0));
        }
        return timed;
    }

    /** A device's own high alarm latches. */
    private static Condition device(Stay stay, String kind, String alarmName) {
        Timing high = stay.settings.technical(Priorities.HIGH, 0, 0);
        return allLevels(stay, kind, new DeviceAlarmFact(stay, alarmName))
                .timed(Priorities.HIGH, new Timing(0, 0, 1, true, high.realarmMs()));
    }

    private static Condition model(Stay stay, String kind, String name) {
        RuleKind model = stay.settings.rules.models().get(name);
        Condition condition = stay.subject.add(kind, model == null ? new ForgottenFact() : new ModelFact(model));
        for (int level = 0; level < Priorities.COUNT; level++) {
            @Nullable Rule rule = model == null ? null : model.at(level);
            if (rule != null) {
                Timing of = rule.timing();
                condition = condition.timed( // a model adds alarms; it latches none
                        level, new Timing(of.delayMs(), of.holdMs(), of.consecutive(), false, of.realarmMs()));
            }
        }
        return condition;
    }
}
